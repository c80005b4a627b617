package dev.spoor.model;

import org.jspecify.annotations.Nullable;

/**
 * A log record that belongs to a trace: content of a model call that its SDK sends beside the span, or a plain line of the
 * application's log.
 *
 * @param spanId the span it belongs to; null for the trace as a whole
 * @param epochNanos when it happened, or when it was observed where the sender says nothing else; 0 when unknown
 * @param severityNumber OpenTelemetry's 1 (TRACE) to 24 (FATAL4); 0 when unset
 * @param eventName the event's name, by OTLP's field or the attribute {@code event.name}; empty for plain logs
 * @param body a text, or a tree for events
 */
public record LogRecord(
        TraceId traceId,
        @Nullable SpanId spanId,
        long epochNanos,
        int severityNumber,
        String severityText,
        String eventName,
        Value body,
        Attributes attributes,
        Resource resource,
        Scope scope) {
    /** The event name of a file that belongs to the trace, with its bytes as the body; no log of the application. */
    public static final String ATTACHMENT = "spoor.attachment";

    public boolean isAttachment() {
        return eventName.equals(ATTACHMENT);
    }
}
