package dev.spoor.store;

import dev.spoor.model.Usage;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation: the traces that carry one session id, within one project.
 *
 * @param costUsd sum of what is priced; null when nothing is
 * @param unpricedCalls model calls with usage but without a price
 * @param unpricedModels distinct models of those calls, by name, the first {@link #MAX_UNPRICED_MODELS}
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
        List<String> unpricedModels,
        @Nullable String firstInputPreview,
        @Nullable String lastOutputPreview) {
    public static final int MAX_UNPRICED_MODELS = 50;

    public SessionSummary {
        unpricedModels = List.copyOf(unpricedModels);
    }
}
