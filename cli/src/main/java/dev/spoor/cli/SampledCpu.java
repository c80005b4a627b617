package dev.spoor.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * CPU time of short work that is done very often, by looking at one run in so many: asking the system for every run would
 * cost as much as the work. Safe for use by many threads.
 *
 * <pre>{@code
 * Answer answer = cpu.of(() -> work());
 * }</pre>
 */
final class SampledCpu {
    private static final int ONE_IN = 64;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean SUPPORTED = THREADS.isCurrentThreadCpuTimeSupported();

    private final LongAdder nanos = new LongAdder();

    /** Runs the work, and looks now and then at what it takes. */
    <T> T of(Supplier<T> work) {
        if (!SUPPORTED || ThreadLocalRandom.current().nextInt(ONE_IN) != 0) {
            return work.get();
        }
        long from = THREADS.getCurrentThreadCpuTime();
        T result = work.get();
        nanos.add((THREADS.getCurrentThreadCpuTime() - from) * ONE_IN);
        return result;
    }

    /** Of all runs so far, as far as the sample tells. */
    double seconds() {
        return nanos.sum() / 1e9;
    }
}
