package dev.spoor.sdk;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/**
 * The part of a trace that this process makes, carried by the context as its first span, which takes what is said of the
 * whole trace. Nothing but the span is kept, since every trace passes here.
 */
final class LocalTrace {
    private static final ContextKey<Span> FIRST = ContextKey.named("spoor-local-trace");

    private LocalTrace() {}

    /** The context of a span that is the first. */
    static Context begin(Context context, Span first) {
        return context.with(FIRST, first);
    }

    /** Whether a span that starts in this context is of a trace that began here, and not of one that was taken over. */
    static boolean isIn(Context context, Span span) {
        Span first = context.get(FIRST);
        return first != null && isOneTrace(first, span);
    }

    private static boolean isOneTrace(Span first, Span span) {
        return first.getSpanContext().getTraceId().equals(span.getSpanContext().getTraceId());
    }

    /** To say things of it: by its first span, or when that has ended, by the current one. */
    static CurrentTrace in(Context context) {
        Span current = Span.fromContext(context);
        @Nullable Span first = context.get(FIRST);
        return new CurrentTrace(first != null && isOneTrace(first, current) && first.isRecording() ? first : current);
    }
}
