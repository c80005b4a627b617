package dev.spoor.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A span's attributes: keys to values, in the order sent. Implementations may decode a value only when it is asked for,
 * so ask by key where possible. Immutable and safe for use by many threads.
 */
public interface Attributes {

    /** The value of {@code key}, or null. Of a key that was sent twice, the last value counts. */
    @Nullable
    Value get(String key);

    /** The number of keys. */
    int size();

    /** Every key and its value, in the order sent. */
    void forEach(BiConsumer<String, Value> action);

    /**
     * Entries whose values take at most so many bytes as they were sent, and perhaps longer ones; in the order sent. For
     * those who look at every attribute of many spans and have no use for long texts.
     */
    default void forEachShort(int maxBytes, BiConsumer<String, Value> action) {
        forEach(action);
    }

    /** Every key, without decoding any value. */
    Iterable<String> keys();

    default boolean isEmpty() {
        return size() == 0;
    }

    /** The value of {@code key} where that is a text, else null. */
    default @Nullable String text(String key) {
        return get(key) instanceof Value.Text value ? value.text() : null;
    }

    static Attributes empty() {
        return MapAttributes.EMPTY;
    }

    static Attributes of(Map<String, Value> entries) {
        return entries.isEmpty() ? MapAttributes.EMPTY : new MapAttributes(new LinkedHashMap<>(entries));
    }
}
