package dev.spoor.sdk.json;

import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Writes a value as JSON: numbers, texts, booleans, enums, optionals, maps, iterables, arrays and records as what they
 * are; times, ids, paths and addresses as texts; bytes by their number. Other objects are written by their {@code
 * toString()} when they have one of their own, else by the name of their class alone: a client object that holds a key
 * must not be taken apart by accident. Nothing is consumed: streams, publishers and futures are named only.
 *
 * <p>Never throws for what a value does: an accessor that fails leaves a mark. Not safe for several threads; made for
 * one value.
 */
public final class JsonWriter {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out;
    private final JsonLimits limits;

    JsonWriter(StringBuilder out, JsonLimits limits) {
        this.out = out;
        this.limits = limits;
    }

    /** The value as JSON, within {@link JsonLimits#DEFAULT}. */
    public static String write(@Nullable Object value) {
        return write(value, JsonLimits.DEFAULT);
    }

    /** The value as JSON, within limits. */
    public static String write(@Nullable Object value, JsonLimits limits) {
        StringBuilder out = new StringBuilder(64);
        new JsonWriter(out, limits).value(value, 0);
        return out.toString();
    }

    /**
     * Named values as one object, as with the arguments of a method.
     *
     * @param values as many as names
     */
    public static String writeObject(String[] names, @Nullable Object[] values, JsonLimits limits) {
        StringBuilder out = new StringBuilder(64);
        JsonWriter writer = new JsonWriter(out, limits);
        out.append('{');
        for (int i = 0; i < names.length; i++) {
            writer.key(names[i], i);
            writer.value(values[i], 1);
        }
        return out.append('}').toString();
    }

    /** A text that stands for itself, cut with the same mark as in JSON. */
    public static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        int end = beforeHalfOfPair(text, Math.max(1, maxChars));
        return text.substring(0, end) + "…[" + (text.length() - end) + " more characters]";
    }

    private boolean full() {
        return out.length() >= limits.maxChars();
    }

    private void value(@Nullable Object value, int depth) {
        if (value == null) {
            out.append("null");
        } else if (value instanceof CharSequence text) {
            text(text);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Boolean) {
            out.append(value);
        } else {
            try {
                structure(value, depth);
            } catch (RuntimeException | StackOverflowError e) {
                mark("failed: " + e.getClass().getSimpleName());
            }
        }
    }

    private void structure(Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            map(map, depth);
        } else if (value instanceof Iterable<?> items && !(value instanceof Path)) {
            items(items, depth);
        } else if (value instanceof Record) {
            fields(value, depth);
        } else if (value instanceof byte[] bytes) {
            mark(bytes.length + " bytes");
        } else if (value.getClass().isArray()) {
            array(value, depth);
        } else if (value instanceof Enum<?> constant) {
            text(constant.name());
        } else if (value instanceof Optional<?> optional) {
            value(optional.orElse(null), depth);
        } else if (value instanceof OptionalInt optional) {
            value(optional.isPresent() ? optional.getAsInt() : null, depth);
        } else if (value instanceof OptionalLong optional) {
            value(optional.isPresent() ? optional.getAsLong() : null, depth);
        } else if (value instanceof OptionalDouble optional) {
            value(optional.isPresent() ? optional.getAsDouble() : null, depth);
        } else if (value instanceof Throwable problem) {
            String message = problem.getMessage();
            text(problem.getClass().getName() + (message == null ? "" : ": " + message));
        } else if (value instanceof AtomicBoolean flag) {
            out.append(flag.get());
        } else if (value instanceof Class<?> type) {
            text(type.getName());
        } else if (ValueShapes.speaksForItself(value.getClass())) {
            String text = value.toString();
            text(text == null ? "null" : text);
        } else {
            mark(value.getClass().getSimpleName());
        }
    }

    private void map(Map<?, ?> map, int depth) {
        if (depth >= limits.maxDepth()) {
            mark("too deep");
            return;
        }
        out.append('{');
        int written = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (written == limits.maxItems() || full()) {
                key("…", written);
                mark((map.size() - written) + " more");
                break;
            }
            key(String.valueOf(entry.getKey()), written++);
            value(entry.getValue(), depth + 1);
        }
        out.append('}');
    }

    private void items(Iterable<?> items, int depth) {
        if (depth >= limits.maxDepth()) {
            mark("too deep");
            return;
        }
        out.append('[');
        int written = 0;
        for (Object item : items) {
            if (written > 0) {
                out.append(',');
            }
            if (written == limits.maxItems() || full()) {
                mark("more");
                break;
            }
            value(item, depth + 1);
            written++;
        }
        out.append(']');
    }

    private void array(Object array, int depth) {
        if (depth >= limits.maxDepth()) {
            mark("too deep");
            return;
        }
        int length = Array.getLength(array);
        out.append('[');
        for (int i = 0; i < length; i++) {
            if (i > 0) {
                out.append(',');
            }
            if (i == limits.maxItems() || full()) {
                mark((length - i) + " more");
                break;
            }
            value(Array.get(array, i), depth + 1);
        }
        out.append(']');
    }

    private void fields(Object value, int depth) {
        ValueShapes.OfRecord shape = ValueShapes.ofRecord(value.getClass());
        if (shape.accessors() == null) {
            String text = value.toString();
            text(text == null ? "null" : text);
            return;
        }
        if (depth >= limits.maxDepth()) {
            mark("too deep");
            return;
        }
        out.append('{');
        for (int i = 0; i < shape.names().length; i++) {
            if (full()) {
                key("…", i);
                mark((shape.names().length - i) + " more");
                break;
            }
            key(shape.names()[i], i);
            Object field;
            try {
                field = shape.accessors()[i].invoke(value);
            } catch (ReflectiveOperationException e) {
                mark("failed");
                continue;
            }
            value(field, depth + 1);
        }
        out.append('}');
    }

    private void key(String key, int index) {
        if (index > 0) {
            out.append(',');
        }
        text(key);
        out.append(':');
    }

    private void number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            double asDouble = number.doubleValue();
            if (Double.isNaN(asDouble) || Double.isInfinite(asDouble)) {
                text(number.toString());
                return;
            }
        } else if (!number.getClass().getName().startsWith("java.")) {
            // A number of somebody's own may write itself in a way that is no JSON.
            text(number.toString());
            return;
        }
        out.append(number);
    }

    private void mark(String what) {
        text("<" + what + ">");
    }

    private void text(CharSequence text) {
        int room = Math.max(10, Math.min(limits.maxTextChars(), limits.maxChars() - out.length()));
        int length = text.length();
        int end = length <= room ? length : beforeHalfOfPair(text, room);
        out.append('"');
        int from = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                out.append(text, from, i);
                escape(text, c, i, end);
                from = i + 1;
            }
        }
        out.append(text, from, end);
        if (end < length) {
            out.append("…[").append(length - end).append(" more characters]");
        }
        out.append('"');
    }

    private static int beforeHalfOfPair(CharSequence text, int end) {
        return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }

    private void escape(CharSequence text, char c, int i, int end) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                boolean pairBegins =
                        Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1));
                boolean pairEnds =
                        Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
                if (pairBegins || pairEnds) {
                    out.append(c);
                } else {
                    // Control characters, and halves of pairs, which no UTF-8 can hold.
                    out.append("\\u")
                            .append(HEX[c >> 12 & 15])
                            .append(HEX[c >> 8 & 15])
                            .append(HEX[c >> 4 & 15])
                            .append(HEX[c & 15]);
                }
            }
        }
    }
}
