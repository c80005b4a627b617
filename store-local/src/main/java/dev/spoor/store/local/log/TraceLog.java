package dev.spoor.store.local.log;

import dev.spoor.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a log, for reading from many threads, and for appending from one: {@link LogWriter}'s. What has been
 * {@link #sync synced} survives a crash.
 */
public final class TraceLog implements AutoCloseable {
    private final Path folder;
    private final long segmentBytes;
    private final boolean durable;
    /** Bytes of each segment up to which it is synced. */
    private final ConcurrentSkipListMap<Long, Long> segments = new ConcurrentSkipListMap<>();

    private final Map<Long, FileChannel> readers = new ConcurrentHashMap<>();
    private final ByteBuffer staging = ByteBuffer.allocateDirect(1 << 20);
    private @Nullable FileChannel active;
    private long activeNumber;
    /** End of what is written, perhaps not yet synced. */
    private long written;

    private TraceLog(Path folder, long segmentBytes, boolean durable) {
        this.folder = folder;
        this.segmentBytes = segmentBytes;
        this.durable = durable;
    }

    /**
     * Opens the log in a folder, made when missing. The end of the last segment is checked: a write that was cut off by a
     * crash is moved out of the log into a file beside it.
     *
     * @param report told of each repair, in a line for people
     */
    public static TraceLog open(Path folder, long segmentBytes, boolean durable, Consumer<String> report)
            throws IOException {
        Files.createDirectories(folder);
        TraceLog log = new TraceLog(folder, segmentBytes, durable);
        List<Long> numbers = new ArrayList<>();
        try (var files = Files.list(folder)) {
            files.map(Segment::number).filter(n -> n != null).sorted().forEach(numbers::add);
        }
        for (long number : numbers) {
            log.segments.put(number, Files.size(Segment.file(folder, number)));
        }
        if (!numbers.isEmpty()) {
            log.repairEnd(numbers.get(numbers.size() - 1), report);
        }
        if (log.segments.isEmpty()) {
            log.begin(1);
        } else {
            log.resume(log.segments.lastKey());
        }
        return log;
    }

    /** Cuts what a crash left half-written at the end of the last segment. */
    private void repairEnd(long number, Consumer<String> report) throws IOException {
        Path file = Segment.file(folder, number);
        long size = Files.size(file);
        if (size < Segment.HEADER_BYTES) {
            Files.delete(file);
            segments.remove(number);
            report.accept("segment " + file.getFileName() + " was begun but never used; removed");
            if (segments.isEmpty()) {
                begin(number);
            }
            return;
        }
        TailCheck check = new TailCheck(size);
        try (FileChannel channel = Segment.open(folder, number)) {
            new LogScanner(channel, number, size).scan(0, check);
        }
        if (check.goodEnd < size) {
            Path aside = folder.resolve(file.getFileName() + ".cut-" + System.currentTimeMillis());
            cut(file, check.goodEnd, size, aside);
            segments.put(number, check.goodEnd);
            report.accept("the last " + (size - check.goodEnd) + " bytes of " + file.getFileName()
                    + " are no whole record (" + check.reason + "): cut off at " + check.goodEnd + ", kept in "
                    + aside.getFileName());
        }
        check.middle.forEach(report);
    }

    private static void cut(Path file, long from, long to, Path aside) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            try (FileChannel copy = FileChannel.open(aside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                long at = from;
                while (at < to) {
                    at += channel.transferTo(at, to - at, copy);
                }
                copy.force(true);
            }
            channel.truncate(from);
            channel.force(true);
        }
    }

    private static final class TailCheck implements LogScanner.Visitor {
        private final long size;
        private final List<String> middle = new ArrayList<>();
        private long goodEnd = Segment.HEADER_BYTES;
        private String reason = "";

        TailCheck(long size) {
            this.size = size;
        }

        @Override
        public void record(long position, int length, LogEntry entry) {
            goodEnd = Segment.offset(position) + length;
        }

        @Override
        public void damage(long position, long bytes, String why) {
            if (Segment.offset(position) + bytes >= size) {
                reason = why;
            } else {
                middle.add(damageText(position, bytes, why));
            }
        }
    }

    static String damageText(long position, long bytes, String reason) {
        return "segment " + Segment.number(position) + ", offset " + Segment.offset(position) + ": " + bytes
                + " bytes are damaged (" + reason + "); skipped";
    }

    /** Position after the last record that is on disk. */
    public long durableEnd() {
        var last = segments.lastEntry();
        return Segment.position(last.getKey(), last.getValue());
    }

    /** Position of the oldest record there can be. */
    public long begin() {
        return Segment.position(segments.firstKey(), Segment.HEADER_BYTES);
    }

    /** Bytes on disk. */
    public long bytes() {
        return segments.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Synced bytes that lie after the position. */
    public long bytesAfter(long position) {
        long bytes = 0;
        for (Map.Entry<Long, Long> segment :
                segments.tailMap(Segment.number(position), true).entrySet()) {
            boolean within = segment.getKey() == Segment.number(position);
            bytes += Math.max(0, segment.getValue() - (within ? Segment.offset(position) : 0));
        }
        return bytes;
    }

    /** Segment numbers and their synced bytes, oldest first. */
    public Map<Long, Long> segments() {
        return Map.copyOf(segments);
    }

    /** When the segment was made, in milliseconds since 1970, as its header says; -1 when it is not there. */
    public long begun(long segment) {
        ByteBuffer begun = ByteBuffer.allocate(8);
        try {
            return readFully(Segment.position(segment, Segment.CREATED_AT), begun) ? begun.getLong(0) : -1;
        } catch (IOException e) {
            throw new StoreException("cannot read the header of segment " + segment + ": " + e.getMessage(), e);
        }
    }

    public Path folder() {
        return folder;
    }

    // --- appending: the writer's thread only

    /** Writes an entry's bytes and returns its position. It is durable after the next {@link #sync}. */
    long append(byte[] entry) throws IOException {
        long position = Segment.position(activeNumber, written + staging.position());
        if (staging.remaining() < entry.length) {
            drain();
        }
        if (entry.length > staging.capacity()) {
            write(ByteBuffer.wrap(entry));
        } else {
            staging.put(entry);
        }
        return position;
    }

    /** Makes all that was appended durable. */
    void sync() throws IOException {
        drain();
        if (durable) {
            channel().force(false);
        }
        segments.put(activeNumber, written);
    }

    /** Takes back what was appended since the last sync. */
    void rollback() throws IOException {
        staging.clear();
        Long synced = segments.get(activeNumber);
        long end = synced == null ? Segment.HEADER_BYTES : synced;
        channel().truncate(end);
        channel().position(end);
        if (durable) {
            channel().force(true);
        }
        written = end;
    }

    private void drain() throws IOException {
        staging.flip();
        try {
            write(staging);
        } finally {
            staging.clear();
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            written += channel().write(bytes);
        }
    }

    private void begin(long number) throws IOException {
        FileChannel channel = FileChannel.open(
                Segment.file(folder, number),
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
        try {
            channel.write(ByteBuffer.wrap(Segment.header(number, System.currentTimeMillis())));
            if (durable) {
                channel.force(true);
                syncFolder(folder);
            }
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(Segment.file(folder, number));
            throw e;
        }
        if (active != null) {
            active.close();
        }
        active = channel;
        activeNumber = number;
        written = Segment.HEADER_BYTES;
        segments.put(number, written);
    }

    private void resume(long number) throws IOException {
        FileChannel channel = FileChannel.open(Segment.file(folder, number), StandardOpenOption.WRITE);
        written = channel.size();
        channel.position(written);
        active = channel;
        activeNumber = number;
    }

    /**
     * Begins a new segment when so many more bytes would make this one too large. Never within a commit, so that a commit
     * can be taken back whole; a segment may be larger than its limit by the last commit.
     */
    void rollFor(long bytes) throws IOException {
        if (written > Segment.HEADER_BYTES && written + bytes > segmentBytes) {
            begin(activeNumber + 1);
        }
    }

    private FileChannel channel() {
        if (active == null) {
            throw new StoreException.Closed("the log is closed");
        }
        return active;
    }

    /** A new file's name is durable only once its folder is. */
    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            if (!System.getProperty("os.name", "").startsWith("Windows")) {
                throw e;
            }
            // Windows cannot open folders, and makes names durable by itself.
        }
    }

    // --- reading

    /**
     * Reads one entry.
     *
     * @param length its length where known, else 0
     * @return null when its segment has been dropped
     * @throws LogEntry.CorruptEntryException when the bytes are not the entry they were
     */
    public @Nullable LogEntry read(long position, int length) {
        try {
            int bytes = length > 0 ? length : lengthAt(position);
            byte[] entry = new byte[bytes];
            return readFully(position, ByteBuffer.wrap(entry)) ? LogEntry.decode(entry) : null;
        } catch (IOException e) {
            throw new StoreException(
                    "cannot read the log at segment " + Segment.number(position) + ", offset "
                            + Segment.offset(position) + ": " + e.getMessage(),
                    e);
        }
    }

    private int lengthAt(long position) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(12);
        return readFully(position, head) ? Math.max(LogEntry.FIXED_BYTES, head.getInt(8)) : LogEntry.FIXED_BYTES;
    }

    private boolean readFully(long position, ByteBuffer target) throws IOException {
        long offset = Segment.offset(position);
        while (target.hasRemaining()) {
            FileChannel channel = reader(Segment.number(position));
            if (channel == null) {
                return false;
            }
            try {
                if (channel.read(target, offset + target.position()) < 0) {
                    throw new LogEntry.CorruptEntryException("the segment ends at " + channel.size());
                }
            } catch (ClosedChannelException e) {
                // A thread that was interrupted while reading closes the channel for all; open it again.
                readers.remove(Segment.number(position), channel);
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
        return true;
    }

    private @Nullable FileChannel reader(long segment) throws IOException {
        FileChannel open = readers.get(segment);
        if (open != null) {
            return open;
        }
        if (!segments.containsKey(segment)) {
            return null;
        }
        FileChannel opened = Segment.open(folder, segment);
        FileChannel other = readers.putIfAbsent(segment, opened);
        if (other != null) {
            opened.close();
            return other;
        }
        return opened;
    }

    /** Told of what {@link #scan} finds. */
    public interface Visitor {
        void entry(long position, int length, LogEntry entry);

        /** Bytes that are no entry; told in a line for people. */
        void damage(String text);
    }

    /**
     * Reads all durable entries from a position to the end, with every checksum; damage is skipped.
     *
     * @return the position after the last
     */
    public long scan(long from, Visitor visitor) throws IOException {
        return scan(from, Long.MAX_VALUE, visitor);
    }

    /** Likewise, up to a position between two entries. */
    public long scan(long from, long to, Visitor visitor) throws IOException {
        long end = from;
        for (var segment : segments.tailMap(Segment.number(from)).entrySet()) {
            long number = segment.getKey();
            if (number > Segment.number(to)) {
                break;
            }
            long stop = number == Segment.number(to) ? Segment.offset(to) : segment.getValue();
            long offset = number == Segment.number(from) ? Segment.offset(from) : 0;
            try (FileChannel channel = Segment.open(folder, number)) {
                new LogScanner(channel, number, stop).scan(offset, new LogScanner.Visitor() {
                    @Override
                    public void record(long position, int length, LogEntry entry) {
                        visitor.entry(position, length, entry);
                    }

                    @Override
                    public void damage(long position, long bytes, String reason) {
                        visitor.damage(damageText(position, bytes, reason));
                    }
                });
            }
            end = Segment.position(number, stop);
        }
        return end;
    }

    /** Removes the segments before this one from disk. The last segment always stays. */
    public void dropBefore(long segment) throws IOException {
        for (long number : List.copyOf(segments.headMap(segment).keySet())) {
            if (number == segments.lastKey()) {
                break;
            }
            segments.remove(number);
            FileChannel reader = readers.remove(number);
            if (reader != null) {
                reader.close();
            }
            Files.deleteIfExists(Segment.file(folder, number));
        }
    }

    /** Copies what is durable now into another folder, in which a log can then be opened. */
    public void copyTo(Path target, dev.spoor.store.Maintenance.Progress progress) throws IOException {
        Files.createDirectories(target);
        Map<Long, Long> snapshot = Map.copyOf(segments);
        long total = snapshot.values().stream().mapToLong(Long::longValue).sum();
        long done = 0;
        for (var segment : new java.util.TreeMap<>(snapshot).entrySet()) {
            Path copy = Segment.file(target, segment.getKey());
            Path partial = copy.resolveSibling(copy.getFileName() + ".part");
            try (FileChannel from = Segment.open(folder, segment.getKey());
                    FileChannel to = FileChannel.open(
                            partial,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING)) {
                long at = 0;
                while (at < segment.getValue()) {
                    at += from.transferTo(at, Math.min(8 << 20, segment.getValue() - at), to);
                    progress.report(done + at, total, "copying the log");
                }
                to.force(true);
            }
            Files.move(partial, copy, StandardCopyOption.ATOMIC_MOVE);
            done += segment.getValue();
        }
        syncFolder(target);
    }

    @Override
    public void close() throws IOException {
        if (active != null) {
            active.close();
            active = null;
        }
        for (FileChannel reader : readers.values()) {
            reader.close();
        }
        readers.clear();
    }
}
