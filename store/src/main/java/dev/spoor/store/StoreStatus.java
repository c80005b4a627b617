package dev.spoor.store;

import org.jspecify.annotations.Nullable;

/**
 * How a store stands.
 *
 * @param writable false when it refuses new data; {@code reason} says why
 * @param durablePosition log position up to which all is on disk
 * @param appliedPosition log position up to which queries see all
 * @param unappliedBytes bytes of log that were on disk and not yet in the index when the status was asked for
 * @param textLagBytes bytes of log that a search reads, since the text index does not have them yet
 * @param queuedBytes bytes that wait to be written
 * @param syncs how often the disk was synced since the store was opened
 * @param syncNanos how long these took together
 * @param indexProgress from 0 to 1 while the index is rebuilt, else 1
 * @param compaction what compaction has done since the store was opened
 */
public record StoreStatus(
        boolean writable,
        @Nullable String reason,
        long traces,
        long spans,
        long logBytes,
        long indexBytes,
        long rawBytes,
        int segments,
        long durablePosition,
        long appliedPosition,
        long unappliedBytes,
        long textLagBytes,
        long queuedBytes,
        long syncs,
        long syncNanos,
        double indexProgress,
        long oldestReceivedEpochMillis,
        Compaction compaction) {

    /**
     * What compaction has done since the store was opened, in the background and by hand.
     *
     * @param running whether it works now, be it that it waits for its turn within its limits
     * @param runs groups of segments that were written anew as one
     * @param failures groups that were left as they are, as when something in them cannot be read
     * @param readBytes size of those segments before
     * @param writtenBytes size of what took their place
     * @param reclaimedBytes what the disk got back, without what grew
     * @param nanos how long the runs took together
     */
    public record Compaction(
            boolean running,
            long runs,
            long failures,
            long readBytes,
            long writtenBytes,
            long reclaimedBytes,
            long nanos) {
        /** For stores that do not compact. */
        public static final Compaction NONE = new Compaction(false, 0, 0, 0, 0, 0, 0);
    }
}
