package dev.spoor.model.filter;

import dev.spoor.model.Value;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A value as filters compare it: as text, and as a number where it is one. */
public final class ValueText {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,2})?");

    private ValueText() {}

    /**
     * Text as it is; numbers in decimal, without a fraction where they are whole; true and false; lists and maps as compact
     * JSON; bytes in base64; an absent value as null.
     */
    public static String of(Value value) {
        return value instanceof Value.Text text ? text.text() : json(value);
    }

    /** The number that it is, or that its text is. */
    public static Optional<BigDecimal> number(Value value) {
        if (value instanceof Value.Int whole) {
            return Optional.of(BigDecimal.valueOf(whole.value()));
        } else if (value instanceof Value.Real real) {
            return Double.isFinite(real.value()) ? Optional.of(BigDecimal.valueOf(real.value())) : Optional.empty();
        }
        return value instanceof Value.Text text && NUMBER.matcher(text.text()).matches()
                ? Optional.of(new BigDecimal(text.text()))
                : Optional.empty();
    }

    private static String json(Value value) {
        if (value instanceof Value.Text text) {
            return quoted(text.text());
        } else if (value instanceof Value.Bool bool) {
            return String.valueOf(bool.value());
        } else if (value instanceof Value.Int whole) {
            return String.valueOf(whole.value());
        } else if (value instanceof Value.Real real) {
            double number = real.value();
            boolean whole = number == Math.rint(number) && Math.abs(number) < 1L << 53;
            return whole ? String.valueOf((long) number) : String.valueOf(number);
        } else if (value instanceof Value.Bytes bytes) {
            return Base64.getEncoder().encodeToString(bytes.bytes());
        } else if (value instanceof Value.ListOf list) {
            return list.items().stream().map(ValueText::json).collect(Collectors.joining(",", "[", "]"));
        } else if (value instanceof Value.MapOf map) {
            return map.entries().entrySet().stream()
                    .map(entry -> quoted(entry.getKey()) + ":" + json(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return "null";
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < ' ') {
                        json.append(String.format("\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.append('"').toString();
    }
}
