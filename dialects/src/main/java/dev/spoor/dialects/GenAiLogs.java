package dev.spoor.dialects;

import dev.spoor.model.LogRecord;
import dev.spoor.model.Span;
import java.util.Comparator;
import java.util.List;

/** Folds log records that carry a model call's content into the span that they belong to. */
final class GenAiLogs {
    private GenAiLogs() {}

    /** Records of other spans are left out; their order is that of their times. */
    static void read(Span span, List<LogRecord> logs, Draft draft) {
        GenAiEvents events = new GenAiEvents();
        logs.stream()
                .filter(log ->
                        span.spanId().equals(log.spanId()) && log.traceId().equals(span.traceId()))
                .filter(log -> !log.eventName().isEmpty())
                .sorted(Comparator.comparingLong(LogRecord::epochNanos))
                .forEach(log -> events.add(log.eventName(), log.attributes(), log.body()));
        events.fill(draft);
        if (!draft.has(Field.INPUT_MESSAGES)) {
            draft.input(events.input());
        }
        if (!draft.has(Field.OUTPUT_MESSAGES)) {
            draft.output(events.output());
        }
    }
}
