package dev.spoor.server.api;

import dev.spoor.model.Assessment;
import dev.spoor.model.LogRecord;
import dev.spoor.model.Span;
import dev.spoor.model.SpanEvent;
import dev.spoor.model.SpanLink;
import dev.spoor.model.SpanSummary;

/** All of a span as the API shows it: what was sent. What it means is {@link ContentJson}. */
final class SpanJson {
    private SpanJson() {}

    /** The fields of schema {@code SpanDetail} that were sent. */
    static void original(JsonOut out, Span span) {
        out.text("original_name", span.name());
        out.text("status_message", span.status().message());
        out.text("trace_state", span.traceState());
        out.number("flags", Integer.toUnsignedLong(span.flags()));
        out.attributes("attributes", span.attributes());
        out.array("events", span.events(), event -> event(out, event));
        out.array("links", span.links(), link -> link(out, link));
        out.object("resource", () -> {
            out.attributes("attributes", span.resource().attributes());
            out.text("schema_url", span.resource().schemaUrl());
        });
        out.object("scope", () -> {
            out.text("name", span.scope().name());
            out.text("version", span.scope().version());
            out.attributes("attributes", span.scope().attributes());
            out.text("schema_url", span.scope().schemaUrl());
        });
        out.object("dropped", () -> {
            out.number("attributes", Integer.toUnsignedLong(span.dropped().attributes()));
            out.number("events", Integer.toUnsignedLong(span.dropped().events()));
            out.number("links", Integer.toUnsignedLong(span.dropped().links()));
        });
    }

    private static void event(JsonOut out, SpanEvent event) {
        out.object(() -> {
            out.text("time_unix_nano", Long.toUnsignedString(event.epochNanos()));
            out.isoNanos("time", event.epochNanos());
            out.text("name", event.name());
            out.attributes("attributes", event.attributes());
        });
    }

    private static void link(JsonOut out, SpanLink link) {
        out.object(() -> {
            out.text("trace_id", link.traceId());
            out.text("span_id", link.spanId());
            out.text("trace_state", link.traceState());
            out.attributes("attributes", link.attributes());
        });
    }

    /** Schema {@code LogRecord}. */
    static void log(JsonOut out, LogRecord log) {
        out.object(() -> {
            out.text("span_id", log.spanId());
            out.unixNano("time_unix_nano", log.epochNanos());
            out.isoNanos("time", log.epochNanos());
            out.number("severity_number", log.severityNumber());
            out.text("severity_text", log.severityText());
            out.text("event_name", log.eventName());
            out.value("body", log.body());
            out.attributes("attributes", log.attributes());
        });
    }

    /** Schema {@code SpanSummary}. */
    static void summary(JsonOut out, SpanSummary summary) {
        out.object("summary", () -> {
            out.text("dialect", summary.dialect());
            out.text("trace_name", summary.traceName());
            out.text("request_model", summary.requestModel());
            out.text("response_model", summary.responseModel());
            out.text("session", summary.session());
            out.text("user", summary.user());
            out.text("environment", summary.environment());
            out.text("release", summary.release());
            out.text("error_type", summary.errorType());
            out.texts("finish_reasons", summary.finishReasons());
            out.text("input_preview", summary.inputPreview());
            out.text("output_preview", summary.outputPreview());
            out.map("tags", summary.tags());
            out.map("metadata", summary.metadata());
        });
    }

    /** Schema {@code Assessment}, without its brackets. */
    static void fields(JsonOut out, Assessment assessment) {
        out.text("assessment_id", assessment.id());
        out.text("trace_id", assessment.traceId());
        out.text("span_id", assessment.spanId());
        out.text("name", assessment.name());
        out.text("kind", assessment.kind());
        out.object("source", () -> {
            out.text("type", assessment.source().type());
            out.text("id", assessment.source().id());
        });
        out.value("value", assessment.value());
        Assessment.Failure failure = assessment.failure();
        if (failure == null) {
            out.none("error");
        } else {
            out.object("error", () -> {
                out.text("code", failure.code());
                out.text("message", failure.message());
                out.text("stack_trace", failure.stackTrace());
            });
        }
        out.text("rationale", assessment.rationale());
        out.map("metadata", assessment.metadata());
        out.isoMillis("create_time", assessment.createdEpochMillis());
        out.isoMillis("last_update_time", assessment.updatedEpochMillis());
        out.text("overrides", assessment.overrides());
        out.flag("valid", assessment.valid());
    }
}
