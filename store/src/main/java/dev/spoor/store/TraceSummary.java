package dev.spoor.store;

import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import dev.spoor.model.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trace as lists show it.
 *
 * @param name what someone called it, else the root span's name, else that of the earliest span
 * @param startEpochNanos of the earliest span
 * @param endEpochNanos of the latest ended span; 0 when none has ended
 * @param rootSpanId the span without a parent, once it arrived
 * @param serviceName of the root's resource, else of any
 * @param usage sums over the spans that call a model themselves
 * @param costUsd sum of what is priced; null when nothing is
 * @param unpricedCalls model calls with usage but without a price
 * @param unpricedModels distinct models of those calls, by name; calls that name no model are counted only
 * @param models distinct models that answered, by name
 * @param failedSpanId the deepest span that failed, to blame when the trace failed
 */
public record TraceSummary(
        TraceId traceId,
        String projectId,
        String name,
        TraceState state,
        long startEpochNanos,
        long endEpochNanos,
        int spanCount,
        int errorCount,
        @Nullable SpanId rootSpanId,
        @Nullable SpanId failedSpanId,
        @Nullable String errorMessage,
        @Nullable String serviceName,
        @Nullable String clientRequestId,
        @Nullable String session,
        @Nullable String user,
        @Nullable String environment,
        @Nullable String release,
        @Nullable String inputPreview,
        @Nullable String outputPreview,
        Usage usage,
        @Nullable BigDecimal costUsd,
        int unpricedCalls,
        List<String> unpricedModels,
        List<String> models,
        Map<String, String> tags,
        Map<String, String> metadata) {

    public TraceSummary {
        unpricedModels = List.copyOf(unpricedModels);
        models = List.copyOf(models);
        tags = Map.copyOf(tags);
        metadata = Map.copyOf(metadata);
    }

    /** Nanoseconds from the first start to the last end; 0 when no span has ended. */
    public long durationNanos() {
        return endEpochNanos == 0 ? 0 : Math.max(0, endEpochNanos - startEpochNanos);
    }
}
