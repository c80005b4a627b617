package dev.spoor.sdk.client;

import dev.spoor.sdk.json.JsonLimits;
import dev.spoor.sdk.json.JsonReader;
import dev.spoor.sdk.json.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One request of the server's API and its answer, both JSON. Safe for several threads. */
final class Api {
    private static final JsonLimits LIMITS = new JsonLimits(32 << 20, 32 << 20, 1_000_000, 100);

    private final String base;
    private final Map<String, String> headers;
    private final Duration timeout;
    private final HttpClient http;

    Api(String endpoint, Map<String, String> headers, Duration timeout) {
        this.base = (endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint) + "/api/v1";
        this.headers = Map.copyOf(headers);
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    /** @param path segments, which are encoded here */
    Map<String, @Nullable Object> call(String method, List<String> path, Query query, @Nullable Object body) {
        String address = base
                + path.stream().map(segment -> "/" + encoded(segment)).collect(Collectors.joining())
                + query.text();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .timeout(timeout)
                .header("Accept", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(JsonWriter.write(body, LIMITS)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new SpoorClientException(0, "", base + " cannot be reached: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SpoorClientException(0, "", "interrupted while waiting for " + base);
        }
        return read(response);
    }

    private Map<String, @Nullable Object> read(HttpResponse<String> response) {
        Map<String, @Nullable Object> json;
        try {
            json = JsonReader.readObject(response.body());
        } catch (JsonReader.JsonException e) {
            throw new SpoorClientException(
                    response.statusCode(),
                    "",
                    base + " answers " + response.statusCode() + " with something that is not Spoor's: "
                            + e.getMessage());
        }
        if (response.statusCode() >= 400) {
            throw new SpoorClientException(
                    response.statusCode(), String.valueOf(json.get("error_code")), String.valueOf(json.get("message")));
        }
        return json;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The part of an address after {@code ?}. */
    static final class Query {
        static final Query NONE = new Query();
        private final StringBuilder text = new StringBuilder();

        Query with(String name, @Nullable Object value) {
            if (value != null && !value.toString().isEmpty()) {
                text.append(text.length() == 0 ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(encoded(value.toString()));
            }
            return this;
        }

        String text() {
            return text.toString();
        }
    }
}
