package dev.spoor.sdk.export;

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

    static String json(Map<String, @Nullable Object> info) {
        return JsonWriter.write(info, LIMITS);
    }

    /**
     * Says what is said of the whole trace.
     *
     * @param info of {@link MlflowTraceInfo}
     * @return null when it is taken, else why not
     */
    @Nullable
    String tell(Map<String, @Nullable Object> info) throws IOException {
        Map<String, @Nullable Object> located = new LinkedHashMap<>(info);
        located.put(
                "trace_location",
                Map.of("type", "MLFLOW_EXPERIMENT", "mlflow_experiment", Map.of("experiment_id", experimentId())));
        Object trace = Map.of("trace", Map.of("trace_info", located));
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
}
