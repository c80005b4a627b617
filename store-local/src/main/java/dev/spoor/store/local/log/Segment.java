package dev.spoor.store.local.log;

import dev.spoor.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A segment's name and header. A log is a folder of segments, numbered without gaps as they are begun; the oldest may be
 * dropped.
 *
 * <pre>
 * Segment --> Header, Record*            file name: 12 digits of Number, then ".log"
 * Header  --> Magic, Version, Number, Created, Checksum
 * Magic     int64   "SPOORLOG"
 * Version   int32   1
 * Number    int64   1 and up
 * Created   int64   milliseconds since 1970
 * Checksum  int32   CRC32C of the fields before
 * </pre>
 *
 * <p>A record's <em>position</em> names it for ever: {@code Number << 32 | offset in the file}.
 */
public final class Segment {
    public static final int HEADER_BYTES = 8 + 4 + 8 + 8 + 4;
    /** Offset of Created. */
    static final int CREATED_AT = 8 + 4 + 8;

    private static final long MAGIC = 0x53504f4f524c4f47L;
    private static final int VERSION = 1;
    private static final String SUFFIX = ".log";

    private Segment() {}

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

    static byte[] header(long number, long createdEpochMillis) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        header.putLong(MAGIC).putInt(VERSION).putLong(number).putLong(createdEpochMillis);
        CRC32C checksum = new CRC32C();
        checksum.update(header.array(), 0, HEADER_BYTES - 4);
        return header.putInt((int) checksum.getValue()).array();
    }

    /** Opens a segment for reading and checks its header. */
    static FileChannel open(Path folder, long number) throws IOException {
        Path file = file(folder, number);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            checkHeader(channel, file, number);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void checkHeader(FileChannel channel, Path file, long number) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        while (header.hasRemaining() && channel.read(header, header.position()) >= 0) {
            // Until the header is whole or the file ends.
        }
        if (header.hasRemaining()) {
            throw new StoreException(
                    file + ": expected a header of " + HEADER_BYTES + " bytes, found " + header.position());
        }
        header.flip();
        long magic = header.getLong();
        if (magic != MAGIC) {
            throw new StoreException(file + ": expected magic 0x" + Long.toHexString(MAGIC) + ", found 0x"
                    + Long.toHexString(magic) + ": not a trace log");
        }
        int version = header.getInt();
        if (version != VERSION) {
            throw new StoreException(file + ": expected version " + VERSION + ", found " + version
                    + ": written by another version of Spoor");
        }
        long found = header.getLong();
        CRC32C checksum = new CRC32C();
        checksum.update(header.array(), 0, HEADER_BYTES - 4);
        if (found != number || header.getInt(HEADER_BYTES - 4) != (int) checksum.getValue()) {
            throw new StoreException(file + ": expected the header of segment " + number + ", found number " + found
                    + " or a wrong checksum");
        }
    }
}
