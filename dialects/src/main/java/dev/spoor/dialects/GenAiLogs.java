package dev.spoor.dialects;

import dev.spoor.model.LogRecord;
import dev.spoor.model.Span;
import dev.spoor.model.Value;
import java.util.Comparator;
import java.util.List;

/**
 * Folds log records that carry a model call's content into the span that they belong to: GenAI events, exceptions, and
 * what Claude Code says beside its spans.
 */
final class GenAiLogs {
    private static final String CLAUDE_CODE = "claude_code.";

    private GenAiLogs() {}

    /** Whether the record says something of its span, and is not a plain line of the application's log. */
    static boolean isContent(LogRecord log) {
        return log.spanId() != null
                && (!log.eventName().isEmpty() || log.attributes().get("exception.type") != null);
    }

    /** Records of that span, in the order of their times; others are left out. */
    static List<LogRecord> of(Span span, List<LogRecord> logs) {
        return logs.stream()
                .filter(log ->
                        span.spanId().equals(log.spanId()) && log.traceId().equals(span.traceId()))
                .filter(GenAiLogs::isContent)
                .sorted(Comparator.comparingLong(LogRecord::epochNanos))
                .toList();
    }

    /** Fills the fields that the span's own records name, and gives the messages in them. */
    static GenAiEvents fill(List<LogRecord> logs, Draft draft) {
        GenAiEvents events = new GenAiEvents();
        for (LogRecord log : logs) {
            String name = log.eventName();
            if (name.startsWith(CLAUDE_CODE) || isClaudeCode(log)) {
                ClaudeCode.fill(log, draft);
            } else {
                events.add(name, log.attributes(), log.body());
            }
            Failure.fill(log.attributes(), draft);
        }
        events.fill(draft);
        return events;
    }

    /** Claude Code's records are named without its prefix in {@code event.name}, and with it in the body. */
    private static boolean isClaudeCode(LogRecord log) {
        return log.body() instanceof Value.Text text && text.text().startsWith(CLAUDE_CODE);
    }
}
