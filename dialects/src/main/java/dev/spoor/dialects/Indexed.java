package dev.spoor.dialects;

import dev.spoor.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trees that SDKs spread over many keys: {@code llm.input_messages.0.message.role} and so on. A level whose names are
 * all numbers becomes a list.
 */
final class Indexed {
    private static final int MAX_LEVELS = 12;
    /** Beyond this, keys are made when asked for. */
    private static final int PREPARED = 128;

    /** Keys of one field of the items of a list, made once. */
    static final class Keys {
        private final String prefix;
        private final String suffix;
        private final String[] prepared = new String[PREPARED];

        Keys(String prefix, String suffix) {
            this.prefix = prefix;
            this.suffix = suffix;
            for (int i = 0; i < PREPARED; i++) {
                prepared[i] = prefix + i + suffix;
            }
        }

        String at(int index) {
            return index < PREPARED ? prepared[index] : prefix + index + suffix;
        }
    }

    private Indexed() {}

    /** All attributes whose key starts with the prefix, as one tree; {@link Value#EMPTY} when there are none. */
    static Value tree(SpanView span, String prefix) {
        Map<String, Object> root = new LinkedHashMap<>();
        for (String key : span.attributes.keys()) {
            if (key.length() > prefix.length() && key.startsWith(prefix)) {
                Value value = span.attributes.get(key);
                if (value != null) {
                    put(root, key.substring(prefix.length()).split("\\.", MAX_LEVELS), value);
                }
            }
        }
        return root.isEmpty() ? Value.EMPTY : value(root);
    }

    @SuppressWarnings("unchecked") // maps in the tree are made by this method only
    private static void put(Map<String, Object> root, String[] path, Value value) {
        Map<String, Object> level = root;
        for (int i = 0; i < path.length - 1; i++) {
            Object next = level.get(path[i]);
            if (!(next instanceof Map)) {
                next = new LinkedHashMap<String, Object>();
                level.put(path[i], next);
            }
            level = (Map<String, Object>) next;
        }
        level.putIfAbsent(path[path.length - 1], value);
    }

    @SuppressWarnings("unchecked") // as above
    private static Value value(Object node) {
        if (node instanceof Value value) {
            return value;
        }
        Map<String, Object> map = (Map<String, Object>) node;
        if (map.keySet().stream().allMatch(Indexed::isIndex)) {
            TreeMap<Integer, Object> ordered = new TreeMap<>();
            map.forEach((key, item) -> ordered.put(Integer.valueOf(key), item));
            List<Value> items = new ArrayList<>();
            ordered.values().forEach(item -> items.add(value(item)));
            return new Value.ListOf(items);
        }
        Map<String, Value> entries = new LinkedHashMap<>();
        map.forEach((key, item) -> entries.put(key, value(item)));
        return new Value.MapOf(entries);
    }

    private static boolean isIndex(String text) {
        return !text.isEmpty() && text.length() <= 6 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
