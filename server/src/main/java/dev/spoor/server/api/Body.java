package dev.spoor.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spoor.model.Value;
import dev.spoor.server.http.ApiException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object that a client sent. Every error names the field. */
public final class Body {
    private final JsonNode node;
    private final String path;

    private Body(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /** @param known the fields that are taken; another one is an error */
    public static Body of(JsonNode node, String... known) {
        return new Body(node, "").only(known);
    }

    private Body only(String... known) {
        Set<String> names = new TreeSet<>(Arrays.asList(known));
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw ApiException.invalid(
                        "the field '" + path + name + "' is not known; there are " + String.join(", ", names));
            }
        });
        return this;
    }

    /** Whether the field is there, be it null. */
    public boolean has(String name) {
        return node.has(name);
    }

    private @Nullable JsonNode field(String name) {
        JsonNode field = node.get(name);
        return field == null || field.isNull() ? null : field;
    }

    /** Null when absent or null. */
    public @Nullable String text(String name, int maxChars) {
        JsonNode field = field(name);
        return field == null ? null : text(path + name, field, maxChars);
    }

    private static String text(String name, JsonNode field, int maxChars) {
        if (!field.isTextual()) {
            throw ApiException.invalid(name + " must be a text");
        }
        if (field.textValue().length() > maxChars) {
            throw ApiException.invalid(name + " has more than " + maxChars + " characters");
        }
        return field.textValue();
    }

    /** A text that must be there and not be blank. */
    public String required(String name, int maxChars) {
        String text = text(name, maxChars);
        if (text == null || text.isBlank()) {
            throw ApiException.invalid("Missing value for required parameter '" + path + name + "'");
        }
        return text;
    }

    public boolean flag(String name) {
        JsonNode field = field(name);
        if (field != null && !field.isBoolean()) {
            throw ApiException.invalid(path + name + " must be true or false");
        }
        return field != null && field.booleanValue();
    }

    /** A list of texts; empty when absent. */
    public List<String> texts(String name, int maxItems) {
        JsonNode field = field(name);
        if (field == null) {
            return List.of();
        }
        if (!field.isArray()) {
            throw ApiException.invalid(path + name + " must be a list");
        }
        if (field.size() > maxItems) {
            throw ApiException.invalid(path + name + " has more than " + maxItems + " items");
        }
        List<String> texts = new ArrayList<>();
        field.forEach(item -> texts.add(text("an item of " + path + name, item, Integer.MAX_VALUE)));
        return texts;
    }

    /** Texts by key; empty when absent. */
    public Map<String, String> map(String name, int maxKeyChars, int maxValueChars) {
        JsonNode field = field(name);
        if (field == null) {
            return Map.of();
        }
        if (!field.isObject()) {
            throw ApiException.invalid(path + name + " must be an object");
        }
        Map<String, String> map = new LinkedHashMap<>();
        field.properties().forEach(entry -> {
            if (entry.getKey().isEmpty() || entry.getKey().length() > maxKeyChars) {
                throw ApiException.invalid(
                        "a key of " + path + name + " must have 1 to " + maxKeyChars + " characters");
            }
            map.put(entry.getKey(), text(path + name + "." + entry.getKey(), entry.getValue(), maxValueChars));
        });
        return map;
    }

    /** An object within; null when absent. */
    public @Nullable Body object(String name, String... known) {
        JsonNode field = field(name);
        if (field == null) {
            return null;
        }
        if (!field.isObject()) {
            throw ApiException.invalid(path + name + " must be an object");
        }
        return new Body(field, path + name + ".").only(known);
    }

    /** One of an enum's constants. */
    public <E extends Enum<E>> E choice(String name, Class<E> type, E byDefault) {
        String text = text(name, 100);
        if (text == null) {
            return byDefault;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw ApiException.invalid(
                path + name + " must be one of " + Arrays.toString(type.getEnumConstants()) + ", not '" + text + "'");
    }

    /** Any JSON value; {@link Value#EMPTY} when absent or null. */
    public Value value(String name) {
        return value(node.get(name));
    }

    private static Value value(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return Value.EMPTY;
        } else if (node.isTextual()) {
            return Value.of(node.textValue());
        } else if (node.isBoolean()) {
            return Value.of(node.booleanValue());
        } else if (node.canConvertToLong() && node.isIntegralNumber()) {
            return Value.of(node.longValue());
        } else if (node.isNumber()) {
            return Value.of(node.doubleValue());
        } else if (node.isArray()) {
            List<Value> items = new ArrayList<>();
            node.forEach(item -> items.add(value(item)));
            return new Value.ListOf(items);
        }
        Map<String, Value> entries = new LinkedHashMap<>();
        node.properties().forEach(entry -> entries.put(entry.getKey(), value(entry.getValue())));
        return new Value.MapOf(entries);
    }
}
