package dev.spoor.store.local.log;

import dev.spoor.store.Maintenance;
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
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a log, for reading from many threads, and for appending from one: {@link LogWriter}'s. What has been
 * {@link #sync synced} survives a crash.
 */
public final class TraceLog implements AutoCloseable {
    private static final long ANCHOR_CACHE_BYTES = 16 << 20;
    private static final long MAX_OFFSET = 0xffffffffL;

    private final Path folder;
    private final long segmentBytes;
    private final boolean durable;
    private final AnchorCache anchors = new AnchorCache(ANCHOR_CACHE_BYTES);
    /** By their lowest number; the last is appended to. */
    private final ConcurrentSkipListMap<Long, SegmentFile> files = new ConcurrentSkipListMap<>();

    private final ByteBuffer staging = ByteBuffer.allocateDirect(1 << 20);
    private @Nullable FileChannel active;
    private long activeNumber;
    /** End of what is written, perhaps not yet synced. */
    private long written;
    /** Offset of the last record, in the active segment. */
    private long lastRecord;

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
        TraceLog log = new TraceLog(folder, segmentBytes, durable);
        List<Long> numbers = new ArrayList<>(LogFolder.segments(folder));
        long next = numbers.isEmpty() ? 1 : numbers.getLast() + 1;
        long lastRecord = Segment.HEADER_BYTES;
        if (!numbers.isEmpty()) {
            lastRecord = TailRepair.run(folder, numbers.getLast(), report);
            if (lastRecord < 0) {
                next = numbers.removeLast();
            }
        }
        for (long number : numbers) {
            SegmentFile file = SegmentFile.of(folder, number, log.anchors);
            log.files.put(number, file);
            next = Math.max(next, file.last() + 1);
        }
        if (log.files.isEmpty() || log.files.lastEntry().getValue().isCompacted()) {
            log.begin(next);
        } else {
            log.resume(log.files.lastKey());
            log.lastRecord = lastRecord;
        }
        return log;
    }

    /** Position after the last record that is on disk. */
    public long durableEnd() {
        var last = files.lastEntry();
        return Segment.position(last.getKey(), last.getValue().bytes());
    }

    /** Position of the oldest record there can be. */
    public long begin() {
        return Segment.position(files.firstKey(), Segment.HEADER_BYTES);
    }

    /** Bytes on disk. */
    public long bytes() {
        return files.values().stream().mapToLong(SegmentFile::bytes).sum();
    }

    /** Synced bytes that lie after the position. */
    public long bytesAfter(long position) {
        long bytes = 0;
        for (SegmentFile file : files.values()) {
            boolean within = file.first() == Segment.number(position) && !file.isCompacted();
            if (within || file.first() > Segment.number(position)) {
                bytes += Math.max(0, file.bytes() - (within ? Segment.offset(position) : 0));
            }
        }
        return bytes;
    }

    /**
     * Segments as they were written, by number, with the offset behind what is synced of each; also those that compaction
     * has joined, since positions are of the segments that were written.
     */
    public Map<Long, Long> segments() {
        Map<Long, Long> ends = new TreeMap<>();
        for (SegmentFile file : files.values()) {
            long number = file.first();
            for (Origins.Origin origin : file.origins()) {
                ends.put(number++, origin.end());
            }
        }
        return ends;
    }

    /** Oldest first; the last is appended to. */
    public List<SegmentFile> files() {
        return List.copyOf(files.values());
    }

    /**
     * When a segment was made, or when compaction last left something of it out, in milliseconds since 1970; -1 when it is
     * not there.
     */
    public long begun(long segment) {
        SegmentFile file = fileOf(segment);
        return file == null
                ? -1
                : file.origins().get((int) (segment - file.first())).begunEpochMillis();
    }

    public Path folder() {
        return folder;
    }

    // --- appending: the writer's thread only

    /** Writes an entry's bytes and returns its position. It is durable after the next {@link #sync}. */
    long append(byte[] entry) throws IOException {
        lastRecord = written + staging.position();
        long position = Segment.position(activeNumber, lastRecord);
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
        active().setBytes(written);
    }

    private SegmentFile active() {
        return Objects.requireNonNull(files.get(activeNumber), "the log is open");
    }

    /** Takes back what was appended since the last sync. */
    void rollback() throws IOException {
        staging.clear();
        long end = active().bytes();
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
        long created = System.currentTimeMillis();
        FileChannel channel = FileChannel.open(
                Segment.file(folder, number),
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
        try {
            channel.write(ByteBuffer.wrap(Segment.header(number, created)));
            if (durable) {
                channel.force(true);
                LogFolder.sync(folder);
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
        lastRecord = Segment.HEADER_BYTES;
        files.put(number, SegmentFile.begun(folder, number, created, anchors));
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

    /** Begins a new segment unless the present one is empty, so that what is written can be compacted. */
    public void seal() throws IOException {
        if (written > Segment.HEADER_BYTES) {
            begin(activeNumber + 1);
        }
    }

    private FileChannel channel() {
        if (active == null) {
            throw new StoreException.Closed("the log is closed");
        }
        return active;
    }

    // --- reading

    /**
     * Reads one entry.
     *
     * @param position where it was first written, whether or not it has been moved since
     * @return null when it has been dropped
     * @throws LogEntry.CorruptEntryException when the bytes are not the entry they were
     */
    public @Nullable LogEntry read(long position) {
        try {
            while (true) {
                SegmentFile file = fileOf(Segment.number(position));
                if (file == null) {
                    return null;
                }
                FileChannel open = null;
                try {
                    open = file.open();
                    return file.read(position);
                } catch (SegmentFile.RetiredException e) {
                    Thread.onSpinWait(); // compaction has just replaced it
                } catch (ClosedChannelException e) {
                    if (open == null) {
                        throw e;
                    }
                    try {
                        file.lost(open, e);
                    } catch (SegmentFile.RetiredException retired) {
                        // Compaction has just replaced it.
                    }
                }
            }
        } catch (IOException e) {
            throw new StoreException(
                    "cannot read the log at segment " + Segment.number(position) + ", offset "
                            + Segment.offset(position) + ": " + e.getMessage(),
                    e);
        }
    }

    private @Nullable SegmentFile fileOf(long number) {
        var entry = files.floorEntry(number);
        return entry == null || entry.getValue().last() < number ? null : entry.getValue();
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
        long scannedTo = 0;
        var first = files.floorKey(Segment.number(from));
        for (SegmentFile file : files.tailMap(first == null ? 0 : first, true).values()) {
            if (file.first() > Segment.number(to)) {
                break;
            }
            if (file.first() <= scannedTo) {
                continue; // joined with the one before, a moment ago
            }
            scannedTo = file.last();
            // What is synced while this goes on is left for the next scan.
            long stop = Math.min(to, Segment.position(file.last(), file.isCompacted() ? MAX_OFFSET : file.bytes()));
            scanFile(file, from, stop, visitor);
            end = Math.max(end, stop);
        }
        return end;
    }

    /** Reads all entries of one segment, with every checksum; damage is skipped. */
    public static void scanFile(SegmentFile file, long from, long to, Visitor visitor) throws IOException {
        file.scan(from, to, new LogScanner.Visitor() {
            @Override
            public void record(long position, int length, LogEntry entry) {
                visitor.entry(position, length, entry);
            }

            @Override
            public void damage(long position, long bytes, String reason) {
                visitor.damage(TailRepair.text(position, bytes, reason));
            }
        });
    }

    /** Removes the segments before this one from disk. The last segment always stays. */
    public void dropBefore(long segment) throws IOException {
        for (SegmentFile file : files()) {
            if (file.last() >= segment || file.first() == files.lastKey()) {
                break;
            }
            files.remove(file.first());
            file.retire();
            Files.deleteIfExists(file.path());
        }
    }

    /** When the first entry of a segment arrived; -1 when it has none, or it is damaged. */
    public long firstReceivedEpochMillis(SegmentFile file) {
        try {
            Long position = file.firstPosition();
            LogEntry first = position == null ? null : read(position);
            return first == null ? -1 : first.receivedEpochMillis();
        } catch (IOException | LogEntry.CorruptEntryException e) {
            return -1;
        }
    }

    // --- compaction

    /**
     * Begins to write what neighbouring segments hold into a new one.
     *
     * @param neighbours oldest first, without the one that is appended to
     * @param cleanedTo what deletions before this position deleted will not be in it
     */
    public SegmentRewrite rewrite(List<SegmentFile> neighbours, long cleanedTo) throws IOException {
        return new SegmentRewrite(folder, neighbours, cleanedTo);
    }

    /** Whether these segments are still what they were. */
    public boolean holds(List<SegmentFile> segments) {
        return segments.stream().allMatch(file -> files.get(file.first()) == file);
    }

    /**
     * Puts a rewrite in the place of the segments it was made from, whose bytes are then gone. A crash at any moment leaves
     * the one or the other. Nobody may scan the log or copy it meanwhile; {@link #read} may go on.
     */
    public void replace(List<SegmentFile> old, SegmentRewrite rewrite) throws IOException {
        old.forEach(SegmentFile::pause);
        SegmentFile made;
        try {
            // From here on the new one counts: the next start removes the others when it finds them beside it.
            Files.move(
                    rewrite.partial(),
                    rewrite.target(),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            made = SegmentFile.of(folder, old.getFirst().first(), anchors);
        } catch (IOException | RuntimeException e) {
            old.forEach(SegmentFile::resume);
            throw e;
        }
        files.put(made.first(), made);
        old.forEach(file -> files.remove(file.first(), file));
        if (durable) {
            LogFolder.sync(folder);
        }
        for (SegmentFile file : old) {
            file.retire();
            if (file.first() != made.first()) {
                Files.deleteIfExists(file.path());
            }
        }
    }

    /**
     * Makes a rewrite durable, ready to take its place.
     *
     * @param complete whether it has all that was in the segments it is made from
     */
    public void finish(SegmentRewrite rewrite, boolean complete) throws IOException {
        rewrite.finish(durable, complete);
    }

    /** What repairs have cut off and kept for people. */
    public List<Path> setAside() throws IOException {
        return LogFolder.setAside(folder);
    }

    /** Copies what is durable now into another folder, in which a log can then be opened. */
    public void copyTo(Path target, Maintenance.Progress progress) throws IOException {
        LogFolder.copy(files(), target, progress);
    }

    @Override
    public void close() throws IOException {
        if (active != null) {
            // What was appended and never synced is no part of the log, and is for the next open to cut.
            if (durable && lastRecord < active().bytes() && active.size() == active().bytes()) {
                new CloseMark(activeNumber, lastRecord, active().bytes()).write(folder);
            }
            active.close();
            active = null;
        }
        for (SegmentFile file : files.values()) {
            file.retire();
        }
    }
}
