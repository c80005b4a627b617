package dev.spoor.store;

import dev.spoor.model.SpanId;
import dev.spoor.model.SpanType;
import org.jspecify.annotations.Nullable;

/**
 * A trace that contains what was looked for.
 *
 * @param spanId the first of its spans, by start, that does; null when a log record does that names no span of the trace
 * @param spanName the name to show
 * @param place where in that span
 * @param matchCount how many of its spans contain it; 1 when only log records without a span do
 */
public record SearchHit(
        TraceSummary trace,
        @Nullable SpanId spanId,
        @Nullable String spanName,
        @Nullable SpanType spanType,
        TextPlace place,
        Snippet snippet,
        int matchCount) {}
