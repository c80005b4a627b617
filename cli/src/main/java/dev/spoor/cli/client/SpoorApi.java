package dev.spoor.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spoor.cli.UserException;
import dev.spoor.server.config.ConfigLoader;
import dev.spoor.server.config.SpoorConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The server that a command asks, and its API. */
final class SpoorApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The server; by default the one that the settings name, http://127.0.0.1:5050.")
    @Nullable
    String server;

    /** Made with the first request: each command has a {@link SpoorApi}, and a client reads all certificates. */
    private static final class Client {
        static final HttpClient HTTP =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** Parameters of a request, in order; null and empty values are left out, lists are repeated. */
    static final class Query {
        private final List<String> parts = new ArrayList<>();

        Query with(String name, @Nullable Object value) {
            if (value instanceof List<?> list) {
                list.forEach(item -> with(name, item));
            } else if (value != null && !value.toString().isEmpty()) {
                parts.add(name + "=" + encoded(value.toString()));
            }
            return this;
        }

        @Override
        public String toString() {
            return parts.isEmpty() ? "" : "?" + String.join("&", parts);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    JsonNode get(String path, Query query) {
        return json(HttpRequest.newBuilder(uri(path + query)).build());
    }

    JsonNode post(String path, JsonNode body) {
        return send("POST", path, body);
    }

    JsonNode delete(String path, Query query) {
        return json(HttpRequest.newBuilder(uri(path + query)).DELETE().build());
    }

    JsonNode patch(String path, JsonNode body) {
        return send("PATCH", path, body);
    }

    private JsonNode send(String method, String path, JsonNode body) {
        return json(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
    }

    /** Hands over each item of all pages, until {@code limit}. */
    void pages(String path, Query query, String items, long limit, Consumer<JsonNode> action) {
        long left = limit;
        String token = "";
        do {
            Query page = new Query().with("limit", Math.min(left, 500)).with("page_token", token);
            page.parts.addAll(query.parts);
            JsonNode answer = get(path, page);
            for (JsonNode item : answer.path(items)) {
                action.accept(item);
                left--;
            }
            token = answer.path("next_page_token").asText("");
            token = token.equals("null") ? "" : token;
        } while (!token.isEmpty() && left > 0);
    }

    private JsonNode json(HttpRequest request) {
        HttpResponse<InputStream> answer = send(request);
        try (InputStream body = answer.body()) {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UserException("the answer of " + request.uri() + " broke off: " + e.getMessage());
        }
    }

    /** @throws UserException in the server's words when it refuses, and with advice when it does not answer */
    HttpResponse<InputStream> send(HttpRequest request) {
        try {
            HttpResponse<InputStream> answer = Client.HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() >= 400) {
                try (InputStream body = answer.body()) {
                    JsonNode error = JSON.readTree(body);
                    throw new UserException(explained(error, answer.statusCode()) + place(request.uri(), error));
                }
            }
            return answer;
        } catch (ConnectException e) {
            throw new UserException("nobody answers at " + request.uri().getScheme() + "://"
                    + request.uri().getAuthority()
                    + "; start a server with 'spoor serve', or name another with --server");
        } catch (IOException e) {
            throw new UserException("asking " + request.uri() + " failed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserException("interrupted");
        }
    }

    private static String explained(@Nullable JsonNode error, int status) {
        return error == null || error.path("message").asText().isEmpty()
                ? "the server answered " + status
                : error.path("message").asText();
    }

    /** The filter with a mark below the place that is wrong, on two lines; empty for other errors. */
    private static String place(URI uri, @Nullable JsonNode error) {
        if (error == null || !error.path("position").canConvertToInt() || uri.getRawQuery() == null) {
            return "";
        }
        for (String part : uri.getRawQuery().split("&")) {
            if (part.startsWith("filter=")) {
                String filter = URLDecoder.decode(part.substring("filter=".length()), StandardCharsets.UTF_8);
                int position = Math.clamp(error.path("position").asInt(), 0, filter.length());
                return "\n  " + filter.replaceAll("\\s", " ") + "\n  " + " ".repeat(position) + "^";
            }
        }
        return "";
    }

    URI uri(String path) {
        String base = server;
        if (base == null) {
            SpoorConfig config = ConfigLoader.load(
                            Path.of(System.getProperty("user.home")), Path.of(""), System.getenv(), Map.of())
                    .config();
            base = "http://" + (config.host().contains(":") ? "[" + config.host() + "]" : config.host()) + ":"
                    + config.port();
        }
        try {
            return URI.create(base.replaceAll("/+$", "") + path);
        } catch (IllegalArgumentException e) {
            throw new UserException("--server: '" + base + "' is no URL");
        }
    }
}
