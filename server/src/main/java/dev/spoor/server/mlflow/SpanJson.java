package dev.spoor.server.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.spoor.model.Attributes;
import dev.spoor.model.Span;
import dev.spoor.model.SpanEvent;
import dev.spoor.model.SpanId;
import dev.spoor.model.SpanStatus;
import dev.spoor.model.TraceId;
import dev.spoor.model.Value;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;

/**
 * Spans in the two forms that MLflow's clients read: OTLP's JSON with ids in base64 and numbers as numbers, and that of
 * {@code traces.json}, whose attributes are JSON in texts.
 */
final class SpanJson {
    private SpanJson() {}

    /** @param attributes the span's, with those that MLflow's clients need */
    static ObjectNode proto(Span span, Map<String, Value> attributes) {
        ObjectNode node = head(span);
        node.put("start_time_unix_nano", span.startEpochNanos()).put("end_time_unix_nano", span.endEpochNanos());
        ArrayNode list = node.putArray("attributes");
        attributes.forEach((key, value) -> ProtoJson.keyValue(list, key, value));
        if (!span.events().isEmpty()) {
            ArrayNode events = node.putArray("events");
            for (SpanEvent event : span.events()) {
                ObjectNode item = events.addObject()
                        .put("time_unix_nano", event.epochNanos())
                        .put("name", event.name());
                ArrayNode pairs = item.putArray("attributes");
                event.attributes().forEach((key, value) -> ProtoJson.keyValue(pairs, key, value));
            }
        }
        ObjectNode status = node.putObject("status");
        if (!span.status().message().isEmpty()) {
            status.put("message", span.status().message());
        }
        if (span.status().code() != SpanStatus.Code.UNSET) {
            status.put("code", code(span));
        }
        return node;
    }

    /**
     * An item of {@code spans} in {@code traces.json}.
     *
     * @param texts each attribute as JSON in a text, and a root's parent null; else natural JSON and an empty text
     */
    static ObjectNode file(Span span, Map<String, Value> attributes, boolean texts) {
        ObjectNode node = head(span);
        if (span.parentSpanId() == null) {
            node.put("parent_span_id", texts ? null : "");
        }
        node.put("start_time_unix_nano", span.startEpochNanos()).put("end_time_unix_nano", span.endEpochNanos());
        ArrayNode events = node.putArray("events");
        for (SpanEvent event : span.events()) {
            events.addObject()
                    .put("name", event.name())
                    .put("time_unix_nano", event.epochNanos())
                    .set("attributes", natural(event.attributes()));
        }
        node.putObject("status")
                .put("code", code(span))
                .put("message", span.status().message());
        ObjectNode values = node.putObject("attributes");
        attributes.forEach((key, value) -> {
            JsonNode json = ProtoJson.node(value);
            values.set(key, texts ? TextNode.valueOf(json.toString()) : json);
        });
        return node;
    }

    private static ObjectNode head(Span span) {
        ObjectNode node =
                Endpoints.object().put("trace_id", base64(span.traceId())).put("span_id", base64(span.spanId()));
        if (span.parentSpanId() != null) {
            node.put("parent_span_id", base64(span.parentSpanId()));
        }
        return node.put("name", span.name());
    }

    private static ObjectNode natural(Attributes attributes) {
        ObjectNode node = Endpoints.object();
        attributes.forEach((key, value) -> node.set(key, ProtoJson.node(value)));
        return node;
    }

    private static String code(Span span) {
        return "STATUS_CODE_" + span.status().code().name();
    }

    private static String base64(TraceId id) {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(16)
                        .putLong(id.high())
                        .putLong(id.low())
                        .array());
    }

    private static String base64(SpanId id) {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(8).putLong(id.value()).array());
    }
}
