package dev.spoor.store.local.index;

import dev.spoor.model.Span;
import dev.spoor.model.Value;
import dev.spoor.model.filter.ValueText;
import java.util.Arrays;
import java.util.List;

/**
 * Which attributes the spans of an entry have: a hash of each key, and one of each key with its value where that is short.
 * A filter that asks for an attribute reads only entries with its hash; what hashes alike by chance is sorted out by
 * reading. Some 100 hashes for the 12 spans of an agent's run.
 */
public final class AttributeHashes {
    /** Longer values are not hashed with their key: they are content, and nobody asks for them as a whole. */
    static final int MAX_VALUE_BYTES = 256;

    /** An entry with more has all attributes as far as filters know; see {@link #ANY}. */
    private static final int MAX_HASHES = 20_000;

    /** Stands for every attribute. */
    static final int ANY = 0;

    private AttributeHashes() {}

    /** Of all spans, sorted, each once. */
    public static int[] of(List<Span> spans) {
        Collector collector = new Collector();
        for (Span span : spans) {
            for (String key : span.attributes().keys()) {
                collector.add(ofKey(key));
            }
            span.attributes().forEachShort(MAX_VALUE_BYTES, (key, value) -> {
                if (isShort(value)) {
                    collector.add(ofEntry(key, ValueText.of(value)));
                }
            });
        }
        return collector.sorted();
    }

    /** Whether an attribute of that value is found by {@link #ofEntry}. */
    static boolean isShort(Value value) {
        return value instanceof Value.Text text
                ? text.text().length() <= MAX_VALUE_BYTES / 4
                : value instanceof Value.Int || value instanceof Value.Real || value instanceof Value.Bool;
    }

    static int ofKey(String key) {
        return mix(key.hashCode());
    }

    static int ofEntry(String key, String valueText) {
        return mix(key.hashCode() * 31 + mix(valueText.hashCode()) + 1);
    }

    /** Never {@link #ANY}. */
    private static int mix(int hash) {
        int mixed = hash * 0x9E3779B9;
        mixed ^= mixed >>> 15;
        mixed *= 0x85EBCA6B;
        mixed ^= mixed >>> 13;
        return mixed == ANY ? 1 : mixed;
    }

    private static final class Collector {
        private int[] hashes = new int[128];
        private int size;

        void add(int hash) {
            if (size == hashes.length) {
                if (size > 4 * MAX_HASHES) {
                    return;
                }
                size = distinct();
                if (size * 2 > hashes.length) {
                    hashes = Arrays.copyOf(hashes, hashes.length * 2);
                }
            }
            hashes[size++] = hash;
        }

        private int distinct() {
            Arrays.sort(hashes, 0, size);
            int kept = 0;
            for (int i = 0; i < size; i++) {
                if (i == 0 || hashes[i] != hashes[kept - 1]) {
                    hashes[kept++] = hashes[i];
                }
            }
            return kept;
        }

        int[] sorted() {
            size = distinct();
            return size > MAX_HASHES ? new int[] {ANY} : Arrays.copyOf(hashes, size);
        }
    }
}
