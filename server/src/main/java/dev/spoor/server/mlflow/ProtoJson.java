package dev.spoor.server.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spoor.model.Value;
import dev.spoor.server.http.ApiException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Times, durations, maps and values as protobuf's JSON has them: what is empty is left out. */
final class ProtoJson {
    private ProtoJson() {}

    /** RFC 3339 in milliseconds: with three decimals, or none when they are zero. */
    static String time(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).toString();
    }

    /**
     * What is below a millisecond is cut off.
     *
     * @throws ApiException naming the field
     */
    static long epochMillis(String field, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw ApiException.invalid(
                    "Invalid value " + text + " for parameter '" + field + "' supplied: RFC 3339 is expected");
        }
    }

    /** {@code 0.115s}, {@code 2s}. */
    static String duration(long nanos) {
        long millis = nanos / 1_000_000;
        return millis % 1000 == 0 ? millis / 1000 + "s" : "%d.%03ds".formatted(millis / 1000, millis % 1000);
    }

    /** @throws ApiException naming the field */
    static long nanos(String field, String text) {
        try {
            if (text.endsWith("s")) {
                return new BigDecimal(text.substring(0, text.length() - 1))
                        .movePointRight(9)
                        .longValue();
            }
        } catch (NumberFormatException e) {
            // the message below says it
        }
        throw ApiException.invalid(
                "Invalid value " + text + " for parameter '" + field + "' supplied: a duration like 1.5s is expected");
    }

    static void text(ObjectNode node, String name, @org.jspecify.annotations.Nullable String text) {
        if (text != null && !text.isEmpty()) {
            node.put(name, text);
        }
    }

    static void map(ObjectNode node, String name, Map<String, String> map) {
        if (!map.isEmpty()) {
            ObjectNode object = node.putObject(name);
            new TreeMap<>(map).forEach(object::put);
        }
    }

    /** MLflow 2's form of a map. */
    static void pairs(ObjectNode node, String name, Map<String, String> map) {
        if (!map.isEmpty()) {
            ArrayNode list = node.putArray(name);
            new TreeMap<>(map)
                    .forEach((key, value) -> list.addObject().put("key", key).put("value", value));
        }
    }

    static Value value(JsonNode node) {
        if (node.isTextual()) {
            return Value.of(node.textValue());
        } else if (node.isBoolean()) {
            return Value.of(node.booleanValue());
        } else if (node.isIntegralNumber() && node.canConvertToLong()) {
            return Value.of(node.longValue());
        } else if (node.isNumber()) {
            return Value.of(node.doubleValue());
        } else if (node.isArray()) {
            List<Value> items = new ArrayList<>();
            node.forEach(item -> items.add(value(item)));
            return new Value.ListOf(items);
        } else if (node.isObject()) {
            Map<String, Value> entries = new LinkedHashMap<>();
            node.properties().forEach(entry -> entries.put(entry.getKey(), value(entry.getValue())));
            return new Value.MapOf(entries);
        }
        return Value.EMPTY;
    }

    /** Natural JSON. */
    static JsonNode node(Value value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (value) {
            case Value.Text text -> nodes.textNode(text.text());
            case Value.Bool bool -> nodes.booleanNode(bool.value());
            case Value.Int number -> nodes.numberNode(number.value());
            case Value.Real number ->
                Double.isFinite(number.value())
                        ? nodes.numberNode(number.value())
                        : nodes.textNode(String.valueOf(number.value()));
            case Value.Bytes bytes -> nodes.binaryNode(bytes.bytes());
            case Value.Empty empty -> nodes.nullNode();
            case Value.ListOf list -> {
                ArrayNode array = nodes.arrayNode();
                list.items().forEach(item -> array.add(node(item)));
                yield array;
            }
            case Value.MapOf map -> {
                ObjectNode object = nodes.objectNode();
                map.entries().forEach((key, item) -> object.set(key, node(item)));
                yield object;
            }
        };
    }

    /** OTLP's {@code AnyValue}, with numbers as numbers. */
    static ObjectNode anyValue(Value value) {
        ObjectNode any = JsonNodeFactory.instance.objectNode();
        switch (value) {
            case Value.Text text -> any.put("string_value", text.text());
            case Value.Bool bool -> any.put("bool_value", bool.value());
            case Value.Int number -> any.put("int_value", number.value());
            case Value.Real number -> any.set("double_value", node(number));
            case Value.Bytes bytes -> any.put("bytes_value", bytes.bytes());
            case Value.Empty empty -> {
                // No value is set.
            }
            case Value.ListOf list -> {
                ArrayNode values = any.putObject("array_value").putArray("values");
                list.items().forEach(item -> values.add(anyValue(item)));
            }
            case Value.MapOf map -> {
                ArrayNode values = any.putObject("kvlist_value").putArray("values");
                map.entries().forEach((key, item) -> keyValue(values, key, item));
            }
        }
        return any;
    }

    /** OTLP's {@code KeyValue}; without a value for null. */
    static void keyValue(ArrayNode list, String key, Value value) {
        ObjectNode pair = list.addObject().put("key", key);
        if (!(value instanceof Value.Empty)) {
            pair.set("value", anyValue(value));
        }
    }
}
