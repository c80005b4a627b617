package dev.spoor.otlp;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A list over message bytes; an item is decoded each time it is asked for. Immutable. */
final class LazyList<T> extends AbstractList<T> implements RandomAccess {
    private final int[] ranges;
    private final int size;
    private final Decoder<T> decoder;

    private LazyList(int[] ranges, int size, Decoder<T> decoder) {
        this.ranges = ranges;
        this.size = size;
        this.decoder = decoder;
    }

    @Override
    public T get(int index) {
        Objects.checkIndex(index, size);
        return Objects.requireNonNull(decoder.decode(ranges[index * 2], ranges[index * 2 + 1]));
    }

    @Override
    public int size() {
        return size;
    }

    /** Decodes the message in these bytes; null when it is not to be shown. */
    interface Decoder<T> {
        @Nullable
        T decode(int from, int to);
    }

    /** Collects where the messages lie. */
    static final class Builder {
        private int[] ranges = {};
        private int size;

        /** Adds the length-delimited field at the cursor and returns where it ends. */
        int add(WireReader in) {
            int end = in.endOfBytes();
            if (size * 2 == ranges.length) {
                ranges = Arrays.copyOf(ranges, Math.max(8, size * 4));
            }
            ranges[size * 2] = in.position;
            ranges[size * 2 + 1] = end;
            size++;
            return end;
        }

        /** Leaves out the messages that the decoder does not want to show. */
        Builder valid(Decoder<?> decoder) {
            int kept = 0;
            for (int i = 0; i < size; i++) {
                if (decoder.decode(ranges[i * 2], ranges[i * 2 + 1]) != null) {
                    ranges[kept * 2] = ranges[i * 2];
                    ranges[kept * 2 + 1] = ranges[i * 2 + 1];
                    kept++;
                }
            }
            size = kept;
            return this;
        }

        <T> List<T> build(Decoder<T> decoder) {
            return size == 0 ? List.of() : new LazyList<>(ranges, size, decoder);
        }
    }
}
