package dev.spoor.cli;

import dev.spoor.store.local.LocalTraceStore;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;

/** What only the local store can tell of itself. */
final class StoreMetrics {
    private StoreMetrics() {}

    static void bind(MeterRegistry registry, LocalTraceStore store) {
        FunctionTimer.builder(
                        "spoor.store.sync",
                        store,
                        s -> s.writer().syncs(),
                        s -> s.writer().syncNanos(),
                        TimeUnit.NANOSECONDS)
                .description("Syncs of the log to disk, and how long they took")
                .register(registry);
        Gauge.builder("spoor.store.queued.bytes", store, s -> s.writer().queuedBytes())
                .description("Bytes that wait to be written to the log")
                .register(registry);
    }
}
