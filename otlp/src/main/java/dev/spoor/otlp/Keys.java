package dev.spoor.otlp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Attribute keys as strings, without making the same string again for each span: the same few hundred keys come all the
 * time. A direct-mapped cache of fixed size; keys are interned, so that looking up a literal is mostly a comparison of
 * references. Races are harmless: entries are immutable and a lost one is made again.
 */
final class Keys {
    private static final int SLOTS = 4096;
    private static final int LONGEST = 120;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final Entry[] CACHE = new Entry[SLOTS];

    private Keys() {}

    @SuppressWarnings("ArrayRecordComponent") // compared by content below
    private record Entry(byte[] bytes, String key) {}

    static String of(byte[] buffer, int from, int to) {
        int length = to - from;
        if (length > LONGEST) {
            return new String(buffer, from, length, StandardCharsets.UTF_8);
        }
        int slot = hash(buffer, from, to) & (SLOTS - 1);
        Entry entry = CACHE[slot];
        if (entry != null && Arrays.equals(entry.bytes, 0, entry.bytes.length, buffer, from, to)) {
            return entry.key;
        }
        String key = new String(buffer, from, length, StandardCharsets.UTF_8).intern();
        CACHE[slot] = new Entry(Arrays.copyOfRange(buffer, from, to), key);
        return key;
    }

    static int hash(byte[] buffer, int from, int to) {
        long hash = to - from;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            hash = (hash ^ (long) LONGS.get(buffer, at)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        for (; at < to; at++) {
            hash = (hash ^ buffer[at]) * 0x9E3779B97F4A7C15L;
        }
        return (int) (hash ^ (hash >>> 29) ^ (hash >>> 43));
    }
}
