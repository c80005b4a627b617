package dev.spoor.dialects.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.spoor.model.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON text to {@link Value} and back. Nothing here throws for what a sender wrote. Safe for many threads. */
public final class Json {
    /** Nesting beyond this is left as text. */
    public static final int MAX_DEPTH = 200;

    /** How often a text is unfolded that holds JSON of a text that holds JSON. */
    private static final int MAX_UNFOLDINGS = 2;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private Json() {}

    /** The value of a JSON text; null when it is none, or has something behind it. */
    public static @Nullable Value parse(String json) {
        try (JsonParser in = FACTORY.createParser(json)) {
            in.nextToken();
            Value value = in.currentToken() == null ? null : read(in);
            return in.nextToken() == null ? value : null;
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }

    /** The value, with a text that holds a JSON object, list or text unfolded, at most twice; else as it is. */
    public static Value unfold(Value value) {
        Value current = value;
        for (int i = 0; i < MAX_UNFOLDINGS && current instanceof Value.Text text && looksFoldable(text.text()); i++) {
            Value inner = parse(text.text());
            if (inner == null) {
                return current;
            }
            current = inner;
        }
        return current;
    }

    private static boolean looksFoldable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c)) {
                return c == '{' || c == '[' || c == '"';
            }
        }
        return false;
    }

    private static Value read(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> {
                Map<String, Value> entries = new LinkedHashMap<>();
                while (in.nextToken() == JsonToken.FIELD_NAME) {
                    String key = in.currentName();
                    in.nextToken();
                    entries.put(key, read(in));
                }
                yield new Value.MapOf(entries);
            }
            case START_ARRAY -> {
                List<Value> items = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    items.add(read(in));
                }
                yield new Value.ListOf(items);
            }
            case VALUE_STRING -> Value.of(in.getText());
            case VALUE_NUMBER_INT ->
                in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? Value.of(in.getText())
                        : Value.of(in.getLongValue());
            case VALUE_NUMBER_FLOAT -> Value.of(in.getDoubleValue());
            case VALUE_TRUE -> Value.of(true);
            case VALUE_FALSE -> Value.of(false);
            default -> Value.EMPTY;
        };
    }

    /** The value as people read it: a text as it is, anything else as compact JSON. */
    public static String text(Value value) {
        if (value instanceof Value.Text text) {
            return text.text();
        }
        if (value instanceof Value.Int number) {
            return Long.toString(number.value());
        }
        return write(value);
    }

    /** Compact JSON; bytes as Base64. */
    public static String write(Value value) {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            write(value, generator);
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return out.toString();
    }

    private static void write(Value value, JsonGenerator out) throws IOException {
        if (value instanceof Value.Text text) {
            out.writeString(text.text());
        } else if (value instanceof Value.Int number) {
            out.writeNumber(number.value());
        } else if (value instanceof Value.Real number) {
            out.writeNumber(number.value());
        } else if (value instanceof Value.Bool bool) {
            out.writeBoolean(bool.value());
        } else if (value instanceof Value.Bytes bytes) {
            out.writeString(Base64.getEncoder().encodeToString(bytes.bytes()));
        } else if (value instanceof Value.ListOf list) {
            out.writeStartArray();
            for (Value item : list.items()) {
                write(item, out);
            }
            out.writeEndArray();
        } else if (value instanceof Value.MapOf map) {
            out.writeStartObject();
            for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
                out.writeFieldName(entry.getKey());
                write(entry.getValue(), out);
            }
            out.writeEndObject();
        } else {
            out.writeNull();
        }
    }

    /** The entry of a map; null when the value is no map or has no such entry, or the entry is null. */
    public static @Nullable Value at(@Nullable Value value, String key) {
        if (value instanceof Value.MapOf map) {
            Value entry = map.entries().get(key);
            return entry instanceof Value.Empty ? null : entry;
        }
        return null;
    }

    /** The first of these entries that is there. */
    public static @Nullable Value firstAt(@Nullable Value value, String... keys) {
        for (String key : keys) {
            Value entry = at(value, key);
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    /** The first of these entries that is there, as text. */
    public static @Nullable String textAt(@Nullable Value value, String... keys) {
        Value entry = firstAt(value, keys);
        return entry == null ? null : text(entry);
    }

    /** The items of a list; anything else is a list of itself, and null an empty one. */
    public static List<Value> items(@Nullable Value value) {
        if (value == null || value instanceof Value.Empty) {
            return List.of();
        }
        return value instanceof Value.ListOf list ? list.items() : List.of(value);
    }

    /** Counts above it are no counts: so that sums over millions of spans stay within 64 bits. */
    public static final long MAX_COUNT = 1_000_000_000_000L;

    /** A whole number from 0 to {@link #MAX_COUNT}, also from a text or a fraction; -1 when it is none. */
    public static long count(@Nullable Value value) {
        long count = wholeNumber(value);
        return count < 0 || count > MAX_COUNT ? -1 : count;
    }

    private static long wholeNumber(@Nullable Value value) {
        if (value instanceof Value.Int number) {
            return number.value();
        }
        if (value instanceof Value.Real number) {
            return Double.isNaN(number.value()) ? -1 : Math.round(number.value());
        }
        if (value instanceof Value.Text text
                && !text.text().isEmpty()
                && text.text().length() <= 18) {
            try {
                return Long.parseLong(text.text().trim());
            } catch (NumberFormatException e) {
                return -1;
            }
        }
        return -1;
    }

    /** A finite number, also from a text; NaN when it is none. */
    public static double number(@Nullable Value value) {
        if (value instanceof Value.Int number) {
            return number.value();
        }
        if (value instanceof Value.Real number) {
            return Double.isFinite(number.value()) ? number.value() : Double.NaN;
        }
        if (value instanceof Value.Text text && text.text().length() <= 40) {
            try {
                double parsed = Double.parseDouble(text.text().trim());
                return Double.isFinite(parsed) ? parsed : Double.NaN;
            } catch (NumberFormatException e) {
                return Double.NaN;
            }
        }
        return Double.NaN;
    }
}
