package dev.spoor.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.dialects.Captures.Capture;
import dev.spoor.dialects.prices.Prices;
import dev.spoor.model.Attributes;
import dev.spoor.model.LogRecord;
import dev.spoor.model.Resource;
import dev.spoor.model.Scope;
import dev.spoor.model.Span;
import dev.spoor.model.SpanEvent;
import dev.spoor.model.SpanSummary;
import dev.spoor.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that a sender writes makes a reading fail, or a summary larger than it may be. */
class FuzzTest {
    private static final List<Span> SPANS =
            Captures.all().flatMap(capture -> capture.spans().stream()).toList();
    private static final List<String> KEYS = keys();

    private static List<String> keys() {
        TreeSet<String> keys = new TreeSet<>();
        for (Span span : SPANS) {
            span.attributes().keys().forEach(keys::add);
        }
        keys.addAll(List.of(
                "span.type",
                "lk.chat_ctx",
                "gcp.vertex.agent.llm_request",
                "mlflow.chat.tokenUsage",
                "langsmith.span.tags",
                "all_messages_events",
                "spring.ai.kind",
                "mcp.method.name",
                "crew_key",
                "retrieval.documents.0.document.score"));
        return List.copyOf(keys);
    }

    /** More rounds, for a night: {@code -Dspoor.fuzz.rounds=1000}. */
    private static final int ROUNDS = Integer.getInteger("spoor.fuzz.rounds", 6);

    static Stream<Capture> captures() {
        return Captures.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("captures")
    void aMutatedCaptureIsReadWithoutStumbling(Capture capture) {
        try (Stumbles stumbles = new Stumbles()) {
            for (int round = 0; round < ROUNDS; round++) {
                Mutations mutations =
                        new Mutations(new Random(31L * capture.name().hashCode() + round), KEYS);
                List<LogRecord> logs =
                        capture.logs().stream().map(mutations::of).toList();
                for (Span span : capture.spans()) {
                    check(mutations.of(span), logs);
                    stumbles.assertNone("round " + round + " of " + span.name());
                }
                assertThat(Dialects.standard().assessments(logs)).isNotNull();
                stumbles.assertNone("round " + round + ", assessments");
            }
        }
    }

    @Property(tries = 600, seed = "2026")
    void aRandomTreeUnderKnownKeysIsReadWithoutStumbling(@ForAll long seed) {
        Random random = new Random(seed);
        Map<String, Value> attributes = new LinkedHashMap<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            attributes.put(KEYS.get(random.nextInt(KEYS.size())), value(random, 0));
        }
        List<SpanEvent> events = new ArrayList<>();
        for (String name : List.of("gen_ai.choice", "gen_ai.user.message", "exception", "gen_ai.content.prompt")) {
            events.add(new SpanEvent(
                    1,
                    name,
                    Attributes.of(Map.of(
                            "content",
                            value(random, 0),
                            "message",
                            value(random, 0),
                            "gen_ai.prompt",
                            value(random, 0)))));
        }
        try (Stumbles stumbles = new Stumbles()) {
            check(with(SPANS.get(0), attributes, events), List.of());
            stumbles.assertNone("seed " + seed);
        }
    }

    private static void check(Span span, List<LogRecord> logs) {
        Dialects dialects = Dialects.standard();
        SpanSummary summary = dialects.summarise(span);
        for (String preview : new String[] {summary.inputPreview(), summary.outputPreview()}) {
            assertThat(preview == null ? 0 : preview.length()).isLessThanOrEqualTo(SpanSummary.PREVIEW_CHARS);
        }
        assertThat(dialects.summariseWithoutPreviews(span))
                .usingRecursiveComparison()
                .ignoringFields("inputPreview", "outputPreview")
                .isEqualTo(summary);
        assertThat(summary.usage().input()).isNotNegative();
        assertThat(summary.usage().output()).isNotNegative();
        assertThat(summary.usage().total()).isNotNegative();
        assertThat(Prices.bundled().price(span, summary)).isNotNull();
        LogRecord log = new LogRecord(
                span.traceId(),
                span.spanId(),
                1,
                9,
                "",
                "gen_ai.client.inference.operation.details",
                Value.EMPTY,
                span.attributes(),
                Resource.EMPTY,
                Scope.EMPTY);
        assertThat(dialects.read(span, List.of(log))).isNotNull();
        assertThat(dialects.read(span, logs)).isNotNull();
        assertThat(dialects.summarise(span, logs)).isNotNull();
        assertThat(dialects.assessments(span)).isNotNull();
    }

    private static Value value(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 6 : 9)) {
            case 0 -> Value.of(random.nextLong());
            case 1 -> Value.of(random.nextInt(4) == 0 ? Double.NaN : random.nextGaussian() * 1e18);
            case 2 -> Value.of(random.nextBoolean());
            case 3 -> Value.EMPTY;
            case 4 -> new Value.Bytes(new byte[random.nextInt(5)]);
            case 5 -> Value.of(TEXTS.get(random.nextInt(TEXTS.size())));
            case 6 -> new Value.ListOf(List.of(value(random, depth + 1), value(random, depth + 1)));
            default ->
                new Value.MapOf(Map.of(
                        WORDS.get(random.nextInt(WORDS.size())),
                        value(random, depth + 1),
                        "content",
                        value(random, depth + 1)));
        };
    }

    private static final List<String> WORDS = List.of(
            "role",
            "parts",
            "type",
            "text",
            "tool_calls",
            "function",
            "message",
            "messages",
            "kwargs",
            "id",
            "lc",
            "items",
            "usage",
            "document",
            "image_url",
            "source",
            "output",
            "choices",
            "functionCall",
            "input_tokens");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "{",
            "[[[[",
            "\"",
            "\"\\\"{}\\\"\"",
            "{}",
            "[]",
            "[null]",
            "null",
            "-1",
            "1e999",
            "user",
            "<REDACTED>",
            "[{\"role\":\"user\"",
            "{\"role\":\"user\",\"content\":",
            "{\"type\":\"human\"}",
            "[{\"role\":null,\"parts\":[null,{\"type\":null}]}]",
            "[".repeat(5000),
            "{\"a\":".repeat(5000),
            "\ud800",
            "{\"content\":[{\"type\":\"reasoning\"",
            "[{\"type\":\"tool_call\",\"arguments\":\"{\"}]",
            "99999999999999999999");

    private static Span with(Span span, Map<String, Value> attributes, List<SpanEvent> events) {
        return new Span(
                span.traceId(),
                span.spanId(),
                span.parentSpanId(),
                span.traceState(),
                span.flags(),
                span.name(),
                span.kind(),
                span.startEpochNanos(),
                span.endEpochNanos(),
                span.status(),
                Attributes.of(attributes),
                events,
                span.links(),
                span.resource(),
                span.scope(),
                span.dropped());
    }
}
