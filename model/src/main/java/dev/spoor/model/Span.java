package dev.spoor.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A span as it was sent. What it means for an LLM application is in {@link SpanSummary} and {@link SpanContent}, which
 * are read from it and can be read again.
 *
 * @param traceState W3C trace state, empty when there is none
 * @param flags W3C trace flags and OTLP's remote bits, as sent
 * @param startEpochNanos nanoseconds since 1970, as an unsigned 64-bit number below 2^63
 * @param endEpochNanos nanoseconds since 1970; 0 while the span runs
 * @param events may be decoded lazily
 */
public record Span(
        TraceId traceId,
        SpanId spanId,
        @Nullable SpanId parentSpanId,
        String traceState,
        int flags,
        String name,
        SpanKind kind,
        long startEpochNanos,
        long endEpochNanos,
        SpanStatus status,
        Attributes attributes,
        List<SpanEvent> events,
        List<SpanLink> links,
        Resource resource,
        Scope scope,
        DroppedCounts dropped) {

    /** Whether the span was sent before it ended. */
    public boolean running() {
        return endEpochNanos == 0;
    }

    /** Nanoseconds from start to end; 0 while the span runs. */
    public long durationNanos() {
        return running() ? 0 : endEpochNanos - startEpochNanos;
    }

    /** How many attributes, events and links the sender left out because of its own limits. */
    public record DroppedCounts(int attributes, int events, int links) {
        public static final DroppedCounts NONE = new DroppedCounts(0, 0, 0);
    }
}
