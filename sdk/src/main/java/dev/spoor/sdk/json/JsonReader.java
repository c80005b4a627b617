package dev.spoor.sdk.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) into {@code Map<String, Object>}, {@code List<Object>}, {@code String}, {@code Long}, {@link
 * BigDecimal} for other numbers, {@code Boolean} and null. Maps and lists cannot be changed. Of a key that comes twice the last value
 * counts.
 */
public final class JsonReader {
    private static final int MAX_DEPTH = 200;

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /** What the text is not, and where. */
    public static final class JsonException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        JsonException(String message, int at) {
            super(message + " at character " + at);
        }
    }

    /** @throws JsonException when the text is no JSON, or nests deeper than 200 levels */
    public static @Nullable Object read(String text) {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value(0);
        reader.space();
        if (reader.at < text.length()) {
            throw reader.expected("the end");
        }
        return value;
    }

    /** @throws JsonException when the text is no JSON object */
    @SuppressWarnings("unchecked") // an object is always read into a map of this type
    public static Map<String, @Nullable Object> readObject(String text) {
        if (read(text) instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new JsonException("expected an object", 0);
    }

    private @Nullable Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw new JsonException("nested deeper than " + MAX_DEPTH + " levels", at);
        }
        space();
        if (at == text.length()) {
            throw expected("a value");
        }
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object(int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        at++;
        space();
        if (next('}')) {
            return Collections.unmodifiableMap(map);
        }
        do {
            space();
            if (at == text.length() || text.charAt(at) != '"') {
                throw expected("a key");
            }
            String key = string();
            space();
            if (!next(':')) {
                throw expected("':'");
            }
            map.put(key, value(depth + 1));
            space();
        } while (next(','));
        if (!next('}')) {
            throw expected("',' or '}'");
        }
        return Collections.unmodifiableMap(map);
    }

    private List<@Nullable Object> array(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        at++;
        space();
        if (next(']')) {
            return Collections.unmodifiableList(list);
        }
        do {
            list.add(value(depth + 1));
            space();
        } while (next(','));
        if (!next(']')) {
            throw expected("',' or ']'");
        }
        return Collections.unmodifiableList(list);
    }

    private String string() {
        int start = ++at;
        StringBuilder unescaped = null;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                String tail = text.substring(start, at++);
                return unescaped == null ? tail : unescaped.append(tail).toString();
            }
            if (c < ' ') {
                throw expected("no control character");
            }
            if (c == '\\') {
                unescaped = unescaped == null ? new StringBuilder(at - start + 16) : unescaped;
                unescaped.append(text, start, at++).append(escape());
                start = at;
            } else {
                at++;
            }
        }
        throw expected("'\"'");
    }

    private char escape() {
        if (at == text.length()) {
            throw expected("an escape");
        }
        char c = text.charAt(at++);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw new JsonException("unknown escape '\\" + c + "'", at - 2);
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                throw expected("four hex digits");
            }
            code = code << 4 | digit;
            at++;
        }
        return (char) code;
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw expected("'" + word + "'");
        }
        at += word.length();
        return value;
    }

    private Number number() {
        int start = at;
        while (at < text.length() && "+-0123456789.eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(start, at);
        try {
            if (number.length() < 19 && number.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9')) {
                return Long.parseLong(number);
            }
            return new BigDecimal(number);
        } catch (NumberFormatException e) {
            at = start;
            throw expected("a value");
        }
    }

    private boolean next(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void space() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private JsonException expected(String what) {
        return new JsonException(
                "expected " + what + ", found " + (at < text.length() ? "'" + text.charAt(at) + "'" : "the end"), at);
    }
}
