package dev.spoor.sdk.export;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** When to try again: after 0.5 s, then twice as long each time, up to 30 s, and up to a fifth earlier or later. */
final class Backoff {
    private static final long FIRST_NANOS = 500_000_000L;
    private static final long LONGEST_NANOS = 30_000_000_000L;

    private long nextNanos = FIRST_NANOS;
    private long notBeforeNanoTime = System.nanoTime();

    /** @param atLeastNanos what the destination asks for, 0 when it does not */
    void failed(long atLeastNanos) {
        long jitter = ThreadLocalRandom.current().nextLong(nextNanos / 5 * 2) - nextNanos / 5;
        notBeforeNanoTime = System.nanoTime() + Math.max(Math.min(atLeastNanos, LONGEST_NANOS), nextNanos + jitter);
        nextNanos = Math.min(nextNanos * 2, LONGEST_NANOS);
    }

    void succeeded() {
        nextNanos = FIRST_NANOS;
        now();
    }

    void now() {
        notBeforeNanoTime = System.nanoTime();
    }

    /** Waits until it is time, or until there is no more time. A wake-up in between, by a flush for example, is none. */
    void await(BooleanSupplier givenUp) {
        long wait;
        while (!givenUp.getAsBoolean() && (wait = remainingNanos()) > 0) {
            LockSupport.parkNanos(wait);
        }
    }

    /** 0 when it is time. */
    long remainingNanos() {
        return Math.max(0, notBeforeNanoTime - System.nanoTime());
    }
}
