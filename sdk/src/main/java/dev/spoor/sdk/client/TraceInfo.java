package dev.spoor.sdk.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What lists show of a trace. Immutable.
 *
 * @param state {@code IN_PROGRESS}, {@code OK} or {@code ERROR}
 * @param durationNanos from the first start to the last end; 0 while no span has ended
 * @param totalTokens of all calls of models
 * @param costUsd null when nothing is priced
 * @param json the whole answer of the server, for what has no field here
 */
public record TraceInfo(
        String traceId,
        String projectId,
        String name,
        String state,
        @Nullable Instant startTime,
        long durationNanos,
        long spanCount,
        long errorCount,
        @Nullable String session,
        @Nullable String user,
        @Nullable String inputPreview,
        @Nullable String outputPreview,
        long totalTokens,
        @Nullable BigDecimal costUsd,
        Map<String, String> tags,
        Map<String, String> metadata,
        Map<String, @Nullable Object> json) {

    public TraceInfo {
        tags = Map.copyOf(tags);
        metadata = Map.copyOf(metadata);
        json = Collections.unmodifiableMap(new LinkedHashMap<>(json));
    }

    static TraceInfo of(Fields fields) {
        return new TraceInfo(
                fields.textOr("trace_id", ""),
                fields.textOr("project_id", ""),
                fields.textOr("name", ""),
                fields.textOr("state", ""),
                fields.time("start_time"),
                fields.number("duration_ns"),
                fields.number("span_count"),
                fields.number("error_count"),
                fields.text("session"),
                fields.text("user"),
                fields.text("input_preview"),
                fields.text("output_preview"),
                Fields.of(fields.json().get("usage")).number("total"),
                fields.decimal("cost_usd"),
                fields.texts("tags"),
                fields.texts("metadata"),
                fields.json());
    }
}
