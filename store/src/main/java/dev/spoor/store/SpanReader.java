package dev.spoor.store;

import dev.spoor.model.Assessment;
import dev.spoor.model.Cost;
import dev.spoor.model.LogRecord;
import dev.spoor.model.Span;
import dev.spoor.model.SpanSummary;
import java.util.List;

/**
 * Reads the meaning of spans for the index. The same version gives the same answer for the same span. Called from
 * many threads.
 */
public interface SpanReader {

    /** Changes whenever the answers may; an index of another version is made anew. */
    String version();

    /**
     * Takes up anew what the answers depend on, such as price files; the version may be another then.
     *
     * @throws IllegalArgumentException naming what cannot be read; the answers stay as they were
     */
    default void reload() {}

    /** Never throws, whatever the span holds. */
    SpanSummary summarise(Span span);

    /**
     * The same, but the previews may be left out, where that saves time: they cost more than all the rest, and a trace
     * needs them of one or two of its spans.
     */
    default SpanSummary summariseWithoutPreviews(Span span) {
        return summarise(span);
    }

    /**
     * The same together with what the SDK sent beside the span.
     *
     * @param logs log records; those of other spans are ignored
     */
    default SpanSummary summarise(Span span, List<LogRecord> logs) {
        return summarise(span);
    }

    /** Whether a log record says something of its span, so that the span reads otherwise with it. */
    default boolean isContent(LogRecord log) {
        return false;
    }

    /** What evaluators said of the span in its events. The same event always gives the same assessment. */
    default List<Assessment> assessments(Span span) {
        return List.of();
    }

    /** What evaluators said in log records. */
    default List<Assessment> assessments(List<LogRecord> logs) {
        return List.of();
    }

    /** What the call cost, by what the sender said, else by price; priced is only a span whose usage counts. */
    Cost price(Span span, SpanSummary summary);
}
