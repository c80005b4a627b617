package dev.spoor.dialects;

import dev.spoor.dialects.json.Json;
import dev.spoor.model.Assessment;
import dev.spoor.model.Attributes;
import dev.spoor.model.LogRecord;
import dev.spoor.model.Span;
import dev.spoor.model.SpanEvent;
import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import dev.spoor.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Results of evaluators, as assessments: OpenTelemetry's event {@code gen_ai.evaluation.result}, on the span that is
 * judged or as a log record with its ids; without a span it judges the trace. The same event always gets the same id, so
 * that reading it again replaces what it gave before.
 */
final class Evaluations {
    private static final String EVENT = "gen_ai.evaluation.result";
    private static final String PREFIX = "gen_ai.evaluation.";
    private static final long NANOS_PER_MILLI = 1_000_000;

    private Evaluations() {}

    static List<Assessment> of(Span span) {
        List<Assessment> found = new ArrayList<>();
        for (SpanEvent event : span.events()) {
            if (event.name().equals(EVENT)) {
                add(found, span.traceId(), span.spanId(), event.epochNanos(), event.attributes());
            }
        }
        return found;
    }

    static List<Assessment> of(List<LogRecord> logs) {
        List<Assessment> found = new ArrayList<>();
        for (LogRecord log : logs) {
            if (log.eventName().equals(EVENT)) {
                add(found, log.traceId(), log.spanId(), log.epochNanos(), withBody(log));
            }
        }
        return found;
    }

    /** Early senders put the event's fields into the body. */
    private static Attributes withBody(LogRecord log) {
        if (!(Json.unfold(log.body()) instanceof Value.MapOf body)) {
            return log.attributes();
        }
        Map<String, Value> all = new LinkedHashMap<>(body.entries());
        log.attributes().forEach(all::put);
        return Attributes.of(all);
    }

    private static void add(
            List<Assessment> found, TraceId trace, @Nullable SpanId span, long epochNanos, Attributes event) {
        String name = text(event, PREFIX + "name");
        Value score = SpanView.present(event.get(PREFIX + "score.value"));
        String label = text(event, PREFIX + "score.label");
        String error = text(event, "error.type");
        if (name == null || score == null && label == null && error == null) {
            return;
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        if (score != null && label != null) {
            metadata.put("label", label);
        }
        event.forEach((key, value) -> {
            if (key.equals("gen_ai.response.id") || key.equals("gen_ai.request.model")) {
                metadata.put(key, Json.text(value));
            }
        });
        String source = text(event, PREFIX + "source");
        String id = trace + "/" + (span == null ? "" : span) + "/" + name + "/" + epochNanos + "/"
                + metadata.getOrDefault("gen_ai.response.id", "");
        long millis = epochNanos / NANOS_PER_MILLI;
        found.add(new Assessment(
                "a-"
                        + UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8))
                                .toString()
                                .replace("-", ""),
                trace,
                span,
                name,
                Assessment.Kind.FEEDBACK,
                // The event does not say who judged; a model that is named did.
                new Assessment.Source(
                        event.get("gen_ai.request.model") != null
                                ? Assessment.Source.Type.LLM_JUDGE
                                : Assessment.Source.Type.CODE,
                        source == null ? EVENT : source),
                score != null ? score : label != null ? Value.of(label) : Value.EMPTY,
                error == null ? null : new Assessment.Failure(error, text(event, "error.message"), null),
                text(event, PREFIX + "explanation"),
                metadata,
                millis,
                millis,
                null,
                true));
    }

    private static @Nullable String text(Attributes event, String key) {
        Value value = SpanView.present(event.get(key));
        return value == null ? null : Json.text(value);
    }
}
