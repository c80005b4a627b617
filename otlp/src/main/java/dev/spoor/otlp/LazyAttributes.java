package dev.spoor.otlp;

import dev.spoor.model.Attributes;
import dev.spoor.model.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Attributes over the sender's bytes: keys are read at once, a value when it is asked for. Lookup is a small open hash
 * table, since a dialect asks for some hundred keys of each span and most are absent: see {@code DialectsBenchmark}.
 */
final class LazyAttributes implements Attributes {
    private final byte[] buffer;
    private final String[] keys;
    private final int[] valueFrom;
    private final int[] valueTo;
    /** Index + 1 into the arrays above, 0 for free. */
    private final short[] table;

    private LazyAttributes(byte[] buffer, String[] keys, int[] valueFrom, int[] valueTo, short[] table) {
        this.buffer = buffer;
        this.keys = keys;
        this.valueFrom = valueFrom;
        this.valueTo = valueTo;
        this.table = table;
    }

    @Override
    public @Nullable Value get(String key) {
        int i = find(table, keys, key);
        int index = table[i] - 1;
        return index < 0 ? null : value(index);
    }

    @Override
    public int size() {
        return keys.length;
    }

    @Override
    public void forEach(BiConsumer<String, Value> action) {
        for (int i = 0; i < keys.length; i++) {
            action.accept(keys[i], value(i));
        }
    }

    @Override
    public void forEachShort(int maxBytes, BiConsumer<String, Value> action) {
        for (int i = 0; i < keys.length; i++) {
            if (valueTo[i] - valueFrom[i] <= maxBytes) {
                action.accept(keys[i], value(i));
            }
        }
    }

    @Override
    public Iterable<String> keys() {
        return List.of(keys);
    }

    private Value value(int index) {
        return valueFrom[index] < 0 ? Value.EMPTY : AnyValues.read(buffer, valueFrom[index], valueTo[index]);
    }

    /** The place of the key in the table, or the free place where it would go. */
    private static int find(short[] table, String[] keys, String key) {
        int mask = table.length - 1;
        int hash = key.hashCode();
        for (int i = (hash ^ (hash >>> 15)) & mask; ; i = (i + 1) & mask) {
            int index = table[i] - 1;
            if (index < 0) {
                return i;
            }
            String candidate = keys[index];
            if (candidate.equals(key)) {
                return i;
            }
        }
    }

    @Override
    public String toString() {
        List<String> shown = new ArrayList<>();
        forEach((key, value) -> shown.add(key + "=" + value));
        return shown.toString();
    }

    /** Collects the KeyValue fields of one message. */
    static final class Builder {
        private final byte[] buffer;
        private int count;
        private String[] keys = new String[16];
        private int[] from = new int[16];
        private int[] to = new int[16];

        Builder(byte[] buffer) {
            this.buffer = buffer;
        }

        /** Adds the KeyValue message in these bytes. */
        void add(int keyValueFrom, int keyValueTo) {
            WireReader in = new WireReader(buffer, keyValueFrom, keyValueTo);
            String key = "";
            int valueFrom = -1;
            int valueTo = -1;
            while (in.hasMore()) {
                int tag = in.tag();
                switch (tag >>> 3) {
                    case 1 -> {
                        int end = in.endOfBytes();
                        key = Keys.of(buffer, in.position, end);
                        in.position = end;
                    }
                    case 2 -> {
                        valueTo = in.endOfBytes();
                        valueFrom = in.position;
                        in.position = valueTo;
                    }
                    default -> in.skip(tag);
                }
            }
            if (count == Short.MAX_VALUE - 1) {
                throw new MalformedOtlpException("more than " + count + " attributes in one message");
            }
            if (count == keys.length) {
                keys = Arrays.copyOf(keys, count * 2);
                from = Arrays.copyOf(from, count * 2);
                to = Arrays.copyOf(to, count * 2);
            }
            keys[count] = key;
            from[count] = valueFrom;
            to[count] = valueTo;
            count++;
        }

        Attributes build() {
            if (count == 0) {
                return Attributes.empty();
            }
            short[] table = new short[Integer.highestOneBit(count * 2 - 1) * 2];
            int distinct = 0;
            for (int i = 0; i < count; i++) {
                int slot = find(table, keys, keys[i]);
                // The last value of a repeated key counts, at the place of its first.
                int index = table[slot] == 0 ? distinct++ : table[slot] - 1;
                keys[index] = keys[i];
                from[index] = from[i];
                to[index] = to[i];
                table[slot] = (short) (index + 1);
            }
            return new LazyAttributes(
                    buffer, distinct == keys.length ? keys : Arrays.copyOf(keys, distinct), from, to, table);
        }
    }
}
