package dev.spoor.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spoor.dialects.Captures.Capture;
import dev.spoor.model.SpanSummary;
import dev.spoor.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Of each call the tokens are those that the server told the SDK: in, from the cache, out, for reasoning. Spans that
 * repeat their children's usage must not count.
 */
class TokensAgreeTest {
    /** What an SDK does not put on its spans cannot be read from them. */
    private static final Map<String, Set<String>> NOT_SENT = Map.ofEntries(
            Map.entry("openinference", Set.of("streamed", "embeddings")),
            Map.entry("langfuse", Set.of("embeddings")),
            Map.entry("traceloop", Set.of("streamed", "embeddings", "cached", "reasoning")),
            Map.entry("laminar", Set.of("cached", "reasoning")),
            Map.entry("genkit", Set.of("cached")),
            Map.entry("spring-ai", Set.of("cached", "reasoning", "single rounds of a tool loop")),
            Map.entry("openlit", Set.of("reasoning")),
            Map.entry("otel-js-openai", Set.of("cached", "reasoning")),
            Map.entry("livekit", Set.of("reasoning")),
            Map.entry("otel-java-openai", Set.of("cached", "reasoning")),
            Map.entry("vercel-ai-5", Set.of("cached unless streamed")),
            Map.entry("vercel-ai-7", Set.of("reasoning")));

    static Stream<Capture> captures() {
        return Captures.all().filter(capture -> !capture.calls().isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("captures")
    void eachCallsTokensAreThoseThatTheServerTold(Capture capture) {
        Set<String> notSent = NOT_SENT.getOrDefault(capture.name(), Set.of());
        Map<String, Integer> told = new TreeMap<>();
        JsonNode calls = notSent.contains("single rounds of a tool loop") ? addedUp(capture.calls()) : capture.calls();
        for (JsonNode call : calls) {
            boolean sent = !(notSent.contains("streamed") && call.path("stream").asBoolean())
                    && !(notSent.contains("embeddings")
                            && call.path("path").asText().contains("embeddings"));
            if (call.has("usage") && sent) {
                boolean cached = !notSent.contains("cached")
                        && (call.path("stream").asBoolean() || !notSent.contains("cached unless streamed"));
                told.merge(told(call.path("usage"), cached, notSent), 1, Integer::sum);
            }
        }
        Map<String, Integer> read = new TreeMap<>();
        List<SpanSummary> summaries = new ArrayList<>();
        capture.spans().forEach(span -> summaries.add(Dialects.standard().summarise(span)));
        for (SpanSummary summary : summaries) {
            // A cost is given on the span that a capture writes itself, without a call.
            boolean called = summary.givenCostUsd() == null;
            if (called && summary.usageCounts() && !summary.usage().isEmpty()) {
                read.merge(read(summary.usage()), 1, Integer::sum);
            }
        }
        assertThat(read).isEqualTo(told);
    }

    /** Each call together with the earlier ones of the same model, as rounds of one loop. */
    private static JsonNode addedUp(JsonNode calls) {
        Map<String, ObjectNode> sums = new TreeMap<>();
        ArrayNode all = calls.deepCopy();
        for (JsonNode call : all) {
            if (call.path("usage") instanceof ObjectNode usage) {
                ObjectNode before = sums.put(call.path("model").asText(), usage);
                for (String key : List.of("prompt_tokens", "completion_tokens")) {
                    usage.put(
                            key,
                            usage.path(key).asLong()
                                    + (before == null ? 0 : before.path(key).asLong()));
                }
            }
        }
        return all;
    }

    private static String told(JsonNode usage, boolean hasCached, Set<String> notSent) {
        long input =
                usage.path("prompt_tokens").asLong(usage.path("input_tokens").asLong());
        long output = usage.path("completion_tokens")
                .asLong(usage.path("output_tokens").asLong());
        JsonNode in = usage.path(usage.has("prompt_tokens") ? "prompt_tokens_details" : "input_tokens_details");
        JsonNode out = usage.path(usage.has("prompt_tokens") ? "completion_tokens_details" : "output_tokens_details");
        long cached = hasCached ? in.path("cached_tokens").asLong() : 0;
        long reasoning =
                notSent.contains("reasoning") ? 0 : out.path("reasoning_tokens").asLong();
        return line(input, cached, output, reasoning);
    }

    private static String read(Usage usage) {
        return line(usage.totalInput(), usage.cacheRead(), usage.totalOutput(), usage.reasoning());
    }

    private static String line(long input, long cached, long output, long reasoning) {
        return "in " + input + " (cached " + cached + "), out " + output + " (reasoning " + reasoning + ")";
    }
}
