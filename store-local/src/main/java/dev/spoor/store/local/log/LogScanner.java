package dev.spoor.store.local.log;

import dev.spoor.store.local.log.LogEntry.CorruptEntryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Reads the records of one segment in order, with every checksum. Damage is told and skipped: the scan goes on at the next
 * bytes that are a whole record.
 */
final class LogScanner {
    private static final int BUFFER_BYTES = 1 << 20;

    private final FileChannel channel;
    private final long segment;
    private final long end;
    private byte[] buffer = new byte[BUFFER_BYTES];
    /** Offset in the file of buffer[0], and how many bytes of the buffer are filled. */
    private long bufferAt;

    private int filled;

    LogScanner(FileChannel channel, long segment, long end) {
        this.channel = channel;
        this.segment = segment;
        this.end = end;
    }

    /** Told of what a scan finds. */
    interface Visitor {
        void record(long position, int length, LogEntry record);

        /** Bytes that are no record, and why. At the end of the file this may be a write that was cut off. */
        void damage(long position, long bytes, String reason);
    }

    /** Scans from an offset at which a record begins, to the end. */
    void scan(long fromOffset, Visitor visitor) throws IOException {
        long at = Math.max(fromOffset, Segment.HEADER_BYTES);
        while (at < end) {
            try {
                int length = recordLength(at);
                LogEntry record = LogEntry.decode(bytes(at, length));
                visitor.record(Segment.position(segment, at), length, record);
                at += length;
            } catch (CorruptEntryException e) {
                long next = nextRecord(at + 1);
                visitor.damage(Segment.position(segment, at), next - at, String.valueOf(e.getMessage()));
                at = next;
            }
        }
    }

    private int recordLength(long at) throws IOException {
        if (end - at < LogEntry.FIXED_BYTES) {
            throw new CorruptEntryException(
                    "expected a record of at least " + LogEntry.FIXED_BYTES + " bytes, found " + (end - at));
        }
        ByteBuffer head = ByteBuffer.wrap(buffer, fill(at, 12), 12);
        int magic = head.getInt();
        if (magic != LogEntry.MAGIC) {
            throw new CorruptEntryException("expected magic 0x" + Integer.toHexString(LogEntry.MAGIC) + ", found 0x"
                    + Integer.toHexString(magic));
        }
        head.getInt();
        int length = head.getInt();
        if (length < LogEntry.FIXED_BYTES || length > end - at) {
            throw new CorruptEntryException(
                    "expected a record of " + length + " bytes, found " + (end - at) + " to the end of the segment");
        }
        return length;
    }

    /** Where the next whole record begins at or after the offset; the end when there is none. */
    private long nextRecord(long from) throws IOException {
        for (long at = from; at <= end - LogEntry.FIXED_BYTES; at++) {
            int index = fill(at, 4);
            if (buffer[index] != (byte) (LogEntry.MAGIC >>> 24)
                    || ByteBuffer.wrap(buffer, index, 4).getInt() != LogEntry.MAGIC) {
                continue;
            }
            try {
                LogEntry.decode(bytes(at, recordLength(at)));
                return at;
            } catch (CorruptEntryException e) {
                // The magic occurs in some payload; go on.
            }
        }
        return end;
    }

    private byte[] bytes(long at, int length) throws IOException {
        int index = fill(at, length);
        byte[] copy = new byte[length];
        System.arraycopy(buffer, index, copy, 0, length);
        return copy;
    }

    /** Makes the buffer hold the bytes and returns the index of the first. */
    private int fill(long at, int length) throws IOException {
        if (at >= bufferAt && at + length <= bufferAt + filled) {
            return (int) (at - bufferAt);
        }
        if (length > buffer.length) {
            buffer = new byte[Math.max(length, buffer.length * 2)];
        }
        bufferAt = at;
        filled = 0;
        ByteBuffer target = ByteBuffer.wrap(buffer, 0, (int) Math.min(buffer.length, end - at));
        while (target.hasRemaining()) {
            int read = channel.read(target, at + target.position());
            if (read < 0) {
                break;
            }
        }
        filled = target.position();
        if (filled < length) {
            throw new CorruptEntryException("expected " + length + " bytes, found " + filled);
        }
        return 0;
    }
}
