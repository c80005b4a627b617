package dev.spoor.sdk.export;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Delivers by any of OpenTelemetry's exporters, and tries again for a while what fails. */
final class ExporterDelivery implements Delivery {
    private static final long EXPORT_SECONDS = 30;

    private final SpanExporter exporter;
    private final Duration retryTimeout;
    private final Counts counts;
    private volatile boolean givenUp;

    ExporterDelivery(SpanExporter exporter, Duration retryTimeout, Counts counts) {
        this.exporter = exporter;
        this.retryTimeout = retryTimeout;
        this.counts = counts;
    }

    @Override
    public void deliver(List<SpanData> batch) {
        long deadline = System.nanoTime() + retryTimeout.toNanos();
        Backoff backoff = new Backoff();
        while (!exported(batch)) {
            backoff.failed(0);
            long wait = backoff.remainingNanos();
            if (givenUp || System.nanoTime() + wait - deadline > 0) {
                counts.undelivered.add(batch.size());
                return;
            }
            backoff.await(() -> givenUp);
        }
        counts.delivered.add(batch.size());
        counts.reached();
    }

    private boolean exported(List<SpanData> batch) {
        try {
            CompletableResultCode result = exporter.export(batch).join(EXPORT_SECONDS, TimeUnit.SECONDS);
            if (!result.isSuccess()) {
                Throwable problem = result.getFailureThrowable();
                counts.failed(problem == null ? "the exporter failed" : problem.toString());
            }
            return result.isSuccess();
        } catch (RuntimeException e) {
            counts.failed(e.toString());
            return false;
        }
    }

    @Override
    public void giveUp() {
        givenUp = true;
    }

    @Override
    public void close() {
        exporter.shutdown().join(EXPORT_SECONDS, TimeUnit.SECONDS);
    }
}
