package dev.spoor.sdk.trace;

import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.SpoorAttributes;
import dev.spoor.sdk.json.JsonReader;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span that has ended. Immutable, with all that it holds.
 *
 * @param parentSpanId empty when it has none
 * @param startEpochNanos since 1970
 * @param endEpochNanos since 1970
 * @param failed whether its status is an error
 * @param statusMessage empty when there is none
 * @param inputs as read from JSON: maps, lists, texts, numbers; null when there are none
 * @param outputs likewise
 * @param attributes all of them, as OpenTelemetry has them
 */
public record RecordedSpan(
        String traceId,
        String spanId,
        String parentSpanId,
        String name,
        SpanType type,
        long startEpochNanos,
        long endEpochNanos,
        boolean failed,
        String statusMessage,
        @Nullable Object inputs,
        @Nullable Object outputs,
        Map<String, Object> attributes,
        List<Event> events) {

    public RecordedSpan {
        inputs = Frozen.value(inputs);
        outputs = Frozen.value(outputs);
        attributes = Frozen.attributes(attributes);
        events = List.copyOf(events);
    }

    /** Something that happened, an exception for example. */
    public record Event(String name, long epochNanos, Map<String, Object> attributes) {
        public Event {
            attributes = Frozen.attributes(attributes);
        }
    }

    /** From OpenTelemetry's form. */
    public static RecordedSpan of(SpanData span) {
        Attributes attributes = span.getAttributes();
        String type = attributes.get(SpoorAttributes.SPAN_TYPE);
        return new RecordedSpan(
                span.getTraceId(),
                span.getSpanId(),
                span.getParentSpanContext().isValid() ? span.getParentSpanId() : "",
                span.getName(),
                type == null ? SpanType.UNKNOWN : SpanType.of(type),
                span.getStartEpochNanos(),
                span.getEndEpochNanos(),
                span.getStatus().getStatusCode() == io.opentelemetry.api.trace.StatusCode.ERROR,
                span.getStatus().getDescription(),
                read(attributes, SpoorAttributes.SPAN_INPUTS),
                read(attributes, SpoorAttributes.SPAN_OUTPUTS),
                map(attributes),
                span.getEvents().stream()
                        .map(event -> new Event(event.getName(), event.getEpochNanos(), map(event.getAttributes())))
                        .toList());
    }

    private static @Nullable Object read(Attributes attributes, AttributeKey<String> key) {
        String json = attributes.get(key);
        if (json == null) {
            return null;
        }
        try {
            return JsonReader.read(json);
        } catch (JsonReader.JsonException e) {
            return json;
        }
    }

    private static Map<String, Object> map(Attributes attributes) {
        Map<String, Object> map = new LinkedHashMap<>();
        attributes.forEach((key, value) -> map.put(key.getKey(), value));
        return map;
    }

    public long durationNanos() {
        return endEpochNanos - startEpochNanos;
    }

    /** Whether it is the root of its trace. */
    public boolean isRoot() {
        return parentSpanId.isEmpty();
    }

    /** The text of an attribute, or null. */
    public @Nullable String attribute(String key) {
        Object value = attributes.get(key);
        return value == null ? null : value.toString();
    }

    /** As maps and lists, to be written as JSON, with snake_case names. */
    public Map<String, @Nullable Object> asJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("trace_id", traceId);
        json.put("span_id", spanId);
        json.put("parent_span_id", parentSpanId.isEmpty() ? null : parentSpanId);
        json.put("name", name);
        json.put("type", type.name());
        json.put("start_time", time(startEpochNanos));
        json.put("end_time", time(endEpochNanos));
        json.put("duration_ns", durationNanos());
        json.put("status", failed ? "ERROR" : "OK");
        if (!statusMessage.isEmpty()) {
            json.put("status_message", statusMessage);
        }
        json.put("inputs", inputs);
        json.put("outputs", outputs);
        Map<String, Object> others = new LinkedHashMap<>(attributes);
        others.remove(SpoorAttributes.SPAN_INPUTS.getKey());
        others.remove(SpoorAttributes.SPAN_OUTPUTS.getKey());
        others.remove(SpoorAttributes.SPAN_TYPE.getKey());
        json.put("attributes", others);
        json.put(
                "events",
                events.stream()
                        .map(event -> Map.of(
                                "name", event.name(),
                                "time", time(event.epochNanos()),
                                "attributes", event.attributes()))
                        .toList());
        return json;
    }

    private static String time(long epochNanos) {
        return Instant.ofEpochSecond(0, epochNanos).toString();
    }
}
