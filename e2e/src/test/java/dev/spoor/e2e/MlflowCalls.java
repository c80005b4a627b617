package dev.spoor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Requests as MLflow's clients write them, to a running server. */
final class MlflowCalls implements AutoCloseable {
    /** When the traces of the tests began: 2026-11-21T00:37:04.173Z. */
    static final long START_MILLIS = 1_795_221_424_173L;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SINGLE = Pattern.compile("'");

    private final String url;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    MlflowCalls(SpoorProcess server) {
        this.url = server.url();
    }

    HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(60))
                .header("User-Agent", "mlflow-python-client/3.11.2")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** @param json may have single quotes for double ones */
    private HttpResponse<byte[]> sendJson(String method, String path, String json) {
        return json.isEmpty()
                ? send(method, path, new byte[0])
                : send(
                        method,
                        path,
                        SINGLE.matcher(json).replaceAll("\"").getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/json");
    }

    /** A call that must succeed. */
    JsonNode call(String method, String path, String json) {
        HttpResponse<byte[]> answer = sendJson(method, path, json);
        JsonNode body = tree(answer);
        assertThat(answer.statusCode()).as(method + " " + path + " " + body).isEqualTo(200);
        return body;
    }

    JsonNode get(String path) {
        return call("GET", path, "");
    }

    JsonNode post(String path, String json) {
        return call("POST", path, json);
    }

    /** A call that must fail so; gives the message. */
    String refused(String method, String path, String json, int status, String code) {
        HttpResponse<byte[]> answer = sendJson(method, path, json);
        JsonNode body = tree(answer);
        assertThat(answer.statusCode()).as(method + " " + path + " " + body).isEqualTo(status);
        assertThat(body.path("error_code").asText()).isEqualTo(code);
        assertThat(body.path("message").asText()).isNotBlank();
        return body.path("message").asText();
    }

    static JsonNode tree(HttpResponse<byte[]> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String experiment(String name) {
        return post("/api/2.0/mlflow/experiments/create", "{'name': '" + name + "'}")
                .path("experiment_id")
                .asText();
    }

    /** One request a span, as the client does when it logs synchronously. */
    void export(String experiment, Span.Builder span) {
        byte[] request = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                .build()
                .toByteArray();
        HttpResponse<byte[]> answer = send(
                "POST",
                "/v1/traces",
                request,
                "Content-Type",
                "application/x-protobuf",
                "x-mlflow-experiment-id",
                experiment);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    /**
     * What the client tells of a trace when it ends.
     *
     * @param more further fields, each after a comma
     */
    JsonNode startTrace(String experiment, String traceId, String more) {
        return post(
                        "/api/3.0/mlflow/traces",
                        "{'trace': {'trace_info': {'trace_id': 'tr-" + traceId
                                + "', 'trace_location': {'type': 'MLFLOW_EXPERIMENT', 'mlflow_experiment': {'experiment_id': '"
                                + experiment + "'}}, 'request_time': '2026-11-21T00:37:04.173Z'" + more + "}}}")
                .at("/trace/trace_info");
    }

    static String location(String experiment) {
        return "[{'type': 'MLFLOW_EXPERIMENT', 'mlflow_experiment': {'experiment_id': '" + experiment + "'}}]";
    }

    /** @param filter is escaped here; @param more further fields, each after a comma */
    JsonNode search(String experiment, String filter, String more) {
        String escaped = filter.replace("\\", "\\\\").replace("\"", "\\\"").replace("'", "\\u0027");
        return post(
                "/api/3.0/mlflow/traces/search",
                "{'locations': " + location(experiment) + ", 'filter': '" + escaped + "'" + more + "}");
    }

    /** Ends 100 ms after it began. */
    static Span.Builder span(String traceId, long spanId, long parentId, String name, String type) {
        Span.Builder span = Span.newBuilder()
                .setTraceId(ByteString.copyFrom(HexFormat.of().parseHex(traceId)))
                .setSpanId(id(spanId))
                .setName(name)
                .setStartTimeUnixNano(START_MILLIS * 1_000_000 + spanId)
                .setEndTimeUnixNano((START_MILLIS + 100) * 1_000_000)
                .addAttributes(attribute("mlflow.traceRequestId", "tr-" + traceId))
                .addAttributes(attribute("mlflow.spanType", type));
        if (parentId != 0) {
            span.setParentSpanId(id(parentId));
        }
        return span;
    }

    private static ByteString id(long value) {
        return ByteString.copyFrom(HexFormat.of().parseHex("%016x".formatted(value)));
    }

    /** @param value a text, Long, Double, Boolean, list, map, or null within those */
    static KeyValue attribute(String key, Object value) {
        return KeyValue.newBuilder().setKey(key).setValue(anyValue(value)).build();
    }

    private static AnyValue anyValue(Object value) {
        AnyValue.Builder any = AnyValue.newBuilder();
        switch (value) {
            case null -> {
                // No value is set.
            }
            case String text -> any.setStringValue(text);
            case Long number -> any.setIntValue(number);
            case Double number -> any.setDoubleValue(number);
            case Boolean bool -> any.setBoolValue(bool);
            case List<?> list -> {
                ArrayValue.Builder items = any.getArrayValueBuilder();
                list.forEach(item -> items.addValues(anyValue(item)));
            }
            case Map<?, ?> map -> {
                KeyValueList.Builder entries = any.getKvlistValueBuilder();
                map.forEach((key, item) -> {
                    KeyValue.Builder entry = KeyValue.newBuilder().setKey((String) key);
                    if (item != null) {
                        entry.setValue(anyValue(item));
                    }
                    entries.addValues(entry);
                });
            }
            default -> throw new IllegalArgumentException(value.toString());
        }
        return any.build();
    }

    @Override
    public void close() {
        http.close();
    }
}
