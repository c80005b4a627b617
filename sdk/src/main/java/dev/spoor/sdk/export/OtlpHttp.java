package dev.spoor.sdk.export;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Posts OTLP requests, and says what the answer means: the OTLP specification, "OTLP/HTTP Response". Safe for several
 * threads.
 */
final class OtlpHttp {
    private static final Set<Integer> RETRYABLE = Set.of(408, 429, 500, 502, 503, 504);
    private static final int MAX_ERROR_CHARS = 300;

    private final URI endpoint;
    private final Headers headers;
    private final Duration timeout;
    private @Nullable HttpClient client;

    /** What every request has; to be asked for when one is sent, since it may have to be looked up. */
    interface Headers {
        Map<String, String> get() throws IOException;
    }

    OtlpHttp(URI endpoint, Headers headers, Duration timeout) {
        this.endpoint = endpoint;
        this.headers = headers;
        this.timeout = timeout;
    }

    sealed interface Answer permits Taken, Refused, Failed {}

    /** @param refusedSpans that it did not want, with the reason */
    record Taken(long refusedSpans, String reason) implements Answer {}

    /** It will never be taken. */
    record Refused(int status, String reason) implements Answer {}

    /** It may be taken later. */
    record Failed(String reason, long retryAfterNanos) implements Answer {}

    URI endpoint() {
        return endpoint;
    }

    Answer post(byte[] body, Compression compression) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(timeout)
                .header("Content-Type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!compression.encoding().isEmpty()) {
            request.header("Content-Encoding", compression.encoding());
        }
        try {
            headers.get().forEach(request::header);
            HttpResponse<byte[]> response = client().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return read(response);
        } catch (ConnectException e) {
            return new Failed(endpoint + ": connection refused", 0);
        } catch (IOException e) {
            return new Failed(endpoint + ": " + (e.getMessage() == null ? e.toString() : e.getMessage()), 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Failed("interrupted", 0);
        }
    }

    private Answer read(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return PartialSuccess.read(response.body());
        }
        String reason = endpoint + " answers " + status + text(response);
        if (RETRYABLE.contains(status)) {
            long retryAfterNanos = response.headers()
                    .firstValue("Retry-After")
                    .map(OtlpHttp::seconds)
                    .map(TimeUnit.SECONDS::toNanos)
                    .orElse(0L);
            return new Failed(reason, retryAfterNanos);
        }
        return new Refused(status, reason);
    }

    private static String text(HttpResponse<byte[]> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (response.body().length == 0 || !(type.startsWith("text/plain") || type.contains("json"))) {
            return "";
        }
        String text = new String(response.body(), StandardCharsets.UTF_8);
        return ": " + (text.length() > MAX_ERROR_CHARS ? text.substring(0, MAX_ERROR_CHARS) + "…" : text);
    }

    private static long seconds(String text) {
        try {
            return Math.max(0, Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private synchronized HttpClient client() {
        HttpClient existing = client;
        if (existing == null) {
            existing = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(timeout)
                    .build();
            client = existing;
        }
        return existing;
    }
}
