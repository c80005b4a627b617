package dev.spoor.store.local.log;

import dev.spoor.store.local.log.LogEntry.CorruptEntryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Where in a compacted segment each record lies, by the position that names it. It stands at the end of the file and is
 * searched there, so that it takes no memory.
 *
 * <pre>
 * PositionTable --> Entry*, Checksum
 * Entry         --> Position int64, Offset int32    sorted by Position
 * Checksum          int32, CRC32C of the entries
 * </pre>
 */
final class PositionTable {
    private static final int ENTRY_BYTES = 8 + 4;
    /** A search ends by reading so many entries at once. */
    private static final int LEAF = 64;

    private PositionTable() {}

    /** Positions and offsets, the n-th of each belonging together. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Entries(long[] positions, long[] offsets) {
        int size() {
            return positions.length;
        }
    }

    /** What a rewrite collects, in the order of the file. */
    static final class Builder {
        private long[] positions = new long[1024];
        private long[] offsets = new long[1024];
        private int size;

        void add(long position, long offset) {
            if (size == positions.length) {
                positions = Arrays.copyOf(positions, size * 2);
                offsets = Arrays.copyOf(offsets, size * 2);
            }
            positions[size] = position;
            offsets[size++] = offset;
        }

        int size() {
            return size;
        }

        /** The table's bytes. */
        byte[] encode() {
            long[] sorted = Arrays.copyOf(positions, size);
            Arrays.sort(sorted);
            ByteBuffer out = ByteBuffer.allocate(bytes(size));
            for (int i = 0; i < size; i++) {
                int at = Arrays.binarySearch(sorted, positions[i]) * ENTRY_BYTES;
                out.putLong(at, positions[i]).putInt(at + 8, (int) offsets[i]);
            }
            out.position(size * ENTRY_BYTES);
            return out.putInt(Segment.checksum(out.array(), out.position())).array();
        }
    }

    static int bytes(int records) {
        return records * ENTRY_BYTES + 4;
    }

    /** The offset of the record that has the position; -1 when there is none. */
    static long find(FileChannel channel, Segment.Header header, long position) throws IOException {
        int from = 0;
        int to = header.records();
        while (to - from > LEAF) {
            int middle = (from + to) >>> 1;
            if (read(channel, header, middle, 1).getLong() <= position) {
                from = middle;
            } else {
                to = middle;
            }
        }
        ByteBuffer leaf = read(channel, header, from, to - from);
        while (leaf.hasRemaining()) {
            long found = leaf.getLong();
            long offset = leaf.getInt() & 0xffffffffL;
            if (found == position) {
                return offset;
            }
        }
        return -1;
    }

    private static ByteBuffer read(FileChannel channel, Segment.Header header, int from, int count) throws IOException {
        ByteBuffer entries = ByteBuffer.allocate(count * ENTRY_BYTES);
        long at = header.table() + (long) from * ENTRY_BYTES;
        while (entries.hasRemaining()) {
            if (channel.read(entries, at + entries.position()) < 0) {
                throw new CorruptEntryException("the table of positions ends at " + channel.size());
            }
        }
        return entries.flip();
    }

    /**
     * All of it.
     *
     * @throws CorruptEntryException when it is not what was written
     */
    static Entries readAll(FileChannel channel, Segment.Header header) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(bytes(header.records()));
        while (in.hasRemaining()) {
            if (channel.read(in, header.table() + in.position()) < 0) {
                throw new CorruptEntryException("the table of positions ends at " + channel.size());
            }
        }
        in.flip();
        long[] positions = new long[header.records()];
        long[] offsets = new long[header.records()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = in.getLong();
            offsets[i] = in.getInt() & 0xffffffffL;
        }
        if (in.getInt() != Segment.checksum(in.array(), in.capacity() - 4)) {
            throw new CorruptEntryException("the table of positions has a wrong checksum");
        }
        return new Entries(positions, offsets);
    }
}
