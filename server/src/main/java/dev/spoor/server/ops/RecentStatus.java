package dev.spoor.server.ops;

import dev.spoor.store.StoreStatus;
import dev.spoor.store.TraceStore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The store's status, asked for once a second at most: one scrape reads many gauges. Safe for use by many threads. */
final class RecentStatus {
    private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final TraceStore store;
    private @Nullable StoreStatus status;
    private long readNanos;

    RecentStatus(TraceStore store) {
        this.store = store;
    }

    synchronized StoreStatus get() {
        StoreStatus recent = status;
        if (recent == null || System.nanoTime() - readNanos > MAX_AGE_NANOS) {
            recent = store.status();
            status = recent;
            readNanos = System.nanoTime();
        }
        return recent;
    }
}
