package dev.spoor.sdk;

import dev.spoor.sdk.export.ExportQueue;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands every span that ends to what the SDK itself has for it. One processor instead of several, since OpenTelemetry's
 * way through a list of them costs each span some 5 % of its time ({@code SdkBenchmark}). Safe for several threads.
 */
final class SpansEnd implements SpanProcessor {
    private final TraceCapture capture;
    private final ExportQueue[] queues;

    SpansEnd(TraceCapture capture, List<ExportQueue> queues) {
        this.capture = capture;
        this.queues = queues.toArray(ExportQueue[]::new);
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        capture.ended(span);
        for (ExportQueue queue : queues) {
            queue.onEnd(span);
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public CompletableResultCode forceFlush() {
        List<CompletableResultCode> flushed = new ArrayList<>();
        for (ExportQueue queue : queues) {
            flushed.add(queue.forceFlush());
        }
        return CompletableResultCode.ofAll(flushed);
    }

    @Override
    public CompletableResultCode shutdown() {
        List<CompletableResultCode> stopped = new ArrayList<>();
        for (ExportQueue queue : queues) {
            stopped.add(queue.shutdown());
        }
        return CompletableResultCode.ofAll(stopped);
    }
}
