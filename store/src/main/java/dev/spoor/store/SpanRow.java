package dev.spoor.store;

import dev.spoor.model.Cost;
import dev.spoor.model.SpanId;
import dev.spoor.model.SpanKind;
import dev.spoor.model.SpanStatus;
import dev.spoor.model.SpanType;
import dev.spoor.model.TraceId;
import dev.spoor.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * A span as trees and timelines show it: everything but payloads.
 *
 * @param name the name to show
 * @param errorType exception type, HTTP status or other short name of what failed
 * @param endEpochNanos 0 while the span runs
 * @param model what answered, else what was asked for
 * @param timeToFirstTokenNanos 0 when unknown
 */
public record SpanRow(
        TraceId traceId,
        SpanId spanId,
        @Nullable SpanId parentSpanId,
        String name,
        SpanKind kind,
        SpanType type,
        SpanStatus.Code status,
        @Nullable String errorType,
        @Nullable String errorMessage,
        long startEpochNanos,
        long endEpochNanos,
        @Nullable String provider,
        @Nullable String model,
        @Nullable String toolName,
        @Nullable String agentName,
        Usage usage,
        boolean usageCounts,
        Cost cost,
        long timeToFirstTokenNanos) {}
