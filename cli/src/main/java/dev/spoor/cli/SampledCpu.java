package dev.spoor.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * CPU time of short work that is done very often, by looking at one run in so many: asking the system for every run would
 * cost as much as the work. Safe for use by many threads.
 *
 * <pre>{@code
 * long from = cpu.start();
 * work();
 * cpu.stop(from);
 * }</pre>
 */
final class SampledCpu {
    private static final int ONE_IN = 64;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean SUPPORTED = THREADS.isCurrentThreadCpuTimeSupported();

    private final LongAdder nanos = new LongAdder();

    /** To be handed to {@link #stop}; -1 for a run that is not looked at. */
    long start() {
        return SUPPORTED && ThreadLocalRandom.current().nextInt(ONE_IN) == 0 ? THREADS.getCurrentThreadCpuTime() : -1;
    }

    void stop(long from) {
        if (from >= 0) {
            nanos.add((THREADS.getCurrentThreadCpuTime() - from) * ONE_IN);
        }
    }

    /** Of all runs so far, as far as the sample tells. */
    double seconds() {
        return nanos.sum() / 1e9;
    }
}
