package dev.spoor.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What lists, sums and filters need to know of a span: cheap to read from it, small enough to keep in an index. All but
 * the type may be absent.
 *
 * @param dialect the name of the dialect that was recognised, or "none"
 * @param name the name to show when it is better than the span's own
 * @param traceName the name its trace should have, when this span says so
 * @param usageCounts whether the usage counts in its trace's sums: true for spans that call a model themselves, false
 *     for those that repeat what their children used
 * @param givenCostUsd what the sender says the call cost
 * @param timeToFirstTokenNanos from the start of the span
 * @param session conversation or session id
 * @param errorType exception type, HTTP status or other short name of what failed
 * @param inputPreview at most {@link #PREVIEW_CHARS} characters
 * @param outputPreview at most {@link #PREVIEW_CHARS} characters
 * @param tags tags for the trace; a tag without a value has the value "true"
 * @param metadata further key-value pairs for the trace
 */
public record SpanSummary(
        String dialect,
        SpanType type,
        @Nullable String name,
        @Nullable String traceName,
        @Nullable String provider,
        @Nullable String requestModel,
        @Nullable String responseModel,
        Usage usage,
        boolean usageCounts,
        @Nullable BigDecimal givenCostUsd,
        long timeToFirstTokenNanos,
        @Nullable String toolName,
        @Nullable String agentName,
        @Nullable String session,
        @Nullable String user,
        @Nullable String environment,
        @Nullable String release,
        @Nullable String errorType,
        @Nullable String errorMessage,
        List<String> finishReasons,
        @Nullable String inputPreview,
        @Nullable String outputPreview,
        Map<String, String> tags,
        Map<String, String> metadata) {

    /** The longest preview, in characters. */
    public static final int PREVIEW_CHARS = 250;

    public SpanSummary {
        finishReasons = List.copyOf(finishReasons);
        tags = Map.copyOf(tags);
        metadata = Map.copyOf(metadata);
    }

    /** The model to name and to price: what answered, else what was asked for. */
    public @Nullable String model() {
        return responseModel != null ? responseModel : requestModel;
    }
}
