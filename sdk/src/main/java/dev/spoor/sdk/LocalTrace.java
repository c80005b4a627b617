package dev.spoor.sdk;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;

/**
 * The part of a trace that this process makes, carried by the context: its first span takes what is said of the whole
 * trace.
 */
record LocalTrace(Span first, String traceId) {
    static final ContextKey<LocalTrace> KEY = ContextKey.named("spoor-local-trace");

    LocalTrace(Span first) {
        this(first, first.getSpanContext().getTraceId());
    }

    /** Whether the span belongs to it, since a context may be taken over into another trace. */
    boolean contains(Span span) {
        return traceId.equals(span.getSpanContext().getTraceId());
    }

    /** The span that can still take what is said of the trace. */
    Span open(Span current) {
        return first.isRecording() ? first : current;
    }

    static CurrentTrace in(Context context) {
        Span current = Span.fromContext(context);
        LocalTrace trace = context.get(KEY);
        return new CurrentTrace(trace != null && trace.contains(current) ? trace.open(current) : current);
    }
}
