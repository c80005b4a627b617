package dev.spoor.sdk.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads fields of an answer; what is missing or of another kind is null, 0 or empty, as later servers may have it. */
record Fields(Map<String, @Nullable Object> json) {
    @SuppressWarnings("unchecked") // JSON's objects are read into maps of this type
    static Fields of(@Nullable Object value) {
        return new Fields(value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of());
    }

    @Nullable
    String text(String name) {
        Object value = json.get(name);
        return value == null ? null : value.toString();
    }

    String textOr(String name, String otherwise) {
        String text = text(name);
        return text == null ? otherwise : text;
    }

    long number(String name) {
        return json.get(name) instanceof Number number ? number.longValue() : 0;
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(json.get(name));
    }

    @Nullable
    BigDecimal decimal(String name) {
        return json.get(name) instanceof Number number ? new BigDecimal(number.toString()) : null;
    }

    @Nullable
    Instant time(String name) {
        String text = text(name);
        return text == null ? null : Instant.parse(text);
    }

    Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        Fields.of(json.get(name)).json().forEach((key, value) -> texts.put(key, String.valueOf(value)));
        return texts;
    }

    <T> List<T> list(String name, Function<Fields, T> read) {
        List<T> list = new ArrayList<>();
        if (json.get(name) instanceof List<?> items) {
            items.forEach(item -> list.add(read.apply(Fields.of(item))));
        }
        return list;
    }
}
