package dev.spoor.server.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spoor.model.Attributes;
import dev.spoor.model.Resource;
import dev.spoor.model.Scope;
import dev.spoor.model.Span;
import dev.spoor.model.SpanEvent;
import dev.spoor.model.SpanId;
import dev.spoor.model.SpanKind;
import dev.spoor.model.SpanStatus;
import dev.spoor.model.TraceId;
import dev.spoor.model.Value;
import dev.spoor.server.http.ApiException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the spans of a {@code traces.json}. Python's client writes each attribute as JSON in a text and a root's parent as
 * null; TypeScript's writes natural JSON and an empty parent.
 */
final class TraceFileReader {
    private TraceFileReader() {}

    /**
     * @param texts whether attributes are JSON in texts
     * @throws ApiException naming the span and the field
     */
    static List<Span> spans(JsonNode list, TraceId traceId, boolean texts) {
        List<Span> spans = new ArrayList<>();
        for (JsonNode node : list) {
            String name = field(node, "name").asText();
            String parent = field(node, "parent_span_id").asText();
            spans.add(new Span(
                    traceId,
                    spanId(name, "span_id", field(node, "span_id").asText()),
                    parent.isEmpty() ? null : spanId(name, "parent_span_id", parent),
                    "",
                    0,
                    name.isEmpty() ? "unnamed" : name,
                    SpanKind.INTERNAL,
                    field(node, "start_time_unix_nano").asLong(),
                    field(node, "end_time_unix_nano").asLong(),
                    status(field(node, "status")),
                    attributes(field(node, "attributes"), texts),
                    events(field(node, "events")),
                    List.of(),
                    Resource.EMPTY,
                    Scope.EMPTY,
                    Span.DroppedCounts.NONE));
        }
        return spans;
    }

    static boolean allAttributesAreJsonTexts(JsonNode list) {
        boolean any = false;
        for (JsonNode node : list) {
            for (JsonNode value : field(node, "attributes")) {
                if (!value.isTextual() || parsed(value.asText()) == null) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    private static @Nullable JsonNode parsed(String json) {
        try {
            return Endpoints.MAPPER.readTree(json);
        } catch (IOException e) {
            return null;
        }
    }

    private static SpanId spanId(String span, String field, String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length == Long.BYTES) {
                return new SpanId(ByteBuffer.wrap(bytes).getLong());
            }
            return SpanId.parse(base64);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid(
                    "span '" + span + "': " + field + " must be 8 bytes in base64, not '" + base64 + "'");
        }
    }

    private static SpanStatus status(JsonNode node) {
        String code = field(node, "code").asText();
        SpanStatus.Code known = code.endsWith("ERROR") || code.equals("2")
                ? SpanStatus.Code.ERROR
                : code.endsWith("OK") || code.equals("1") ? SpanStatus.Code.OK : SpanStatus.Code.UNSET;
        return new SpanStatus(known, field(node, "message").asText());
    }

    private static Attributes attributes(JsonNode node, boolean texts) {
        Map<String, Value> attributes = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            JsonNode value = texts ? parsed(entry.getValue().asText()) : entry.getValue();
            attributes.put(entry.getKey(), ProtoJson.value(value == null ? entry.getValue() : value));
        });
        return Attributes.of(attributes);
    }

    private static List<SpanEvent> events(JsonNode list) {
        List<SpanEvent> events = new ArrayList<>();
        for (JsonNode node : list) {
            events.add(new SpanEvent(
                    field(node, "time_unix_nano")
                            .asLong(field(node, "timestamp").asLong()),
                    field(node, "name").asText(),
                    attributes(field(node, "attributes"), false)));
        }
        return events;
    }

    private static JsonNode field(JsonNode node, String name) {
        return MlflowRequest.field(node, name);
    }
}
