package dev.spoor.sdk.export;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the spans of one destination. Safe for several threads. A reason is told before what it is the reason
 * of is counted: who sees the count sees why.
 */
final class Counts {
    private static final System.Logger LOG = System.getLogger("dev.spoor.sdk");
    private static final long SAY_EVERY_NANOS = 30_000_000_000L;

    final LongAdder delivered = new LongAdder();
    final LongAdder queueFull = new LongAdder();
    final LongAdder diskFull = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder undelivered = new LongAdder();

    private final String name;
    private final AtomicLong said = new AtomicLong();
    private final AtomicLong nextSayNanoTime = new AtomicLong(System.nanoTime());
    private volatile String lastError = "";
    private volatile boolean reachable = true;

    Counts(String name) {
        this.name = name;
    }

    long dropped() {
        return queueFull.sum() + diskFull.sum() + refused.sum() + undelivered.sum();
    }

    void reached() {
        if (!reachable) {
            reachable = true;
            LOG.log(System.Logger.Level.INFO, "tracing: {0} is reachable again", name);
        }
    }

    void failed(String error) {
        lastError = error;
        if (reachable) {
            reachable = false;
            LOG.log(System.Logger.Level.WARNING, "tracing: {0} cannot be reached: {1}", name, error);
        }
    }

    /** Something that is wrong with what was sent, not with the way there. */
    void error(String error) {
        lastError = error;
    }

    /** Says what was dropped since it was last said, at most every 30 s unless it must. */
    void say(boolean must) {
        long dropped = dropped();
        long before = said.get();
        long now = System.nanoTime();
        if (dropped > before && (must || now - nextSayNanoTime.get() >= 0) && said.compareAndSet(before, dropped)) {
            nextSayNanoTime.set(now + SAY_EVERY_NANOS);
            LOG.log(
                    System.Logger.Level.WARNING,
                    "tracing: {0} spans for {1} were dropped ({2} in all: queue full {3}, disk full {4}, refused {5},"
                            + " not delivered {6}) {7}",
                    dropped - before,
                    name,
                    dropped,
                    queueFull.sum(),
                    diskFull.sum(),
                    refused.sum(),
                    undelivered.sum(),
                    lastError);
        }
    }

    DestinationStatus status(long waiting, long keptOnDisk) {
        return new DestinationStatus(
                name,
                reachable,
                delivered.sum(),
                waiting,
                keptOnDisk,
                queueFull.sum(),
                diskFull.sum(),
                refused.sum(),
                undelivered.sum(),
                lastError);
    }
}
