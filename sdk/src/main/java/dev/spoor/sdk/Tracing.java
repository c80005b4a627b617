package dev.spoor.sdk;

import dev.spoor.sdk.client.SpoorClient;
import dev.spoor.sdk.config.SdkSetting;
import dev.spoor.sdk.config.SdkSettings;
import dev.spoor.sdk.export.DestinationStatus;
import dev.spoor.sdk.export.ExportQueue;
import dev.spoor.sdk.size.EndingSpan;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tracing as it was started by {@link Spoor#start()}: to be flushed, asked for its state, and closed. Safe for several
 * threads.
 */
public final class Tracing implements AutoCloseable {
    /** To put on disk what a server that hangs did not take. */
    private static final long AFTER_GIVING_UP_MILLIS = 2000;

    private final SdkSettings settings;
    private final OpenTelemetry openTelemetry;
    private final @Nullable OpenTelemetrySdk own;
    private final List<ExportQueue> queues;
    private final Tracer tracer;
    private final ContentPolicy content;
    private final TraceCapture capture;
    private final @Nullable RequiredServer server;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final @Nullable Thread closeAtExit;

    /**
     * @param own the SDK that was made here and is to be closed, null when it joined another or is off
     * @param server null when none is required
     */
    Tracing(
            SdkSettings settings,
            OpenTelemetry openTelemetry,
            @Nullable OpenTelemetrySdk own,
            List<ExportQueue> queues,
            ContentPolicy content,
            TraceCapture capture,
            @Nullable RequiredServer server) {
        this.settings = settings;
        this.openTelemetry = openTelemetry;
        this.own = own;
        this.queues = List.copyOf(queues);
        this.tracer = openTelemetry.getTracer(EndingSpan.SCOPE);
        this.content = content;
        this.capture = capture;
        this.server = server;
        this.closeAtExit = own == null ? null : new Thread(this::close, "spoor-close");
        if (closeAtExit != null) {
            Runtime.getRuntime().addShutdownHook(closeAtExit);
        }
    }

    SpanStart span(String name) {
        return new SpanStart(content, tracer.spanBuilder(name), name);
    }

    ContentPolicy content() {
        return content;
    }

    TraceCapture capture() {
        return capture;
    }

    /** Whether it makes spans at all; false when it was started with tracing switched off. */
    public boolean isOn() {
        return settings.flag(SdkSetting.ENABLED);
    }

    /** The settings in force, and where they come from. */
    public SdkSettings settings() {
        return settings;
    }

    /** The OpenTelemetry that spans are made by: one of its own, or the one that it joined. */
    public OpenTelemetry openTelemetry() {
        return openTelemetry;
    }

    /** Whether it uses an OpenTelemetry that others have set up, whose exporters and sampling then count. */
    public boolean isJoined() {
        return isOn() && own == null;
    }

    /** Asks the server that traces go to. */
    public SpoorClient client() {
        return SpoorClient.of(
                settings.serverAddress(), settings.pairs(SdkSetting.HEADERS), settings.duration(SdkSetting.TIMEOUT));
    }

    /**
     * Asks whether the server takes traces, when tracing is required.
     *
     * @throws SpoorException when it does not
     */
    void demandServer() {
        if (server != null) {
            server.demand();
        }
    }

    /** How each destination stands. */
    public List<DestinationStatus> status() {
        return queues.stream().map(ExportQueue::status).toList();
    }

    /**
     * Waits until everything that ended before this call has been exported. Where another OpenTelemetry is joined, that
     * one is flushed, if it was given to the builder; one that is found as the global one does not say.
     *
     * @return false when some of it was not delivered, or not within the time. What is kept on disk will be sent later;
     *     {@link #status} has the numbers
     */
    public boolean flush(Duration timeout) {
        OpenTelemetrySdk sdk = own != null ? own : openTelemetry instanceof OpenTelemetrySdk joined ? joined : null;
        if (sdk == null) {
            return true;
        }
        CompletableResultCode flushed = sdk.getSdkTracerProvider().forceFlush();
        return flushed.join(timeout.toMillis(), TimeUnit.MILLISECONDS).isSuccess();
    }

    /** Exports what is waiting, within the close timeout, and stops. What is traced afterwards goes nowhere. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Spoor.closed(this);
        if (own == null) {
            return;
        }
        GlobalTracing.leave(own);
        long timeoutMillis = settings.duration(SdkSetting.CLOSE_TIMEOUT).toMillis();
        CompletableResultCode stopped = own.getSdkTracerProvider().shutdown();
        if (!stopped.join(timeoutMillis, TimeUnit.MILLISECONDS).isDone()) {
            queues.forEach(ExportQueue::giveUp);
            stopped.join(AFTER_GIVING_UP_MILLIS, TimeUnit.MILLISECONDS);
        }
        forgetExit();
    }

    private void forgetExit() {
        if (closeAtExit != null && Thread.currentThread() != closeAtExit) {
            try {
                Runtime.getRuntime().removeShutdownHook(closeAtExit);
            } catch (IllegalStateException e) {
                // The process is ending, and the hook finds it closed.
            }
        }
    }
}
