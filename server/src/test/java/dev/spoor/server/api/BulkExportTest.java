package dev.spoor.server.api;

import static dev.spoor.server.Otlp.START;
import static dev.spoor.server.Otlp.request;
import static dev.spoor.server.Otlp.span;
import static dev.spoor.server.Otlp.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spoor.server.LocalStores;
import dev.spoor.server.TestServer;
import dev.spoor.store.TraceStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many traces as lines of JSON. */
class BulkExportTest {
    /** More than one page of the store. */
    private static final int TRACES = 1_205;

    private static final ApiDescription description = new ApiDescription();

    private final TraceStore store = LocalStores.temporary();
    private final TestServer server = TestServer.start(store);

    @BeforeEach
    void fill() {
        var spans = IntStream.range(0, TRACES)
                .mapToObj(i -> span(id(i), "00f067aa0ba902b1", "run " + i)
                        .setStartTimeUnixNano(START + i)
                        .addAttributes(text("region", i < 3 ? "eu" : "us")))
                .toArray(io.opentelemetry.proto.trace.v1.Span.Builder[]::new);
        HttpResponse<byte[]> answer = server.send(
                "POST", "/v1/traces", request(spans).toByteArray(), "Content-Type", "application/x-protobuf");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        server.close();
        store.close();
    }

    private static String id(int number) {
        return String.format("%032x", number + 1);
    }

    private static List<JsonNode> lines(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/x-ndjson; charset=utf-8");
        return new String(response.body(), StandardCharsets.UTF_8)
                .lines()
                .map(BulkExportTest::tree)
                .toList();
    }

    private static JsonNode tree(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<byte[]> post(String body) {
        return server.send(
                "POST",
                "/api/v1/traces/export",
                body.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/json");
    }

    @Test
    void everyTraceOfAListIsALine() {
        List<JsonNode> lines = lines(server.get("/api/v1/traces/export?format=jsonl"));

        assertThat(lines).hasSize(TRACES);
        assertThat(lines).extracting(line -> line.get("trace_id").asText()).doesNotHaveDuplicates();
        assertThat(lines.getFirst().get("trace_id").asText()).isEqualTo(id(TRACES - 1));
        description.check("get", "/api/v1/traces/{trace_id}", lines.getFirst());
    }

    @Test
    void aFilterChoosesWhatIsExported() {
        List<JsonNode> lines =
                lines(server.get("/api/v1/traces/export?filter=span.attributes.region%20%3D%20%27eu%27"));

        assertThat(lines)
                .extracting(line ->
                        line.at("/resourceSpans/0/scopeSpans/0/spans/0/name").asText())
                .containsExactly("run 2", "run 1", "run 0");
    }

    @Test
    void namedTracesComeInTheOrderGivenAndUnknownOnesAreLeftOut() {
        String body = "{\"trace_ids\":[\"" + id(7) + "\",\"" + "f".repeat(32) + "\",\"" + id(3) + "\",\"" + id(7)
                + "\"],\"format\":\"jsonl\"}";

        assertThat(lines(post(body)))
                .extracting(line -> line.get("name").asText())
                .containsExactly("run 7", "run 3");
    }

    @Test
    void badChoicesAreExplained() {
        assertRefused(server.get("/api/v1/traces/export?format=xml"), "format must be one of");
        assertRefused(server.get("/api/v1/traces/export?filter=stauts%20%3D%201"), "did you mean status");
        assertRefused(server.get("/api/v1/traces/export?limit=5"), "'limit' is not known");
        assertRefused(post("{}"), "trace_ids");
        assertRefused(post("{\"trace_ids\":[\"x\"]}"), "trace_ids");
        assertRefused(post("{\"trace_ids\":[\"" + id(1) + "\"],\"format\":\"xml\"}"), "format");
    }

    private static void assertRefused(HttpResponse<byte[]> response, String message) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(TestServer.tree(response).get("message").asText()).contains(message);
    }
}
