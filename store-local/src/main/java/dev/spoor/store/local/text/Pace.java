package dev.spoor.store.local.text;

import com.sun.management.OperatingSystemMXBean;
import dev.spoor.store.local.log.TraceLog;
import java.lang.management.ManagementFactory;

/**
 * How much of the time background work may take: all of it while little arrives or the machine has time to spare, a few
 * percent of the machine while it is busy with what arrives. For one thread.
 */
final class Pace {
    /** Of log; some 5,000 spans a second. */
    private static final double BUSY_BYTES_PER_SECOND = 4e6;

    private static final double BUSY_LOAD = 0.85;
    private static final double SHARE = Math.min(1, Runtime.getRuntime().availableProcessors() * 0.03);

    private static final long SLICE_NANOS = 10_000_000;
    /** The machine's load takes a millisecond to ask for, and means little for a shorter time. */
    private static final long SAMPLE_NANOS = 500_000_000;

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final TraceLog log;
    private long sliceStart = System.nanoTime();
    private long sampled = sliceStart;
    private long sampledBytes;
    private boolean busy;

    Pace(TraceLog log) {
        this.log = log;
        this.sampledBytes = log.bytes();
    }

    /** Called after each piece of work; how many milliseconds to wait before the next. */
    long afterWork() {
        long now = System.nanoTime();
        long worked = now - sliceStart;
        if (worked < SLICE_NANOS) {
            return 0;
        }
        if (now - sampled >= SAMPLE_NANOS) {
            sample(now);
        }
        long wait = busy ? (long) (Math.min(worked, 10 * SLICE_NANOS) * (1 / SHARE - 1)) : 0;
        sliceStart = now + wait;
        return wait / 1_000_000;
    }

    private void sample(long now) {
        long bytes = log.bytes();
        double perSecond = (bytes - sampledBytes) * 1e9 / (now - sampled);
        busy = perSecond > BUSY_BYTES_PER_SECOND && SYSTEM.getCpuLoad() > BUSY_LOAD;
        sampledBytes = bytes;
        sampled = now;
    }
}
