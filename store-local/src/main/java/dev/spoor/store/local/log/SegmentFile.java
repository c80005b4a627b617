package dev.spoor.store.local.log;

import dev.spoor.store.local.log.LogEntry.CorruptEntryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A segment of the log, for reading from many threads. After compaction has replaced it, or retention has dropped it, it
 * {@link RetiredException says so}, and its bytes are gone.
 */
public final class SegmentFile implements AutoCloseable {
    private static final long MAX_OFFSET = 0xffffffffL;

    private final Path path;
    private final Segment.Header header;
    private final AnchorCache cache;
    /** Of a compacted one. */
    private final List<Origins.Origin> origins;

    private volatile long bytes;
    private volatile @Nullable FileChannel channel;
    private volatile boolean retired;

    /** The segment was replaced or dropped; whoever reads it should look its position up again. */
    static final class RetiredException extends IOException {
        RetiredException() {
            super("the segment has been replaced");
        }
    }

    private SegmentFile(Path path, Segment.Header header, List<Origins.Origin> origins, long bytes, AnchorCache cache) {
        this.path = path;
        this.header = header;
        this.origins = origins;
        this.bytes = bytes;
        this.cache = cache;
    }

    /**
     * A file that is there.
     *
     * @throws dev.spoor.store.StoreException when it is none of this log
     */
    static SegmentFile of(Path folder, long number, AnchorCache cache) throws IOException {
        Path path = Segment.file(folder, number);
        try (FileChannel opened = FileChannel.open(path, StandardOpenOption.READ)) {
            Segment.Header header = Segment.readHeader(opened, path, number);
            return new SegmentFile(path, header, readOrigins(opened, header), opened.size(), cache);
        }
    }

    /** Without them nothing is lost but the use of what was made of the segments elsewhere. */
    private static List<Origins.Origin> readOrigins(FileChannel opened, Segment.Header header) throws IOException {
        if (!header.isCompacted()) {
            return List.of();
        }
        try {
            return Origins.read(opened, header);
        } catch (CorruptEntryException e) {
            List<Origins.Origin> unknown = new ArrayList<>();
            for (long number = header.number(); number <= header.last(); number++) {
                unknown.add(new Origins.Origin(-1, MAX_OFFSET));
            }
            return unknown;
        }
    }

    /** The segments that are in it, from the first number to the last. */
    List<Origins.Origin> origins() {
        return isCompacted() ? origins : List.of(new Origins.Origin(header.createdEpochMillis(), bytes));
    }

    /** One that has just been begun. */
    static SegmentFile begun(Path folder, long number, long createdEpochMillis, AnchorCache cache) {
        return new SegmentFile(
                Segment.file(folder, number),
                new Segment.Header(number, createdEpochMillis, number, 0, 0, 0),
                List.of(),
                Segment.HEADER_BYTES,
                cache);
    }

    /** The lowest number of the segments that are in it. */
    public long first() {
        return header.number();
    }

    /** The highest. */
    public long last() {
        return header.last();
    }

    public boolean isCompacted() {
        return header.isCompacted();
    }

    /** What deletions before this position deleted is not in here; 0 when it was not compacted. */
    public long cleanedTo() {
        return header.cleanedTo();
    }

    /** When the oldest of its segments was begun. */
    public long createdEpochMillis() {
        return header.createdEpochMillis();
    }

    /** When it was last written to. */
    public long modifiedEpochMillis() throws IOException {
        return Files.getLastModifiedTime(path).toMillis();
    }

    /** Bytes that are on disk for good. */
    public long bytes() {
        return bytes;
    }

    void setBytes(long synced) {
        bytes = synced;
    }

    Path path() {
        return path;
    }

    Segment.Header header() {
        return header;
    }

    /** Where its records end. */
    long recordsEnd() {
        return isCompacted() ? header.table() : bytes;
    }

    /** The position of its first record, in the order of arrival; null when it has none. */
    @Nullable
    Long firstPosition() throws IOException {
        if (isCompacted()) {
            return header.records() == 0
                    ? null
                    : PositionTable.readAll(open(), header).positions()[0];
        }
        return bytes <= Segment.HEADER_BYTES ? null : Segment.position(first(), Segment.HEADER_BYTES);
    }

    /**
     * The record of that position.
     *
     * @return null when it is not here any more
     * @throws CorruptEntryException when the bytes are not the record they were
     */
    @Nullable
    LogEntry read(long position) throws IOException {
        FileChannel open = open();
        long offset = isCompacted() ? PositionTable.find(open, header, position) : Segment.offset(position);
        if (offset < 0) {
            return null;
        }
        LogEntry entry = readAt(open, offset);
        if (entry.codec() != LogEntry.ANCHORED) {
            return entry;
        }
        try {
            // At once: the file may be gone when the content is asked for.
            return entry.unpacked();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    LogEntry readAt(FileChannel open, long offset) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(12);
        read(open, offset, head);
        int length = head.getInt(8);
        if (head.getInt(0) != LogEntry.MAGIC || length < LogEntry.FIXED_BYTES || length > bytes - offset) {
            throw new CorruptEntryException("expected a record, found none at offset " + offset);
        }
        byte[] entry = new byte[length];
        read(open, offset, ByteBuffer.wrap(entry));
        return LogEntry.decode(entry, isCompacted() ? anchor -> anchor(open, anchor) : null);
    }

    private static void read(FileChannel open, long offset, ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            if (open.read(target, offset + target.position()) < 0) {
                throw new CorruptEntryException("the segment ends at " + open.size());
            }
        }
    }

    private byte[] anchor(FileChannel open, long offset) {
        return cache.get(this, offset, () -> {
            try {
                LogEntry entry = readAt(open, offset);
                if (entry.codec() == LogEntry.ANCHORED) {
                    throw new CorruptEntryException("the record at offset " + offset + " is no anchor");
                }
                return entry.raw();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Hands over the records whose positions are from one to before another, in the order of arrival. */
    void scan(long from, long to, LogScanner.Visitor visitor) throws IOException {
        try (FileChannel own = openAnew()) {
            if (!isCompacted()) {
                long end = Segment.number(to) == first() ? Math.min(Segment.offset(to), bytes) : bytes;
                long start = Segment.number(from) == first() ? Segment.offset(from) : 0;
                new LogScanner(own, first(), end).scan(start, visitor);
                return;
            }
            CompactedScan.run(this, own, from, to, visitor);
        }
    }

    /** For a reader that goes through all of it; nobody else closes it. */
    FileChannel openAnew() throws IOException {
        if (retired) {
            throw new RetiredException();
        }
        return FileChannel.open(path, StandardOpenOption.READ);
    }

    /**
     * Called when the channel turned out to be closed, as by a thread that was interrupted while reading: returns  when it can be opened again.
     */
    void lost(FileChannel closed, ClosedChannelException cause) throws IOException {
        if (retired) {
            throw new RetiredException();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw cause;
        }
        synchronized (this) {
            if (channel == closed) {
                channel = null;
            }
        }
    }

    FileChannel open() throws IOException {
        FileChannel open = channel;
        return open != null ? open : openFirst();
    }

    private synchronized FileChannel openFirst() throws IOException {
        if (retired) {
            throw new RetiredException();
        }
        FileChannel open = channel;
        if (open == null) {
            open = FileChannel.open(path, StandardOpenOption.READ);
            channel = open;
        }
        return open;
    }

    /**
     * From now on it is not opened again, since another file is about to take its name; who has it open may go on. Until
     * {@link #retire} or {@link #resume}.
     */
    synchronized void pause() {
        retired = true;
    }

    synchronized void resume() {
        retired = false;
    }

    /** Nobody reads it any more. */
    synchronized void retire() throws IOException {
        retired = true;
        cache.forget(this);
        close();
    }

    @Override
    public synchronized void close() throws IOException {
        FileChannel open = channel;
        if (open != null) {
            open.close();
        }
    }
}
