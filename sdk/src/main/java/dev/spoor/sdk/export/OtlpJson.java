package dev.spoor.sdk.export;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Empty;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Spans as maps and lists that, written as JSON, are OTLP's {@code TracesData} in its JSON encoding. */
final class OtlpJson {
    private OtlpJson() {}

    static Map<String, Object> tracesData(Collection<SpanData> spans) {
        Map<Resource, Map<InstrumentationScopeInfo, List<Object>>> grouped = new LinkedHashMap<>();
        for (SpanData span : spans) {
            grouped.computeIfAbsent(span.getResource(), resource -> new LinkedHashMap<>())
                    .computeIfAbsent(span.getInstrumentationScopeInfo(), scope -> new ArrayList<>())
                    .add(span(span));
        }
        List<Object> resourceSpans = new ArrayList<>();
        grouped.forEach((resource, scopes) -> {
            List<Object> scopeSpans = new ArrayList<>();
            scopes.forEach((scope, ofScope) -> scopeSpans.add(Map.of("scope", scope(scope), "spans", ofScope)));
            resourceSpans.add(Map.of(
                    "resource", Map.of("attributes", attributes(resource.getAttributes())), "scopeSpans", scopeSpans));
        });
        return Map.of("resourceSpans", resourceSpans);
    }

    private static Map<String, Object> scope(InstrumentationScopeInfo scope) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", scope.getName());
        if (scope.getVersion() != null) {
            json.put("version", scope.getVersion());
        }
        return json;
    }

    private static Map<String, Object> span(SpanData span) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("traceId", span.getTraceId());
        json.put("spanId", span.getSpanId());
        if (span.getParentSpanContext().isValid()) {
            json.put("parentSpanId", span.getParentSpanId());
        }
        json.put("name", span.getName());
        json.put("kind", span.getKind().ordinal() + 1);
        json.put("startTimeUnixNano", Long.toString(span.getStartEpochNanos()));
        json.put("endTimeUnixNano", Long.toString(span.getEndEpochNanos()));
        json.put("attributes", attributes(span.getAttributes()));
        if (!span.getEvents().isEmpty()) {
            json.put("events", span.getEvents().stream().map(OtlpJson::event).toList());
        }
        if (!span.getLinks().isEmpty()) {
            json.put("links", span.getLinks().stream().map(OtlpJson::link).toList());
        }
        if (span.getStatus().getStatusCode() != StatusCode.UNSET) {
            json.put(
                    "status",
                    Map.of(
                            "code",
                            span.getStatus().getStatusCode() == StatusCode.OK ? 1 : 2,
                            "message",
                            span.getStatus().getDescription()));
        }
        return json;
    }

    private static Map<String, Object> event(EventData event) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("timeUnixNano", Long.toString(event.getEpochNanos()));
        json.put("name", event.getName());
        json.put("attributes", attributes(event.getAttributes()));
        return json;
    }

    private static Map<String, Object> link(LinkData link) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("traceId", link.getSpanContext().getTraceId());
        json.put("spanId", link.getSpanContext().getSpanId());
        json.put("attributes", attributes(link.getAttributes()));
        return json;
    }

    private static List<Object> attributes(Attributes attributes) {
        List<Object> list = new ArrayList<>();
        attributes.forEach((key, value) -> list.add(attribute(key, value)));
        return list;
    }

    private static Map<String, Object> attribute(AttributeKey<?> key, Object value) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", key.getKey());
        json.put("value", anyValue(value));
        return json;
    }

    private static Map<String, Object> anyValue(Object value) {
        if (value instanceof Long || value instanceof Integer) {
            return Map.of("intValue", value.toString());
        } else if (value instanceof Double) {
            return Map.of("doubleValue", value);
        } else if (value instanceof Boolean) {
            return Map.of("boolValue", value);
        } else if (value instanceof List<?> items) {
            return Map.of(
                    "arrayValue",
                    Map.of("values", items.stream().map(OtlpJson::item).toList()));
        } else if (value instanceof Value<?> structured) {
            return structured(structured);
        }
        return Map.of("stringValue", value.toString());
    }

    private static Object item(Object item) {
        return anyValue(item);
    }

    private static Map<String, Object> structured(Value<?> value) {
        Object inner = value.getValue();
        if (inner instanceof Empty) {
            return Map.of();
        }
        if (inner instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return Map.of("bytesValue", Base64.getEncoder().encodeToString(copy));
        }
        if (inner instanceof List<?> items && !items.isEmpty() && items.get(0) instanceof KeyValue) {
            List<Object> entries = new ArrayList<>();
            for (Object item : items) {
                KeyValue entry = (KeyValue) item;
                entries.add(Map.of("key", entry.getKey(), "value", structured(entry.getValue())));
            }
            return Map.of("kvlistValue", Map.of("values", entries));
        }
        return anyValue(inner);
    }
}
