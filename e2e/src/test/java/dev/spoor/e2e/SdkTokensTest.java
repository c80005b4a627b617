package dev.spoor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real SDKs call a model's server and send to a running Spoor: of each call, streamed or not, Spoor has the tokens that
 * the server told, from the cache and for reasoning too, and their sums are those of all calls.
 */
class SdkTokensTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path data;

    private SpoorProcess server;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        server = SpoorProcess.start(data);
    }

    @AfterEach
    void stop() throws InterruptedException, IOException {
        server.close();
    }

    /** SDKs, and what they do not put on their spans, so that nobody can read it there. */
    static Stream<Arguments> sdks() {
        return Stream.of(
                Arguments.of("genkit", Set.of("cached")),
                Arguments.of("langgraph", Set.of()),
                Arguments.of("langsmith", Set.of()),
                Arguments.of("openinference", Set.of("streamed", "embeddings")),
                Arguments.of("openlit", Set.of("reasoning")),
                Arguments.of("otel-js-openai", Set.of("cached", "reasoning")),
                Arguments.of("strands", Set.of()),
                Arguments.of("traceloop", Set.of("streamed", "embeddings", "cached", "reasoning")),
                Arguments.of("vercel-ai-5", Set.of("cached unless streamed")),
                Arguments.of("vercel-ai-6", Set.of()),
                Arguments.of("vercel-ai-7", Set.of("reasoning")));
    }

    private record Tokens(long input, long cached, long output, long reasoning) {
        static Tokens sum(List<Tokens> all) {
            return new Tokens(
                    all.stream().mapToLong(Tokens::input).sum(),
                    all.stream().mapToLong(Tokens::cached).sum(),
                    all.stream().mapToLong(Tokens::output).sum(),
                    all.stream().mapToLong(Tokens::reasoning).sum());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sdks")
    void tokensAreThoseThatTheServerTold(String sdk, Set<String> notSent) throws Exception {
        List<Tokens> told = new ArrayList<>();
        for (JsonNode call : JSON.readTree(
                NodeProgram.run("captures/" + sdk, Map.of("OTLP_ENDPOINT", server.url()), "capture.mjs"))) {
            if (call.has("usage") && isSent(call, notSent)) {
                told.add(told(call, notSent));
            }
        }
        List<Tokens> seen = new ArrayList<>();
        List<Tokens> traces = new ArrayList<>();
        for (JsonNode trace : server.json("/api/v1/traces?limit=100").path("traces")) {
            traces.add(seen(trace.path("usage")));
            JsonNode spans = server.json(
                            "/api/v1/traces/" + trace.path("trace_id").asText())
                    .path("spans");
            for (JsonNode span : spans) {
                if (span.path("usage_counts").asBoolean() && span.path("usage").isObject()) {
                    seen.add(seen(span.path("usage")));
                }
            }
        }

        assertThat(told).isNotEmpty();
        assertThat(seen).as("each call").containsExactlyInAnyOrderElementsOf(told);
        assertThat(Tokens.sum(traces)).as("all traces").isEqualTo(Tokens.sum(told));
        List<Tokens> models = new ArrayList<>();
        server.json("/api/v1/stats?group_by=model").path("rows").forEach(row -> models.add(seen(row.path("usage"))));
        assertThat(Tokens.sum(models)).as("all models").isEqualTo(Tokens.sum(told));
    }

    private static boolean isSent(JsonNode call, Set<String> notSent) {
        boolean streamed = call.path("stream").asBoolean();
        boolean embeddings = call.path("path").asText().endsWith("/embeddings");
        return !(streamed && notSent.contains("streamed")) && !(embeddings && notSent.contains("embeddings"));
    }

    private static Tokens told(JsonNode call, Set<String> notSent) {
        JsonNode usage = call.path("usage");
        String in = usage.has("prompt_tokens") ? "prompt_tokens" : "input_tokens";
        String out = usage.has("prompt_tokens") ? "completion_tokens" : "output_tokens";
        boolean cached = !notSent.contains("cached")
                && (call.path("stream").asBoolean() || !notSent.contains("cached unless streamed"));
        return new Tokens(
                usage.path(in).asLong(),
                cached ? usage.path(in + "_details").path("cached_tokens").asLong() : 0,
                usage.path(out).asLong(),
                notSent.contains("reasoning")
                        ? 0
                        : usage.path(out + "_details").path("reasoning_tokens").asLong());
    }

    private static Tokens seen(JsonNode usage) {
        return new Tokens(
                usage.path("total_input").asLong(),
                usage.path("cache_read").asLong(),
                usage.path("total_output").asLong(),
                usage.path("reasoning").asLong());
    }
}
