package dev.spoor.store;

import org.jspecify.annotations.Nullable;

/**
 * How a store stands.
 *
 * @param writable false when it refuses new data; {@code reason} says why
 * @param durablePosition log position up to which all is on disk
 * @param appliedPosition log position up to which queries see all
 * @param queuedBytes bytes that wait to be written
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
        long queuedBytes,
        double indexProgress,
        long oldestReceivedEpochMillis) {}
