package dev.spoor.sdk.client;

import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.SpoorAttributes;
import dev.spoor.sdk.json.JsonReader;
import dev.spoor.sdk.trace.RecordedSpan;
import dev.spoor.sdk.trace.RecordedTrace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a trace from OTLP's {@code TracesData} in its JSON encoding. */
final class OtlpTrace {
    private OtlpTrace() {}

    static RecordedTrace read(String traceId, Fields tracesData) {
        List<RecordedSpan> spans = new ArrayList<>();
        for (Fields resource : tracesData.list("resourceSpans", fields -> fields)) {
            for (Fields scope : resource.list("scopeSpans", fields -> fields)) {
                spans.addAll(scope.list("spans", span -> span(traceId, span)));
            }
        }
        return new RecordedTrace(traceId, spans);
    }

    private static RecordedSpan span(String traceId, Fields span) {
        Map<String, Object> attributes = attributes(span);
        Fields status = Fields.of(span.json().get("status"));
        Object type = attributes.get(SpoorAttributes.SPAN_TYPE.getKey());
        return new RecordedSpan(
                traceId,
                span.textOr("spanId", ""),
                span.textOr("parentSpanId", ""),
                span.textOr("name", ""),
                type == null ? SpanType.UNKNOWN : SpanType.of(type.toString()),
                Long.parseLong(span.textOr("startTimeUnixNano", "0")),
                Long.parseLong(span.textOr("endTimeUnixNano", "0")),
                "2".equals(status.text("code")) || "STATUS_CODE_ERROR".equals(status.text("code")),
                status.textOr("message", ""),
                content(attributes.get(SpoorAttributes.SPAN_INPUTS.getKey())),
                content(attributes.get(SpoorAttributes.SPAN_OUTPUTS.getKey())),
                attributes,
                span.list(
                        "events",
                        event -> new RecordedSpan.Event(
                                event.textOr("name", ""),
                                Long.parseLong(event.textOr("timeUnixNano", "0")),
                                attributes(event))));
    }

    private static @Nullable Object content(@Nullable Object value) {
        if (value instanceof String json) {
            try {
                return JsonReader.read(json);
            } catch (JsonReader.JsonException e) {
                return json;
            }
        }
        return value;
    }

    private static Map<String, Object> attributes(Fields holder) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (Fields entry : holder.list("attributes", fields -> fields)) {
            Object value = anyValue(Fields.of(entry.json().get("value")));
            if (value != null) {
                attributes.put(entry.textOr("key", ""), value);
            }
        }
        return attributes;
    }

    private static @Nullable Object anyValue(Fields value) {
        if (value.json().containsKey("intValue")) {
            return Long.parseLong(value.textOr("intValue", "0"));
        }
        if (value.json().containsKey("arrayValue")) {
            return Fields.of(value.json().get("arrayValue")).list("values", OtlpTrace::anyValueOrText);
        }
        if (value.json().containsKey("kvlistValue")) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (Fields entry : Fields.of(value.json().get("kvlistValue")).list("values", fields -> fields)) {
                map.put(entry.textOr("key", ""), anyValue(Fields.of(entry.json().get("value"))));
            }
            return map;
        }
        return value.json().values().stream().findFirst().orElse(null);
    }

    private static Object anyValueOrText(Fields value) {
        Object read = anyValue(value);
        return read == null ? "" : read;
    }
}
