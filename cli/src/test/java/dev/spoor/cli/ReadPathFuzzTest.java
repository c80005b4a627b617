package dev.spoor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spoor.otlp.OtlpJson;
import dev.spoor.server.SpoorServer;
import dev.spoor.server.config.ConfigLoader;
import dev.spoor.server.config.SpoorConfig;
import dev.spoor.store.local.LocalTraceStore;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All captures of all SDKs, mutated, through a whole server: from the wire to the log and the index and back to the page.
 * No batch is refused, no span is lost, and what no dialect knows is shown as it came.
 */
class ReadPathFuzzTest {
    private static final Path CAPTURES = Path.of("../dialects/src/test/resources/captures");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    /** More rounds, for a night: {@code -Dspoor.fuzz.rounds=1000}. */
    private static final int ROUNDS = Integer.getInteger("spoor.fuzz.rounds", 1);

    private static final int SPANS_LOOKED_AT = 2;

    @TempDir
    static Path folder;

    private static LocalTraceStore store;
    private static SpoorServer server;

    @BeforeAll
    static void start() {
        SpoorConfig config = new ConfigLoader(folder)
                .flags(Map.of("memory", "true", "port", "0", "grpc_port", "-1"))
                .load()
                .config();
        DialectReader reader = DialectReader.plain();
        store = Stores.open(config, reader);
        server = SpoorServer.start(
                config, false, store, reader, reader, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }

    @AfterAll
    static void stop() {
        server.close();
        store.close();
    }

    @Test
    void mutatedCapturesAreKeptWholeAndShown() throws IOException {
        List<Path> captures;
        try (Stream<Path> files = Files.list(CAPTURES)) {
            captures = files.filter(file -> !file.toString().endsWith(".expected.json"))
                    .sorted()
                    .toList();
        }
        assertThat(captures).hasSizeGreaterThan(30);
        for (int round = 0; round < ROUNDS; round++) {
            for (Path capture : captures) {
                String name = capture.getFileName() + " in round " + round;
                sendAndLookAt(name, JSON.readTree(capture.toFile()), new Random(31L * name.hashCode() + round));
            }
        }
        for (String question : List.of(
                "/api/v1/traces?limit=500",
                "/api/v1/sessions",
                "/api/v1/stats?group_by=model",
                "/api/v1/search?text=weather",
                "/metrics")) {
            assertThat(get(question).statusCode()).as(question).isEqualTo(200);
        }
    }

    private static void sendAndLookAt(String name, JsonNode capture, Random random) throws IOException {
        MutatedCaptures mutations = new MutatedCaptures(random);
        Map<String, String> newIds = new HashMap<>();
        for (String kind : List.of("traces", "logs")) {
            capture.findParents("traceId")
                    .forEach(part -> ((ObjectNode) part)
                            .put(
                                    "traceId",
                                    newIds.computeIfAbsent(part.path("traceId").asText(), old -> id(name + old))));
            mutations.mutate(capture.path(kind));
        }
        Map<String, List<JsonNode>> spans = new HashMap<>();
        for (JsonNode list : capture.path("traces").findValues("spans")) {
            for (JsonNode span : list) {
                ((ArrayNode) span.withArray("attributes"))
                        .addObject()
                        .put("key", "unheard.of")
                        .putObject("value")
                        .put("stringValue", "kept as it came: " + span.path("spanId"));
                spans.computeIfAbsent(span.path("traceId").asText(), any -> new ArrayList<>())
                        .add(span);
            }
        }
        byte[] traces = OtlpJson.tracesToProtobuf(JSON.writeValueAsBytes(capture.path("traces")));
        assertTaken(name, post("/v1/traces", MutatedCaptures.withoutUtf8(traces)));
        if (capture.has("logs")) {
            byte[] logs = OtlpJson.logsToProtobuf(JSON.writeValueAsBytes(capture.path("logs")));
            assertTaken(name, post("/v1/logs", MutatedCaptures.withoutUtf8(logs)));
        }
        for (Map.Entry<String, List<JsonNode>> trace : spans.entrySet()) {
            lookAt(name, trace.getKey(), trace.getValue());
        }
    }

    private static void lookAt(String name, String trace, List<JsonNode> sent) throws IOException {
        JsonNode shown = json(name, "/api/v1/traces/" + trace);
        Set<String> expected = new HashSet<>();
        sent.forEach(span -> expected.add(span.path("spanId").asText()));
        assertThat(shown.path("spans"))
                .as(name)
                .extracting(span -> span.path("span_id").asText())
                .containsExactlyInAnyOrderElementsOf(expected);
        for (JsonNode span : sent.subList(0, Math.min(SPANS_LOOKED_AT, sent.size()))) {
            String id = span.path("spanId").asText();
            JsonNode attributes =
                    json(name, "/api/v1/traces/" + trace + "/spans/" + id).path("attributes");
            assertThat(attributes.path("unheard.of").asText())
                    .as(name)
                    .isEqualTo("kept as it came: " + span.path("spanId"));
            Set<String> keys = new HashSet<>();
            span.path("attributes")
                    .forEach(attribute -> keys.add(attribute.path("key").asText()));
            assertThat(attributes.fieldNames()).as(name).toIterable().containsExactlyInAnyOrderElementsOf(keys);
        }
    }

    /** All of it: an answer without a partial success is empty. */
    private static void assertTaken(String name, HttpResponse<byte[]> response) {
        assertThat(response.statusCode())
                .as(() -> name + ": " + new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        assertThat(response.body()).as(name).isEmpty();
    }

    private static String id(String of) {
        return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }

    private static JsonNode json(String name, String path) throws IOException {
        HttpResponse<byte[]> response = get(path);
        assertThat(response.statusCode()).as(name + " " + path).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static HttpResponse<byte[]> get(String path) {
        return send(request(path).GET());
    }

    private static HttpResponse<byte[]> post(String path, byte[] body) {
        return send(request(path)
                .header("Content-Type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
