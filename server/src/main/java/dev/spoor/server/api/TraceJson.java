package dev.spoor.server.api;

import dev.spoor.model.Cost;
import dev.spoor.store.SessionSummary;
import dev.spoor.store.SpanRow;
import dev.spoor.store.StatsRow;
import dev.spoor.store.TraceSummary;
import java.util.Locale;

/** Traces, span headers, sessions and stats as the API shows them. */
public final class TraceJson {
    private TraceJson() {}

    /** Schema {@code Trace}, without its brackets. */
    public static void fields(JsonOut out, TraceSummary trace) {
        out.text("trace_id", trace.traceId());
        out.text("project_id", trace.projectId());
        out.text("name", trace.name());
        out.text("state", trace.state());
        out.time("start", trace.startEpochNanos());
        out.time("end", trace.endEpochNanos());
        out.number("duration_ns", trace.durationNanos());
        out.number("span_count", trace.spanCount());
        out.number("error_count", trace.errorCount());
        out.text("root_span_id", trace.rootSpanId());
        out.text("failed_span_id", trace.failedSpanId());
        out.text("error_message", trace.errorMessage());
        out.text("service_name", trace.serviceName());
        out.text("client_request_id", trace.clientRequestId());
        out.text("session", trace.session());
        out.text("user", trace.user());
        out.text("environment", trace.environment());
        out.text("release", trace.release());
        out.text("input_preview", trace.inputPreview());
        out.text("output_preview", trace.outputPreview());
        out.usage("usage", trace.usage());
        out.decimal("cost_usd", trace.costUsd());
        out.number("unpriced_calls", trace.unpricedCalls());
        out.texts("unpriced_models", trace.unpricedModels());
        out.texts("models", trace.models());
        out.map("tags", trace.tags());
        out.map("metadata", trace.metadata());
    }

    /** Schema {@code SpanHeader}, without its brackets. */
    public static void fields(JsonOut out, SpanRow span) {
        out.text("trace_id", span.traceId());
        out.text("span_id", span.spanId());
        out.text("parent_span_id", span.parentSpanId());
        out.text("name", span.name());
        out.text("kind", span.kind());
        out.text("type", span.type());
        out.text("status", span.status());
        out.text("error_message", span.errorMessage());
        out.time("start", span.startEpochNanos());
        out.unixNano("end_time_unix_nano", span.endEpochNanos());
        out.number("duration_ns", span.endEpochNanos() == 0 ? 0 : span.endEpochNanos() - span.startEpochNanos());
        out.text("provider", span.provider());
        out.text("model", span.model());
        out.text("tool_name", span.toolName());
        out.text("agent_name", span.agentName());
        if (span.usage().isEmpty()) {
            out.none("usage");
        } else {
            out.usage("usage", span.usage());
        }
        out.flag("usage_counts", span.usageCounts());
        cost(out, span.cost());
        if (span.timeToFirstTokenNanos() > 0) {
            out.number("time_to_first_token_ns", span.timeToFirstTokenNanos());
        } else {
            out.none("time_to_first_token_ns");
        }
    }

    private static void cost(JsonOut out, Cost cost) {
        if (cost.source() == Cost.Source.NONE) {
            out.none("cost");
            return;
        }
        out.object("cost", () -> {
            out.decimal("usd", cost.usd());
            out.text("source", cost.source());
            out.text("price_row", cost.priceRow());
        });
    }

    /** Schema {@code Session}, without its brackets. */
    static void fields(JsonOut out, SessionSummary session) {
        out.text("session", session.session());
        out.text("project_id", session.projectId());
        out.text("user", session.user());
        out.number("trace_count", session.traceCount());
        out.number("error_count", session.errorCount());
        out.time("first_start", session.firstStartEpochNanos());
        out.time("last_start", session.lastStartEpochNanos());
        out.usage("usage", session.usage());
        out.decimal("cost_usd", session.costUsd());
        out.number("unpriced_calls", session.unpricedCalls());
        out.texts("unpriced_models", session.unpricedModels());
        out.text("first_input_preview", session.firstInputPreview());
        out.text("last_output_preview", session.lastOutputPreview());
    }

    /** Schema {@code StatsRow}, without its brackets. */
    static void fields(JsonOut out, StatsRow row) {
        out.time("bucket_start", row.bucketStartEpochNanos());
        out.text("group", row.group());
        out.number("count", row.count());
        out.number("errors", row.errors());
        out.usage("usage", row.usage());
        out.decimal("cost_usd", row.costUsd());
        out.number("unpriced_calls", row.unpricedCalls());
        out.number("p50_ns", row.p50Nanos());
        out.number("p95_ns", row.p95Nanos());
        out.number("p99_ns", row.p99Nanos());
    }

    static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
