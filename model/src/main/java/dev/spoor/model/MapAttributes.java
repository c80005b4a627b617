package dev.spoor.model;

import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Attributes that are decoded already. */
record MapAttributes(Map<String, Value> entries) implements Attributes {
    static final MapAttributes EMPTY = new MapAttributes(Map.of());

    @Override
    public @Nullable Value get(String key) {
        return entries.get(key);
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public void forEach(BiConsumer<String, Value> action) {
        entries.forEach(action);
    }

    @Override
    public Iterable<String> keys() {
        return entries.keySet();
    }
}
