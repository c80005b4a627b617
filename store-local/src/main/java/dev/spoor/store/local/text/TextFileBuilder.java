package dev.spoor.store.local.text;

import dev.spoor.model.text.Folding;
import dev.spoor.model.text.ReadableText;
import dev.spoor.model.text.Words;
import dev.spoor.otlp.OtlpLogs;
import dev.spoor.otlp.OtlpSpans;
import dev.spoor.store.SearchedTexts;
import dev.spoor.store.local.log.LogEntry;
import dev.spoor.store.local.log.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Gathers the words of entries in memory, and writes them to a file. Hot: every character that is sent passes {@link #add}.
 * For one thread.
 */
final class TextFileBuilder {
    /** Words that are held at a time, some 100 bytes each with their units. */
    private static final int MAX_WORDS = 160_000;

    private static final byte[] NONE = {};
    private static final int MAX_LIST_BYTES = 24 << 20;

    private final long segment;
    private final long fromOffset;
    private char[] chars = new char[16 << 10];

    /** The words' characters one after the other, and where each ends. */
    private char[] arena = new char[256 << 10];

    private int[] ends = new int[16 << 10];
    private int[] hashes = new int[16 << 10];
    private int words;
    /** Index + 1 into the arrays above, 0 for free; open addressing. */
    private int[] table = new int[64 << 10];

    /** For each word in how many units it is, the first and the last, and the distances between them as varints. */
    private int[] counts = new int[16 << 10];

    private int[] first = new int[16 << 10];
    private int[] last = new int[16 << 10];
    private byte[][] lists = new byte[16 << 10][];
    private int[] listBytes = new int[16 << 10];
    private long allListBytes;

    private int unit = -1;
    private int unitRawBytes = TextFormat.UNIT_BYTES;
    private int[] unitEntries = new int[4 << 10];
    private int[] entryOffsets = new int[8 << 10];
    private int entries;

    TextFileBuilder(long segment, long fromOffset) {
        this.segment = segment;
        this.fromOffset = fromOffset;
    }

    /** Whether no more should be added. */
    boolean isFull() {
        return words >= MAX_WORDS || allListBytes >= MAX_LIST_BYTES;
    }

    boolean isEmpty() {
        return entries == 0;
    }

    /** Adds what an entry says; other kinds than spans and log records say nothing. */
    void add(long position, LogEntry entry) {
        if (entry.kind() != LogEntry.Kind.SPANS && entry.kind() != LogEntry.Kind.LOGS) {
            return;
        }
        begin(position, entry.rawLength());
        byte[] raw = entry.raw();
        if (entry.kind() == LogEntry.Kind.SPANS) {
            OtlpSpans.read(raw).forEach(span -> SearchedTexts.of(span, (place, text) -> text(text)));
        } else {
            OtlpLogs.read(raw).forEach(log -> SearchedTexts.of(log, (place, text) -> text(text)));
        }
    }

    private void begin(long position, int rawBytes) {
        if (unitRawBytes >= TextFormat.UNIT_BYTES) {
            unit++;
            unitRawBytes = 0;
            if (unit == unitEntries.length) {
                unitEntries = Arrays.copyOf(unitEntries, unit * 2);
            }
        }
        unitRawBytes += rawBytes;
        unitEntries[unit]++;
        if (entries == entryOffsets.length) {
            entryOffsets = Arrays.copyOf(entryOffsets, entries * 2);
        }
        entryOffsets[entries++] = (int) Segment.offset(position);
    }

    private void text(String sent) {
        String text = ReadableText.of(sent);
        int length = text.length();
        if (length > chars.length) {
            chars = new char[Integer.highestOneBit(length) * 2];
        }
        text.getChars(0, length, chars, 0);
        Folding.inPlace(chars, length);
        Words.forEach(chars, length, this::word);
    }

    private void word(char[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        int mask = table.length - 1;
        int slot = (hash ^ hash >>> 15) & mask;
        while (table[slot] != 0) {
            int index = table[slot] - 1;
            if (hashes[index] == hash && isWord(index, text, from, to)) {
                if (last[index] != unit) {
                    append(index);
                }
                return;
            }
            slot = slot + 1 & mask;
        }
        table[slot] = add(hash, text, from, to) + 1;
        if (words * 2 > table.length) {
            rehash();
        }
    }

    private boolean isWord(int index, char[] text, int from, int to) {
        return Arrays.equals(arena, start(index), ends[index], text, from, to);
    }

    private int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    private int add(int hash, char[] text, int from, int to) {
        int index = words++;
        if (index == ends.length) {
            int size = index * 2;
            ends = Arrays.copyOf(ends, size);
            hashes = Arrays.copyOf(hashes, size);
            counts = Arrays.copyOf(counts, size);
            first = Arrays.copyOf(first, size);
            last = Arrays.copyOf(last, size);
            lists = Arrays.copyOf(lists, size);
            listBytes = Arrays.copyOf(listBytes, size);
        }
        int at = start(index);
        if (at + to - from > arena.length) {
            arena = Arrays.copyOf(arena, arena.length * 2);
        }
        System.arraycopy(text, from, arena, at, to - from);
        ends[index] = at + to - from;
        hashes[index] = hash;
        counts[index] = 1;
        lists[index] = NONE;
        first[index] = unit;
        last[index] = unit;
        return index;
    }

    private void append(int index) {
        byte[] list = lists[index];
        int length = listBytes[index];
        if (length + 5 > list.length) {
            list = Arrays.copyOf(list, Math.max(8, list.length * 2));
            lists[index] = list;
        }
        int before = length;
        int rest = unit - last[index];
        while (rest >>> 7 != 0) {
            list[length++] = (byte) (rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        list[length++] = (byte) rest;
        listBytes[index] = length;
        allListBytes += length - before;
        counts[index]++;
        last[index] = unit;
    }

    private void rehash() {
        int[] larger = new int[table.length * 2];
        int mask = larger.length - 1;
        for (int index = 0; index < words; index++) {
            int slot = (hashes[index] ^ hashes[index] >>> 15) & mask;
            while (larger[slot] != 0) {
                slot = slot + 1 & mask;
            }
            larger[slot] = index + 1;
        }
        table = larger;
    }

    /**
     * Writes the file; nothing can be added afterwards.
     *
     * @param begun when the segment was made, as its header says
     * @param toOffset up to where entries have been added
     */
    void write(Path file, long begun, long toOffset) throws IOException {
        int units = unit + 1;
        String[] texts = new String[words];
        Integer[] order = new Integer[words];
        for (int i = 0; i < words; i++) {
            texts[i] = new String(arena, start(i), ends[i] - start(i));
            order[i] = i;
        }
        Arrays.sort(order, Comparator.comparing(i -> texts[i]));
        int[] numbers = new int[units];
        try (TextFileWriter out = new TextFileWriter(file, segment, begun, fromOffset, toOffset, units)) {
            for (int index : order) {
                out.word(texts[index], numbers(index, numbers), counts[index]);
            }
            out.finish(unitEntries, entryOffsets, entries);
        }
    }

    private int[] numbers(int index, int[] into) {
        int number = first[index];
        into[0] = number;
        byte[] list = lists[index];
        for (int i = 1, at = 0; i < counts[index]; i++) {
            int distance = 0;
            for (int shift = 0; ; shift += 7) {
                byte b = list[at++];
                distance |= (b & 0x7f) << shift;
                if (b >= 0) {
                    break;
                }
            }
            number += distance;
            into[i] = number;
        }
        return into;
    }
}
