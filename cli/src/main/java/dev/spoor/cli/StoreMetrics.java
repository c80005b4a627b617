package dev.spoor.cli;

import dev.spoor.store.local.LocalTraceStore;
import io.micrometer.core.instrument.FunctionTimer;
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
    }
}
