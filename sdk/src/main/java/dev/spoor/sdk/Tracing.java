package dev.spoor.sdk;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tracing as it was started by {@link Spoor#start()}: to be flushed, asked for its state, and closed. Safe for several
 * threads.
 */
public final class Tracing implements AutoCloseable {
    private final OpenTelemetry openTelemetry;
    private final @Nullable OpenTelemetrySdk own;
    private final Tracer tracer;
    private final ContentPolicy content;
    private final Duration closeTimeout;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param own the SDK that was made here and is to be closed, null when it joined another */
    Tracing(OpenTelemetry openTelemetry, @Nullable OpenTelemetrySdk own, ContentPolicy content, Duration closeTimeout) {
        this.openTelemetry = openTelemetry;
        this.own = own;
        this.tracer = openTelemetry.getTracer("dev.spoor.sdk");
        this.content = content;
        this.closeTimeout = closeTimeout;
    }

    SpanStart span(String name) {
        return new SpanStart(this, tracer.spanBuilder(name), name);
    }

    ContentPolicy content() {
        return content;
    }

    void ended(Span span, Context context) {
        LocalTrace trace = context.get(LocalTrace.KEY);
        if (trace != null && trace.first() == span) {
            Spoor.lastTrace(trace.traceId());
        }
    }

    /** The OpenTelemetry that spans are made by: one of its own, or the one that it joined. */
    public OpenTelemetry openTelemetry() {
        return openTelemetry;
    }

    /** Whether it uses an OpenTelemetry that others have set up, whose exporters and sampling then count. */
    public boolean isJoined() {
        return own == null;
    }

    /**
     * Waits until everything that ended before this call has been exported.
     *
     * @return false when that did not succeed within the time; nothing is lost by it
     */
    public boolean flush(Duration timeout) {
        return own == null
                || own.getSdkTracerProvider()
                        .forceFlush()
                        .join(timeout.toMillis(), TimeUnit.MILLISECONDS)
                        .isSuccess();
    }

    /** Exports what is waiting, within the close timeout, and stops. What is traced afterwards goes nowhere. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Spoor.closed(this);
            if (own != null) {
                GlobalTracing.leave(own);
                own.getSdkTracerProvider().shutdown().join(closeTimeout.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }
}
