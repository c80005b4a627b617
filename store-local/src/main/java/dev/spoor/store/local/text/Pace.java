package dev.spoor.store.local.text;

import dev.spoor.store.local.log.TraceLog;

/**
 * How much of the time background work may take: all of it while little arrives, a twentieth of the machine while much does.
 * For one thread.
 */
final class Pace {
    /** Of log; some 5,000 spans a second. */
    private static final double BUSY_BYTES_PER_SECOND = 4e6;

    private static final long SLICE_NANOS = 10_000_000;
    private static final double SHARE = Math.min(1, Runtime.getRuntime().availableProcessors() * 0.05);

    private final TraceLog log;
    private long sliceStart = System.nanoTime();
    private long looked = sliceStart;
    private long bytesThen;

    Pace(TraceLog log) {
        this.log = log;
        this.bytesThen = log.bytes();
    }

    /** Called after each piece of work; how many milliseconds to wait before the next. */
    long afterWork() {
        long now = System.nanoTime();
        long worked = now - sliceStart;
        if (worked < SLICE_NANOS) {
            return 0;
        }
        long bytes = log.bytes();
        double perSecond = (bytes - bytesThen) * 1e9 / Math.max(1, now - looked);
        bytesThen = bytes;
        looked = now;
        long wait =
                perSecond > BUSY_BYTES_PER_SECOND ? (long) (Math.min(worked, 10 * SLICE_NANOS) * (1 / SHARE - 1)) : 0;
        sliceStart = now + wait;
        return wait / 1_000_000;
    }
}
