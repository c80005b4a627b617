package dev.spoor.store;

import dev.spoor.model.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A conversation: the traces that carry one session id, within one project.
 *
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
        @Nullable String firstInputPreview,
        @Nullable String lastOutputPreview) {}
