package dev.spoor.sdk.export;

import dev.spoor.sdk.SpoorAttributes;
import dev.spoor.sdk.json.JsonLimits;
import dev.spoor.sdk.json.JsonReader;
import dev.spoor.sdk.json.JsonWriter;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What MLflow needs beside OTLP: the experiment's id as a header of every request, and one call for each trace with what
 * is said of the whole of it ({@code StartTraceV3} of its REST API 3.0), which its OTLP endpoint does not take. Used by
 * one thread.
 */
final class MlflowApi {
    static final String EXPERIMENT_HEADER = "x-mlflow-experiment-id";
    private static final int MAX_PREVIEW_CHARS = 1000;
    private static final int MAX_METADATA_CHARS = 250;
    private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 1 << 16, 10_000, 20);

    private final String base;
    private final @Nullable String experimentName;
    private final Map<String, String> headers;
    private final Duration timeout;
    private @Nullable String experimentId;
    private @Nullable HttpClient client;

    /**
     * @param trackingUri without a path of the API
     * @param experimentId null to look the name up
     * @param experimentName made when there is none; null for MLflow's default experiment
     */
    MlflowApi(
            URI trackingUri,
            @Nullable String experimentId,
            @Nullable String experimentName,
            Map<String, String> headers,
            Duration timeout) {
        String text = trackingUri.toString();
        this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        this.experimentId = experimentId;
        this.experimentName = experimentName;
        this.headers = headers;
        this.timeout = timeout;
    }

    /** Asks once, and knows it from then on. */
    String experimentId() throws IOException {
        String known = experimentId;
        if (known == null) {
            known = experimentName == null ? "0" : idOf(experimentName);
            experimentId = known;
        }
        return known;
    }

    private String idOf(String name) throws IOException {
        String query = "?experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        HttpResponse<String> found = send("GET", "/api/2.0/mlflow/experiments/get-by-name" + query, null);
        if (found.statusCode() == 200 && object(found).get("experiment") instanceof Map<?, ?> experiment) {
            return String.valueOf(experiment.get("experiment_id"));
        }
        HttpResponse<String> made = send("POST", "/api/2.0/mlflow/experiments/create", Map.of("name", name));
        if (made.statusCode() == 200) {
            return String.valueOf(object(made).get("experiment_id"));
        }
        throw new IOException(
                "experiment '" + name + "' is not there and cannot be made: " + made.statusCode() + " " + made.body());
    }

    private static Map<String, @Nullable Object> object(HttpResponse<String> response) throws IOException {
        try {
            return JsonReader.readObject(response.body());
        } catch (JsonReader.JsonException e) {
            throw new IOException(response.uri() + " does not answer as MLflow does: " + e.getMessage());
        }
    }

    /**
     * Says what is said of the whole trace.
     *
     * @return null when it is taken, else why not
     */
    @Nullable
    String tell(SpanData root) throws IOException {
        Object trace = Map.of("trace", Map.of("trace_info", info(root, experimentId())));
        HttpResponse<String> answer = send("POST", "/api/3.0/mlflow/traces", trace);
        if (answer.statusCode() == 429 || answer.statusCode() >= 500) {
            throw new IOException(answer.uri() + " answers " + answer.statusCode());
        }
        return answer.statusCode() < 300
                ? null
                : answer.uri() + " answers " + answer.statusCode() + " " + answer.body();
    }

    private HttpResponse<String> send(String method, String path, @Nullable Object body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(JsonWriter.write(body, LIMITS)));
        headers.forEach(request::header);
        HttpClient existing = client;
        if (existing == null) {
            existing = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(timeout)
                    .build();
            client = existing;
        }
        try {
            return existing.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    static Map<String, Object> info(SpanData root, String experimentId) {
        Attributes attributes = root.getAttributes();
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("trace_id", "tr-" + root.getTraceId());
        String clientRequestId = attributes.get(SpoorAttributes.CLIENT_REQUEST_ID);
        if (clientRequestId != null) {
            info.put("client_request_id", clientRequestId);
        }
        info.put(
                "trace_location",
                Map.of("type", "MLFLOW_EXPERIMENT", "mlflow_experiment", Map.of("experiment_id", experimentId)));
        String request = text(root, SpoorAttributes.REQUEST_PREVIEW.getKey(), SpoorAttributes.SPAN_INPUTS.getKey());
        String response = text(root, SpoorAttributes.RESPONSE_PREVIEW.getKey(), SpoorAttributes.SPAN_OUTPUTS.getKey());
        info.put("request_preview", cut(request, MAX_PREVIEW_CHARS));
        info.put("response_preview", cut(response, MAX_PREVIEW_CHARS));
        info.put(
                "request_time",
                Instant.ofEpochSecond(0, root.getStartEpochNanos())
                        .truncatedTo(ChronoUnit.MILLIS)
                        .toString());
        long millis = (root.getEndEpochNanos() - root.getStartEpochNanos()) / 1_000_000;
        info.put("execution_duration", millis / 1000 + "." + String.format("%03d", millis % 1000) + "s");
        info.put("state", root.getStatus().getStatusCode() == StatusCode.ERROR ? "ERROR" : "OK");
        Map<String, String> metadata = under(attributes, SpoorAttributes.METADATA_PREFIX, MAX_METADATA_CHARS);
        metadata.put("mlflow.trace_schema.version", "3");
        metadata.put("mlflow.traceInputs", cut(request, MAX_METADATA_CHARS));
        metadata.put("mlflow.traceOutputs", cut(response, MAX_METADATA_CHARS));
        put(metadata, "mlflow.trace.session", attributes.get(SpoorAttributes.SESSION));
        put(metadata, "mlflow.trace.user", attributes.get(SpoorAttributes.USER));
        info.put("trace_metadata", metadata);
        Map<String, String> tags = under(attributes, SpoorAttributes.TAG_PREFIX, 4096);
        String name = attributes.get(SpoorAttributes.TRACE_NAME);
        tags.put("mlflow.traceName", name == null ? root.getName() : name);
        info.put("tags", tags);
        return info;
    }

    private static void put(Map<String, String> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private static String text(SpanData span, String best, String otherwise) {
        String[] found = {null, ""};
        span.getAttributes().forEach((key, value) -> {
            if (key.getKey().equals(best)) {
                found[0] = value.toString();
            } else if (key.getKey().equals(otherwise)) {
                found[1] = value.toString();
            }
        });
        return found[0] == null ? found[1] : found[0];
    }

    private static Map<String, String> under(Attributes attributes, String prefix, int maxChars) {
        Map<String, String> found = new LinkedHashMap<>();
        attributes.forEach((key, value) -> {
            if (key.getKey().startsWith(prefix)) {
                found.put(key.getKey().substring(prefix.length()), cut(value.toString(), maxChars));
            }
        });
        return found;
    }

    private static String cut(String text, int maxChars) {
        return text.length() <= maxChars ? text : text.substring(0, maxChars - 1) + "…";
    }
}
