package dev.spoor.dialects;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The attribute keys of a dialect, by field. Of a field's keys the first that has a value wins. Made once with
 * {@link #of}; immutable afterwards.
 */
final class KeyTable {
    /** A field and its keys, best first. */
    record Entry(Field field, String[] keys) {}

    /** Those of a summary without previews. */
    final Entry[] briefEntries;

    final Entry[] summaryEntries;
    final Entry[] allEntries;
    private final Set<String> allKeys = new HashSet<>();
    /** What follows such a prefix names a setting of the request. */
    final List<String> parameterPrefixes;
    /** What follows such a prefix names an entry of the trace's metadata. */
    final List<String> metadataPrefixes;

    private KeyTable(Builder builder) {
        List<Entry> all = new ArrayList<>();
        builder.keys.forEach((field, keys) -> {
            all.add(new Entry(field, keys));
            allKeys.addAll(List.of(keys));
        });
        allEntries = all.toArray(Entry[]::new);
        summaryEntries = all.stream().filter(e -> e.field().inSummary()).toArray(Entry[]::new);
        briefEntries = Arrays.stream(summaryEntries)
                .filter(e -> !e.field().isContent())
                .toArray(Entry[]::new);
        parameterPrefixes = List.copyOf(builder.parameterPrefixes);
        metadataPrefixes = List.copyOf(builder.metadataPrefixes);
    }

    /** Whether a field takes this key, so that it needs no place among parameters or metadata. */
    boolean names(String key) {
        return allKeys.contains(key);
    }

    static Builder of() {
        return new Builder();
    }

    static final class Builder {
        private final Map<Field, String[]> keys = new EnumMap<>(Field.class);
        private final List<String> parameterPrefixes = new ArrayList<>();
        private final List<String> metadataPrefixes = new ArrayList<>();

        Builder with(Field field, String... bestFirst) {
            if (keys.put(field, bestFirst) != null) {
                throw new IllegalArgumentException("field " + field + " is in the table twice");
            }
            return this;
        }

        Builder parameters(String... prefixes) {
            parameterPrefixes.addAll(List.of(prefixes));
            return this;
        }

        Builder metadata(String... prefixes) {
            metadataPrefixes.addAll(List.of(prefixes));
            return this;
        }

        KeyTable build() {
            return new KeyTable(this);
        }
    }
}
