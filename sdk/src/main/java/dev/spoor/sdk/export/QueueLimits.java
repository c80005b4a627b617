package dev.spoor.sdk.export;

import java.time.Duration;

/**
 * What may wait for one destination, and how it is sent.
 *
 * @param maxSpans that may wait; further ones are dropped and counted. At least 1
 * @param maxBytes that they may hold, as estimated from their content; at least 1024
 * @param maxBatchSpans of one request
 * @param maxBatchBytes of one request, as estimated; a single larger span goes alone
 * @param delay how long the first span of a batch may wait for others
 * @param retryTimeout how long a batch is tried again when there is no fallback on disk; then it is dropped and counted
 */
public record QueueLimits(
        int maxSpans, long maxBytes, int maxBatchSpans, long maxBatchBytes, Duration delay, Duration retryTimeout) {

    /** 65,536 spans or 64 MiB waiting, requests of 512 spans or 4 MiB, every 500 ms, tried again for a minute. */
    public static final QueueLimits DEFAULT =
            new QueueLimits(65_536, 64L << 20, 512, 4L << 20, Duration.ofMillis(500), Duration.ofMinutes(1));

    public QueueLimits {
        atLeast("maxSpans", maxSpans, 1);
        atLeast("maxBytes", maxBytes, 1024);
        atLeast("maxBatchSpans", maxBatchSpans, 1);
        atLeast("maxBatchBytes", maxBatchBytes, 1);
        atLeast("delay, in milliseconds,", delay.toMillis(), 1);
        atLeast("retryTimeout, in milliseconds,", retryTimeout.toMillis(), 0);
    }

    private static void atLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
        }
    }
}
