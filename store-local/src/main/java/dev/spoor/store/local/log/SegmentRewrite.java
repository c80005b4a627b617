package dev.spoor.store.local.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A compacted segment while it is being written, in a file beside the log that becomes part of it only through {@link
 * TraceLog#replace}. A crash leaves a file that the next start removes. For one thread.
 */
public final class SegmentRewrite implements AutoCloseable {
    static final String SUFFIX = ".compacting";

    private final Path target;
    private final Path partial;
    private final List<SegmentFile> from;
    private final long cleanedTo;
    private final FileChannel channel;
    private final ByteBuffer staging = ByteBuffer.allocate(1 << 20);
    private final PositionTable.Builder table = new PositionTable.Builder();
    private long written = Segment.COMPACTED_HEADER_BYTES;

    SegmentRewrite(Path folder, List<SegmentFile> from, long cleanedTo) throws IOException {
        this.from = from;
        this.cleanedTo = cleanedTo;
        this.target = Segment.file(folder, from.getFirst().first());
        this.partial = target.resolveSibling(target.getFileName() + SUFFIX);
        this.channel = FileChannel.open(
                partial, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        channel.position(written);
    }

    /**
     * Adds a record.
     *
     * @param position where it was first written
     * @param entry gives all but the content
     * @param content as {@link #anchored} or {@link #compressed} gives it
     * @return its offset in the file, by which others can be made from its content
     */
    public long add(long position, LogEntry entry, Content content) throws IOException {
        LogEntry moved = entry.moved(position, content.count, content.rawLength, content.codec, content.payload);
        byte[] bytes = moved.encode();
        long offset = written;
        if (offset + bytes.length > 0xffffffffL) {
            throw new IOException("a segment of more than 4 GiB cannot be written");
        }
        if (staging.remaining() < bytes.length) {
            drain();
        }
        if (bytes.length > staging.capacity()) {
            write(ByteBuffer.wrap(bytes));
        } else {
            staging.put(bytes);
        }
        written += bytes.length;
        table.add(position, offset);
        return offset;
    }

    /** A record's content as it will be on disk. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
    public record Content(int count, int rawLength, int codec, byte[] payload) {
        public int bytes() {
            return payload.length;
        }
    }

    /** Content on its own: compressed, if that made it smaller. */
    public static Content compressed(int count, byte[] raw, byte[] frame) {
        return frame.length < raw.length
                ? new Content(count, raw.length, LogEntry.ZSTD, frame)
                : new Content(count, raw.length, LogEntry.PLAIN, raw);
    }

    /** Content that was compressed with that of another record, on its own, as dictionary. */
    public static Content anchored(int count, int rawLength, long anchorOffset, byte[] frame) {
        return new Content(count, rawLength, LogEntry.ANCHORED, LogEntry.anchored(anchorOffset, frame));
    }

    /** Bytes written so far. */
    public long bytes() {
        return written;
    }

    /**
     * Writes the rest, and makes all of it durable under its temporary name.
     *
     * @param complete whether it has all that was in the segments it is made from
     */
    void finish(boolean durable, boolean complete) throws IOException {
        drain();
        Segment.Header header = new Segment.Header(
                from.getFirst().first(),
                from.getFirst().createdEpochMillis(),
                from.getLast().last(),
                cleanedTo,
                written,
                table.size());
        write(ByteBuffer.wrap(table.encode()));
        long now = System.currentTimeMillis();
        write(ByteBuffer.wrap(Origins.encode(from.stream()
                .flatMap(file -> file.origins().stream())
                .map(origin -> complete ? origin : new Origins.Origin(now, origin.end()))
                .toList())));
        channel.position(0);
        write(ByteBuffer.wrap(header.encode()));
        if (durable) {
            channel.force(true);
        }
        channel.close();
    }

    Path partial() {
        return partial;
    }

    Path target() {
        return target;
    }

    private void drain() throws IOException {
        write(staging.flip());
        staging.clear();
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Removes the file when it has not become part of the log. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(partial);
    }
}
