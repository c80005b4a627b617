package dev.spoor.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.dialects.prices.Prices;
import dev.spoor.model.Assessment;
import dev.spoor.model.Attributes;
import dev.spoor.model.Cost;
import dev.spoor.model.LogRecord;
import dev.spoor.model.Resource;
import dev.spoor.model.Scope;
import dev.spoor.model.Span;
import dev.spoor.model.SpanId;
import dev.spoor.model.SpanSummary;
import dev.spoor.model.SpanType;
import dev.spoor.model.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What SDKs send beside a span reads as if it stood on the span. */
class LogsOfSpansTest {
    private static final Dialects DIALECTS = Dialects.standard();

    private static Span span(Map<String, Value> attributes) {
        Span any = Captures.all().findFirst().orElseThrow().spans().get(0);
        return new Span(
                any.traceId(),
                any.spanId(),
                null,
                "",
                0,
                "chat",
                any.kind(),
                1,
                2,
                any.status(),
                Attributes.of(attributes),
                List.of(),
                List.of(),
                any.resource(),
                any.scope(),
                any.dropped());
    }

    private static LogRecord log(Span span, long nanos, String event, Value body, Map<String, Value> attributes) {
        return new LogRecord(
                span.traceId(),
                span.spanId(),
                nanos,
                9,
                "",
                event,
                body,
                Attributes.of(attributes),
                Resource.EMPTY,
                Scope.EMPTY);
    }

    @Test
    void messagesOfTheFirstGenerationGivePreviews() {
        Span span = span(Map.of("gen_ai.operation.name", Value.of("chat")));
        List<LogRecord> logs = List.of(
                log(
                        span,
                        2,
                        "gen_ai.choice",
                        new Value.MapOf(Map.of(
                                "index",
                                Value.of(0),
                                "message",
                                new Value.MapOf(
                                        Map.of("role", Value.of("assistant"), "content", Value.of("It is 18 °C."))))),
                        Map.of()),
                log(
                        span,
                        1,
                        "gen_ai.user.message",
                        new Value.MapOf(Map.of("content", Value.of("How warm is it?"))),
                        Map.of()));
        SpanSummary summary = DIALECTS.summarise(span, logs);
        assertThat(summary.inputPreview()).isEqualTo("How warm is it?");
        assertThat(summary.outputPreview()).isEqualTo("It is 18 °C.");
        assertThat(DIALECTS.read(span, logs).inputMessages()).hasSize(1);
    }

    @Test
    void theOperationsDetailsGiveModelAndTokens() {
        Span span = span(Map.of("gen_ai.operation.name", Value.of("chat")));
        LogRecord log = log(
                span,
                1,
                "gen_ai.client.inference.operation.details",
                Value.EMPTY,
                Map.of(
                        "gen_ai.response.model",
                        Value.of("gpt-4o-mini"),
                        "gen_ai.usage.input_tokens",
                        Value.of(12),
                        "gen_ai.usage.output_tokens",
                        Value.of(3),
                        "gen_ai.output.messages",
                        Value.of("[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]")));
        SpanSummary summary = DIALECTS.summarise(span, List.of(log));
        assertThat(summary.model()).isEqualTo("gpt-4o-mini");
        assertThat(summary.usage().total()).isEqualTo(15);
        assertThat(summary.outputPreview()).isEqualTo("Hi");
    }

    @Test
    void anExceptionSaysWhatWentWrong() {
        Span span = span(Map.of());
        LogRecord log = log(
                span,
                1,
                "",
                Value.EMPTY,
                Map.of("exception.type", Value.of("TimeoutError"), "exception.message", Value.of("too slow")));
        assertThat(DIALECTS.isContent(log)).isTrue();
        assertThat(DIALECTS.summarise(span, List.of(log)).errorType()).isEqualTo("TimeoutError");
        assertThat(DIALECTS.summarise(span, List.of(log)).errorMessage()).isEqualTo("too slow");
    }

    @Test
    void claudeCodeSaysBesideItsSpanWhatARequestCost() {
        Span span = span(Map.of("span.type", Value.of("llm_request")));
        LogRecord log = log(
                span,
                1,
                "api_request",
                Value.of("claude_code.api_request"),
                Map.of(
                        "event.name",
                        Value.of("api_request"),
                        "model",
                        Value.of("claude-sonnet-4-5"),
                        "input_tokens",
                        Value.of("10"),
                        "cache_read_tokens",
                        Value.of("90"),
                        "output_tokens",
                        Value.of("5"),
                        "cost_usd",
                        Value.of("0.0125")));
        SpanSummary summary = DIALECTS.summarise(span, List.of(log));
        assertThat(summary.type()).isEqualTo(SpanType.LLM);
        assertThat(summary.usage().totalInput()).isEqualTo(100);
        assertThat(summary.usage().cacheRead()).isEqualTo(90);
        assertThat(Prices.bundled().price(span, summary))
                .isEqualTo(new Cost(new BigDecimal("0.0125"), Cost.Source.GIVEN, null));
    }

    @Test
    void aPlainLineChangesNothing() {
        Span span = span(Map.of("gen_ai.operation.name", Value.of("chat")));
        LogRecord line = log(span, 1, "", Value.of("connected"), Map.of("thread", Value.of("main")));
        assertThat(DIALECTS.isContent(line)).isFalse();
        assertThat(DIALECTS.summarise(span, List.of(line))).isEqualTo(DIALECTS.summarise(span));
    }

    @Test
    void anEvaluatorsResultIsAnAssessmentThatKeepsItsId() {
        Span span = span(Map.of());
        LogRecord log = log(
                span,
                5_000_000,
                "gen_ai.evaluation.result",
                Value.EMPTY,
                Map.of(
                        "gen_ai.evaluation.name",
                        Value.of("Relevance"),
                        "gen_ai.evaluation.score.value",
                        Value.of(0.5),
                        "gen_ai.evaluation.score.label",
                        Value.of("partly"),
                        "gen_ai.evaluation.explanation",
                        Value.of("beside the point"),
                        "gen_ai.response.id",
                        Value.of("resp-1")));
        Assessment found = DIALECTS.assessments(List.of(log)).get(0);
        assertThat(found.spanId()).isEqualTo(span.spanId());
        assertThat(found.name()).isEqualTo("Relevance");
        assertThat(found.value()).isEqualTo(Value.of(0.5));
        assertThat(found.rationale()).isEqualTo("beside the point");
        assertThat(found.metadata()).containsEntry("label", "partly").containsEntry("gen_ai.response.id", "resp-1");
        assertThat(DIALECTS.assessments(List.of(log)).get(0).id()).isEqualTo(found.id());
        LogRecord ofOther = new LogRecord(
                span.traceId(),
                new SpanId(77),
                log.epochNanos(),
                9,
                "",
                log.eventName(),
                log.body(),
                log.attributes(),
                log.resource(),
                log.scope());
        assertThat(DIALECTS.assessments(List.of(ofOther)).get(0).id()).isNotEqualTo(found.id());
    }
}
