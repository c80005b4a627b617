package dev.spoor.store;

import org.jspecify.annotations.Nullable;

/**
 * How a store stands.
 *
 * @param writable false when it refuses new data; {@code reason} says why
 * @param durablePosition log position up to which all is on disk
 * @param appliedPosition log position up to which queries see all
 * @param unappliedBytes bytes of log that were on disk and not yet in the index when the status was asked for
 * @param queuedBytes bytes that wait to be written
 * @param syncs how often the disk was synced since the store was opened
 * @param syncNanos how long these took together
 * @param indexProgress from 0 to 1 while the index is rebuilt, else 1
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
        long queuedBytes,
        long syncs,
        long syncNanos,
        double indexProgress,
        long oldestReceivedEpochMillis) {}
