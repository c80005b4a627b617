package dev.spoor.otlp;

import dev.spoor.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text values, without making the same short one again for each span: models, providers, tools and services are few and
 * come all the time, and what the index keeps of a span until it is written are mostly these. A direct-mapped cache of
 * fixed size. A text is kept when it comes a second time before another takes its place, so that ids and words, which
 * come once, cost no more than their hash. Races are harmless: entries are immutable and a lost one is made again.
 */
final class Texts {
    private static final int SLOTS = 4096;
    private static final int LONGEST = 64;
    private static final Entry[] CACHE = new Entry[SLOTS];
    /** The hash of what came last, for each slot. */
    private static final int[] SEEN = new int[SLOTS];

    private Texts() {}

    @SuppressWarnings("ArrayRecordComponent") // compared by content below
    private record Entry(byte[] bytes, Value.Text text) {}

    static Value.Text of(byte[] buffer, int from, int to) {
        if (to - from > LONGEST) {
            return read(buffer, from, to);
        }
        int hash = Keys.hash(buffer, from, to);
        int slot = hash & (SLOTS - 1);
        Entry entry = CACHE[slot];
        if (entry != null && Arrays.equals(entry.bytes, 0, entry.bytes.length, buffer, from, to)) {
            return entry.text;
        }
        Value.Text text = read(buffer, from, to);
        if (SEEN[slot] == hash) {
            CACHE[slot] = new Entry(Arrays.copyOfRange(buffer, from, to), text);
        } else {
            SEEN[slot] = hash;
        }
        return text;
    }

    private static Value.Text read(byte[] buffer, int from, int to) {
        return new Value.Text(new String(buffer, from, to - from, StandardCharsets.UTF_8));
    }
}
