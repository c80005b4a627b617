package dev.spoor.server.otlp;

import static dev.spoor.server.Otlp.request;
import static dev.spoor.server.Otlp.span;
import static dev.spoor.server.Otlp.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.Zstd;
import com.google.rpc.Status;
import dev.spoor.server.MemoryStore;
import dev.spoor.server.TestServer;
import dev.spoor.store.StoreException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpHttpTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PROTOBUF = "application/x-protobuf";

    private static final MemoryStore store = new MemoryStore();
    private static final TestServer server = TestServer.start(store, "otlp.max_request_bytes", "1MiB");

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void empty() {
        store.clear();
    }

    private HttpResponse<byte[]> post(byte[] body, String... headers) {
        return server.send("POST", "/v1/traces", body, headers);
    }

    @Test
    void spansInProtobufAreKeptAndShown() throws Exception {
        byte[] body = request(span(TRACE, "00f067aa0ba902b7", "ask").addAttributes(text("question", "why?")))
                .toByteArray();

        HttpResponse<byte[]> response = post(body, "Content-Type", PROTOBUF);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue(PROTOBUF);
        assertThat(ExportTraceServiceResponse.parseFrom(response.body()).hasPartialSuccess())
                .isFalse();
        JsonNode traces = server.json("/api/v1/traces").get("traces");
        assertThat(traces).hasSize(1);
        assertThat(traces.get(0).get("trace_id").asText()).isEqualTo(TRACE);
        JsonNode span = server.json("/api/v1/traces/" + TRACE + "/spans/00f067aa0ba902b7");
        assertThat(span.at("/attributes/question").asText()).isEqualTo("why?");
        assertThat(span.at("/content/input_messages/0/parts/0/text").asText()).isEqualTo("why?");
    }

    @Test
    void spansInJsonAreAnsweredInJson() {
        String json = """
                {"resourceSpans":[{"scopeSpans":[{"spans":[
                  {"traceId":"%s","spanId":"00f067aa0ba902b7","name":"ask","kind":1,
                   "startTimeUnixNano":"1795219523369000000","endTimeUnixNano":1795219523370000000,
                   "attributes":[{"key":"n","value":{"intValue":9020}}]}]}]}]}
                """.formatted(TRACE);

        HttpResponse<byte[]> response = post(json.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
        assertThat(server.json("/api/v1/traces/" + TRACE + "/spans/00f067aa0ba902b7")
                        .at("/attributes/n")
                        .asInt())
                .isEqualTo(9020);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "raw-deflate", "zstd", "identity"})
    void everyEncodingIsUnpacked(String encoding) throws Exception {
        byte[] body = request(span(TRACE, "00f067aa0ba902b7", "ask")).toByteArray();

        HttpResponse<byte[]> response = post(
                packed(body, encoding), "Content-Type", PROTOBUF, "Content-Encoding", encoding.replace("raw-", ""));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(server.json("/api/v1/traces").get("traces")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "zstd"})
    void aBodyThatUnfoldsBeyondTheLimitIsTooLarge(String encoding) throws Exception {
        byte[] bomb = packed(new byte[64 << 20], encoding);
        assertThat(bomb.length).isLessThan(1 << 20);

        HttpResponse<byte[]> response = post(bomb, "Content-Type", PROTOBUF, "Content-Encoding", encoding);

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(Status.parseFrom(response.body()).getMessage()).contains("unpacks to more than 1048576 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "zstd"})
    void aDamagedPackageIsMalformed(String encoding) throws Exception {
        byte[] cut = packed(request(span(TRACE, "00f067aa0ba902b7", "ask")).toByteArray(), encoding);
        cut = java.util.Arrays.copyOf(cut, cut.length - 5);

        HttpResponse<byte[]> response = post(cut, "Content-Type", PROTOBUF, "Content-Encoding", encoding);

        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void aBodyBeyondTheLimitIsTooLarge() {
        assertThat(post(new byte[(1 << 20) + 1], "Content-Type", PROTOBUF).statusCode())
                .isEqualTo(413);
    }

    @Test
    void whatIsNotOtlpIsMalformed() throws Exception {
        HttpResponse<byte[]> response = post("not otlp".getBytes(StandardCharsets.UTF_8), "Content-Type", PROTOBUF);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Status.parseFrom(response.body()).getCode()).isEqualTo(3);
    }

    @Test
    void brokenJsonIsAnsweredInJson() {
        HttpResponse<byte[]> response =
                post("{\"resourceSpans\":[".getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = TestServer.tree(response);
        assertThat(error.get("error_code").asText()).isEqualTo("BAD_REQUEST");
        assertThat(error.get("message").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml"})
    void anotherTypeIsUnsupported(String type) {
        assertThat(post(new byte[] {1}, "Content-Type", type).statusCode()).isEqualTo(415);
    }

    @Test
    void anotherEncodingIsUnsupported() {
        assertThat(post(new byte[] {1}, "Content-Type", PROTOBUF, "Content-Encoding", "br")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void refusedSpansAreCountedWithTheirReasonsAndTheOthersKept() throws Exception {
        byte[] body = request(
                        span(TRACE, "00f067aa0ba902b7", "good"),
                        span(TRACE, "00f067aa0ba902b8", ""),
                        span(TRACE, "00f067aa0ba902b9", "late").setEndTimeUnixNano(1))
                .toByteArray();

        HttpResponse<byte[]> response = post(body, "Content-Type", PROTOBUF);

        assertThat(response.statusCode()).isEqualTo(200);
        var partial = ExportTraceServiceResponse.parseFrom(response.body()).getPartialSuccess();
        assertThat(partial.getRejectedSpans()).isEqualTo(2);
        assertThat(partial.getErrorMessage()).contains("1 × name is missing", "end_time_unix_nano is before");
        assertThat(server.json("/api/v1/traces/" + TRACE).get("spans")).hasSize(1);
    }

    @Test
    void aBusyStoreAsksToComeBack() {
        store.appendFailure = new StoreException.Busy("the queue is full", 2);

        HttpResponse<byte[]> response =
                post(request(span(TRACE, "00f067aa0ba902b7", "ask")).toByteArray(), "Content-Type", PROTOBUF);

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("retry-after")).hasValue("2");
    }

    @Test
    void aFullStoreAsksToComeBackLater() {
        store.appendFailure = new StoreException.Full("the disk is full");

        HttpResponse<byte[]> response =
                post(request(span(TRACE, "00f067aa0ba902b7", "ask")).toByteArray(), "Content-Type", PROTOBUF);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("retry-after")).isPresent();
    }

    @Test
    void theHeaderChoosesTheProjectById() {
        String id = store.projectNamed("weather").join().id();
        byte[] body = request(span(TRACE, "00f067aa0ba902b7", "ask")).toByteArray();

        assertThat(post(body, "Content-Type", PROTOBUF, "x-mlflow-experiment-id", id)
                        .statusCode())
                .isEqualTo(200);

        assertThat(server.json("/api/v1/traces?project=weather").get("traces")).hasSize(1);
        assertThat(server.json("/api/v1/traces?project=0").get("traces")).isEmpty();
    }

    @Test
    void anUnknownIdInTheHeaderIsNotFound() {
        byte[] body = request(span(TRACE, "00f067aa0ba902b7", "ask")).toByteArray();

        assertThat(post(body, "Content-Type", PROTOBUF, "x-mlflow-experiment-id", "77")
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spoor.project", "openinference.project.name"})
    void aResourceAttributeChoosesTheProjectByName(String key) {
        Resource resource =
                Resource.newBuilder().addAttributes(text(key, "weather")).build();
        byte[] body = request(resource, span(TRACE, "00f067aa0ba902b7", "ask")).toByteArray();

        assertThat(post(body, "Content-Type", PROTOBUF).statusCode()).isEqualTo(200);

        assertThat(server.json("/api/v1/traces?project=weather").get("traces")).hasSize(1);
    }

    @Test
    void thePathChoosesTheProjectByName() {
        byte[] body = request(span(TRACE, "00f067aa0ba902b7", "ask")).toByteArray();

        assertThat(server.send("POST", "/projects/my%20agent/v1/traces", body, "Content-Type", PROTOBUF)
                        .statusCode())
                .isEqualTo(200);

        assertThat(server.json("/api/v1/traces?project=my%20agent").get("traces"))
                .hasSize(1);
    }

    @Test
    void projectsHaveALimit() {
        try (TestServer small = TestServer.start(new MemoryStore(), "otlp.max_projects", "2")) {
            byte[] body = request(span(TRACE, "00f067aa0ba902b7", "ask")).toByteArray();

            assertThat(small.send("POST", "/projects/one/v1/traces", body, "Content-Type", PROTOBUF)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(small.send("POST", "/projects/two/v1/traces", body, "Content-Type", PROTOBUF)
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void metricsAreTakenAndNotKept() throws Exception {
        HttpResponse<byte[]> response = server.send("POST", "/v1/metrics", new byte[0], "Content-Type", PROTOBUF);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(ExportTraceServiceResponse.parseFrom(response.body())
                        .getPartialSuccess()
                        .getErrorMessage())
                .contains("not kept");
    }

    @Test
    void anEmptyRequestIsFine() {
        assertThat(post(new byte[0], "Content-Type", PROTOBUF).statusCode()).isEqualTo(200);
    }

    private static byte[] packed(byte[] body, String encoding) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = switch (encoding) {
            case "gzip" -> new GZIPOutputStream(bytes);
            case "deflate" -> new DeflaterOutputStream(bytes);
            case "raw-deflate" -> new DeflaterOutputStream(bytes, new Deflater(6, true));
            default -> bytes;
        }) {
            out.write(encoding.equals("zstd") ? Zstd.compress(body) : body);
        }
        return bytes.toByteArray();
    }
}
