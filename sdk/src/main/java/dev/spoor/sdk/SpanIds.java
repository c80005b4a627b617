package dev.spoor.sdk;

import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;

/**
 * Names a span.
 *
 * @param traceId 32 lower-case hex digits
 * @param spanId 16 lower-case hex digits
 */
public record SpanIds(String traceId, String spanId) {
    public SpanIds {
        if (traceId.length() != TraceId.getLength() || !isHex(traceId)) {
            throw new IllegalArgumentException("traceId: expected 32 lower-case hex digits, found '" + traceId + "'");
        }
        if (spanId.length() != SpanId.getLength() || !isHex(spanId)) {
            throw new IllegalArgumentException("spanId: expected 16 lower-case hex digits, found '" + spanId + "'");
        }
    }

    private static boolean isHex(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    /** False for the zeros of a span that was not made because tracing is off. */
    public boolean isValid() {
        return TraceId.isValid(traceId) && SpanId.isValid(spanId);
    }
}
