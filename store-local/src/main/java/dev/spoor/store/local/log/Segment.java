package dev.spoor.store.local.log;

import dev.spoor.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A segment's name and header. A log is a folder of segments, numbered as they are begun; the oldest may be dropped, and
 * neighbours may be joined by compaction, which leaves the lowest number.
 *
 * <pre>
 * Segment  --> Written | Compacted        file name: 12 digits of Number, then ".log"
 * Written  --> Head, Checksum, Record*
 * Compacted --> Head, Last, CleanedTo, Table, Records, Checksum, Record*, {@link PositionTable}, {@link Origins}
 * Head     --> Magic, Version, Number, Created
 * Magic     int64   "SPOORLOG"
 * Version   int32   1: Written; 2: Compacted
 * Number    int64   1 and up
 * Created   int64   milliseconds since 1970
 * Last      int64   the segments Number to Last are in this one
 * CleanedTo int64   what deletions before this position deleted is not in here
 * Table     int64   offset of the table
 * Records   int32   how many records there are
 * Checksum  int32   CRC32C of the fields before
 * </pre>
 *
 * <p>A record's <em>position</em> names it for ever: {@code Number << 32 | offset in the file}, of the segment that it was
 * first written to. Records of a compacted segment lie in another order and carry their positions with them.
 */
public final class Segment {
    public static final int HEADER_BYTES = 8 + 4 + 8 + 8 + 4;
    static final int COMPACTED_HEADER_BYTES = HEADER_BYTES + 8 + 8 + 8 + 4;
    private static final long MAGIC = 0x53504f4f524c4f47L;
    private static final int WRITTEN = 1;
    private static final int COMPACTED = 2;
    private static final String SUFFIX = ".log";

    private Segment() {}

    /**
     * What a segment says of itself.
     *
     * @param last the number itself when it was not compacted
     * @param cleanedTo 0 when it was not compacted
     * @param table offset of the table; 0 when it was not compacted
     */
    record Header(long number, long createdEpochMillis, long last, long cleanedTo, long table, int records) {
        boolean isCompacted() {
            return table != 0;
        }

        int bytes() {
            return isCompacted() ? COMPACTED_HEADER_BYTES : HEADER_BYTES;
        }

        byte[] encode() {
            ByteBuffer out = ByteBuffer.allocate(bytes());
            out.putLong(MAGIC).putInt(isCompacted() ? COMPACTED : WRITTEN);
            out.putLong(number).putLong(createdEpochMillis);
            if (isCompacted()) {
                out.putLong(last).putLong(cleanedTo).putLong(table).putInt(records);
            }
            return out.putInt(checksum(out.array(), out.position())).array();
        }
    }

    public static long position(long segment, long offset) {
        return segment << 32 | offset;
    }

    public static long number(long position) {
        return position >>> 32;
    }

    public static long offset(long position) {
        return position & 0xffffffffL;
    }

    static Path file(Path folder, long number) {
        return folder.resolve("%012d%s".formatted(number, SUFFIX));
    }

    /** The number in a segment's file name, or null when it is another file. */
    static @Nullable Long number(Path file) {
        String name = file.getFileName().toString();
        if (!name.matches("\\d{12}\\.log")) {
            return null;
        }
        return Long.parseLong(name, 0, 12, 10);
    }

    /** The header of a segment to be written to. */
    static byte[] header(long number, long createdEpochMillis) {
        return new Header(number, createdEpochMillis, number, 0, 0, 0).encode();
    }

    /**
     * Reads and checks the header of a file.
     *
     * @throws StoreException saying what was expected and what was found
     */
    static Header readHeader(FileChannel channel, Path file, long number) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(COMPACTED_HEADER_BYTES);
        while (in.hasRemaining() && channel.read(in, in.position()) >= 0) {
            // Until the header is whole or the file ends.
        }
        int filled = in.position();
        if (filled < HEADER_BYTES) {
            throw new StoreException(file + ": expected a header of " + HEADER_BYTES + " bytes, found " + filled);
        }
        in.flip();
        long magic = in.getLong();
        if (magic != MAGIC) {
            throw new StoreException(file + ": expected magic 0x" + Long.toHexString(MAGIC) + ", found 0x"
                    + Long.toHexString(magic) + ": not a trace log");
        }
        int version = in.getInt();
        if (version < WRITTEN || version > COMPACTED) {
            throw new StoreException(file + ": expected version " + WRITTEN + " to " + COMPACTED + ", found " + version
                    + ": written by another version of Spoor");
        }
        int length = version == COMPACTED ? COMPACTED_HEADER_BYTES : HEADER_BYTES;
        if (filled < length) {
            throw new StoreException(file + ": expected a header of " + length + " bytes, found " + filled);
        }
        long found = in.getLong();
        long created = in.getLong();
        Header header = version == COMPACTED
                ? new Header(found, created, in.getLong(), in.getLong(), in.getLong(), in.getInt())
                : new Header(found, created, found, 0, 0, 0);
        if (found != number || in.getInt() != checksum(in.array(), length - 4)) {
            throw new StoreException(file + ": expected the header of segment " + number + ", found number " + found
                    + " or a wrong checksum");
        }
        return header;
    }

    static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }
}
