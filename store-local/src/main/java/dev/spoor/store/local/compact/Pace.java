package dev.spoor.store.local.compact;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Keeps work in the background within its limits: a share of one processor's time, bytes a second, and none while much is
 * coming in. For one working thread; {@link #stop} may be called by any.
 */
final class Pace {
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Limits limits;
    private final LongSupplier incomingBytes;
    /** Guards stopped and its condition. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private boolean stopped;

    private long sliceStartNanos = System.nanoTime();
    private long sliceBytes;
    private long sampleNanos = System.nanoTime();
    private long sampledBytes;
    private boolean busy;

    /**
     * @param bytesPerSecond read and written together; 0 for no limit
     * @param workPercent of one processor's time
     * @param pauseAboveBytesPerSecond rests while the log grows faster; 0 for never
     */
    record Limits(long bytesPerSecond, int workPercent, long pauseAboveBytesPerSecond) {
        static final Limits NONE = new Limits(0, 100, 0);
    }

    /** The work was told to stop. */
    static final class StoppedException extends RuntimeException {
        StoppedException() {
            super("compaction was stopped");
        }
    }

    /** @param incomingBytes counts what is written to the log */
    Pace(Limits limits, LongSupplier incomingBytes) {
        this.limits = limits;
        this.incomingBytes = incomingBytes;
        this.sampledBytes = incomingBytes.getAsLong();
    }

    /** Says that so many bytes were worked on, and rests when it is time. */
    void did(long bytes) {
        sliceBytes += bytes;
        long now = System.nanoTime();
        long worked = now - sliceStartNanos;
        if (worked < SLICE_NANOS) {
            return;
        }
        long rest = worked * (100 - limits.workPercent()) / limits.workPercent();
        if (limits.bytesPerSecond() > 0) {
            long due = (long) (sliceBytes * 1e9 / limits.bytesPerSecond());
            rest = Math.max(rest, due - worked);
        }
        rest(rest);
        while (isBusy()) {
            rest(SAMPLE_NANOS);
        }
        sliceStartNanos = System.nanoTime();
        sliceBytes = 0;
    }

    private boolean isBusy() {
        if (limits.pauseAboveBytesPerSecond() == 0) {
            return false;
        }
        long now = System.nanoTime();
        if (now - sampleNanos >= SAMPLE_NANOS) {
            long bytes = incomingBytes.getAsLong();
            busy = (bytes - sampledBytes) * 1e9 / (now - sampleNanos) > limits.pauseAboveBytesPerSecond();
            sampledBytes = bytes;
            sampleNanos = now;
        }
        return busy;
    }

    private void rest(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (!stopped && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (stopped) {
                throw new StoppedException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        } finally {
            lock.unlock();
        }
    }

    /** Waits so long; true when it was stopped meanwhile. */
    boolean awaitStop(Duration time) {
        try {
            rest(time.toNanos());
            return false;
        } catch (StoppedException e) {
            return true;
        }
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
