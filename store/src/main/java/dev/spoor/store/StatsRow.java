package dev.spoor.store;

import dev.spoor.model.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of one group in one step of time.
 *
 * @param bucketStartEpochNanos 0 when the range was not cut
 * @param group the model, name, type or tool; null when all traces are counted together
 * @param count traces or spans
 * @param p50Nanos median duration of what has ended, likewise p95 and p99; 0 when nothing has
 */
public record StatsRow(
        long bucketStartEpochNanos,
        @Nullable String group,
        long count,
        long errors,
        Usage usage,
        @Nullable BigDecimal costUsd,
        long unpricedCalls,
        long p50Nanos,
        long p95Nanos,
        long p99Nanos) {}
