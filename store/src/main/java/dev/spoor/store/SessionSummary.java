package dev.spoor.store;

import dev.spoor.model.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A conversation: the traces that carry one session id, within one project.
 *
 * @param costUsd of the calls that have a price; null when none has
 * @param unpricedCalls model calls without a price
 * @param firstInputPreview what its first trace was asked
 * @param lastOutputPreview what its last trace answered
 */
public record SessionSummary(
        String session,
        String projectId,
        @Nullable String user,
        int traceCount,
        int errorCount,
        long firstStartEpochNanos,
        long lastStartEpochNanos,
        Usage usage,
        @Nullable BigDecimal costUsd,
        long unpricedCalls,
        @Nullable String firstInputPreview,
        @Nullable String lastOutputPreview) {}
