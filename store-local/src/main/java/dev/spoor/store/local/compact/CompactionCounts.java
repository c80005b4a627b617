package dev.spoor.store.local.compact;

import dev.spoor.store.StoreStatus;

/** What compaction has done, for metrics. Safe for use by many threads. */
final class CompactionCounts {
    private boolean running;
    private long runs;
    private long failures;
    private long readBytes;
    private long writtenBytes;
    private long reclaimedBytes;
    private long nanos;

    synchronized void running(boolean now) {
        running = now;
    }

    synchronized void done(long bytesBefore, long bytesAfter, long took) {
        runs++;
        readBytes += bytesBefore;
        writtenBytes += bytesAfter;
        reclaimedBytes += Math.max(0, bytesBefore - bytesAfter);
        nanos += took;
    }

    synchronized void failed() {
        failures++;
    }

    synchronized StoreStatus.Compaction status() {
        return new StoreStatus.Compaction(running, runs, failures, readBytes, writtenBytes, reclaimedBytes, nanos);
    }
}
