package dev.spoor.store.local.text;

import dev.spoor.otlp.MalformedOtlpException;
import dev.spoor.store.local.log.LogEntry;
import dev.spoor.store.local.log.Segment;
import dev.spoor.store.local.log.TraceLog;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the files of the text index from a thread of its own, the newest part of the log first. Beside a log that grows fast it
 * works a small part of the time, so that what arrives is not held up; a search does without what is not made yet. Of the
 * segment that is being written the last bytes have no file, so that files are not too small.
 */
public final class TextIndexer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(TextIndexer.class.getName());
    private static final long MAX_PART_BYTES = 64 << 20;
    /** So many small files in a row become one. */
    private static final int PIECES = 8;

    /** What is small, in bytes of log: eight of the one make one of the other, and eight of those a whole file. */
    private static final long[] SMALL_BYTES = {1 << 20, 8 << 20};

    /** While nothing arrives, no more than so many bytes stay without a file. */
    private static final long QUIET_TAIL_BYTES = 256 << 10;

    /** The start of a server has the processors for itself. */
    private static final long AFTER_START_MILLIS = 3_000;

    private static final long WAIT_MILLIS = 1_000;
    private static final long AFTER_FAILURE_MILLIS = 30_000;

    private final TextIndex index;
    private final TraceLog log;
    private final long tailBytes;
    private final Thread thread;
    private final Pace pace;
    /** First positions of files that did not become fewer, and need not be tried again; for this thread alone. */
    private final Set<Long> unjoined = new HashSet<>();

    /** Size of the log at the last look; for this thread alone. */
    private long bytesSeen = -1;

    /** Guards what follows, and is told when it changes. */
    private final Object lock = new Object();

    private boolean closing;
    /** Counts the times that nothing was left to do. */
    private long idle;
    /** Whether somebody waits for nothing to be left to do. */
    private boolean asked;

    private static final class ClosedException extends RuntimeException {
        ClosedException() {
            super("closed", null, false, false);
        }
    }

    /** A file has enough. */
    private static final class FullException extends RuntimeException {
        private final transient long position;

        FullException(long position) {
            super("full", null, false, false);
            this.position = position;
        }
    }

    /** @param tailBytes so many last bytes of the log have no file */
    public TextIndexer(TextIndex index, TraceLog log, long tailBytes) {
        this.index = index;
        this.log = log;
        this.tailBytes = tailBytes;
        this.pace = new Pace(log);
        this.thread = Thread.ofPlatform().name("spoor-text-index").daemon(true).unstarted(this::run);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        if (!pause(AFTER_START_MILLIS)) {
            return;
        }
        while (true) {
            long millis = WAIT_MILLIS;
            try {
                index.discardDropped();
                if (makeNext()) {
                    continue;
                }
                synchronized (lock) {
                    idle++;
                    lock.notifyAll();
                }
            } catch (ClosedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                if (isClosing()) {
                    return;
                }
                LOG.log(Level.WARNING, "the text index is not up to date, trying again later: " + e.getMessage(), e);
                millis = AFTER_FAILURE_MILLIS;
            }
            if (!pause(millis)) {
                return;
            }
        }
    }

    /** Waits; false when closed. */
    private boolean pause(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        synchronized (lock) {
            while (!closing) {
                if (asked) {
                    asked = false;
                    return true;
                }
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return true;
                }
                try {
                    lock.wait(left);
                } catch (InterruptedException e) {
                    closing = true;
                }
            }
            return false;
        }
    }

    private boolean isClosing() {
        synchronized (lock) {
            return closing;
        }
    }

    /** A part of a segment that is to have a file. */
    private record Gap(long segment, long from, long to) {}

    /** Makes a file, if one is needed. */
    private boolean makeNext() throws IOException {
        TreeMap<Long, Long> segments = new TreeMap<>(log.segments());
        long bytes = log.bytes();
        long tail = bytes == bytesSeen ? Math.min(tailBytes, QUIET_TAIL_BYTES) : tailBytes;
        bytesSeen = bytes;
        for (long segment : segments.descendingKeySet()) {
            long size = segments.getOrDefault(segment, 0L);
            boolean last = segment == segments.lastKey();
            Gap gap = gap(segment, size, last ? tail : 0);
            if (gap != null) {
                TextIndex.Part part = make(gap);
                if (part == null) {
                    return false;
                }
                index.use(List.of(part));
                return true;
            }
        }
        for (long small : SMALL_BYTES) {
            List<TextIndex.Part> pieces = pieces(small);
            if (pieces != null && join(pieces)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Gap gap(long segment, long size, long keep) {
        long at = Segment.HEADER_BYTES;
        for (TextIndex.Part part : index.parts()) {
            if (part.segment() == segment) {
                if (part.range().from() > at) {
                    return new Gap(segment, at, part.range().from());
                }
                at = part.range().to();
            }
        }
        return size - at > keep ? new Gap(segment, at, size) : null;
    }

    /** Eight files in a row of one segment that are all small, the newest first; null when there are none. */
    private @Nullable List<TextIndex.Part> pieces(long smallBytes) {
        List<TextIndex.Part> run = new ArrayList<>();
        for (TextIndex.Part part : index.parts().reversed()) {
            boolean small = part.end() - part.first() <= smallBytes;
            if (!small || !run.isEmpty() && run.getFirst().first() != part.end()) {
                run.clear();
            }
            if (small) {
                run.addFirst(part);
            }
            if (run.size() == PIECES) {
                if (!unjoined.contains(run.getFirst().first())) {
                    return run;
                }
                run.clear();
            }
        }
        return null;
    }

    /** Makes one file of several, or a few; false when their segment has gone. */
    private boolean join(List<TextIndex.Part> pieces) throws IOException {
        List<TextIndex.Part> written = new ArrayList<>();
        long segment = pieces.getFirst().segment();
        long at = pieces.getFirst().range().from();
        long end = pieces.getLast().range().to();
        while (at < end) {
            TextIndex.Part part = make(new Gap(segment, at, end));
            if (part == null) {
                return false;
            }
            written.add(part);
            at = part.range().to();
        }
        index.use(written);
        if (written.size() >= pieces.size()) {
            unjoined.add(pieces.getFirst().first());
        }
        return true;
    }

    /** The first file of the gap; null when its segment has gone. */
    private TextIndex.@Nullable Part make(Gap gap) throws IOException {
        long begun = log.begun(gap.segment);
        if (begun < 0) {
            return null;
        }
        TextFileBuilder builder = new TextFileBuilder(gap.segment, gap.from);
        long from = Segment.position(gap.segment, gap.from);
        long end;
        try {
            end = log.scan(from, Segment.position(gap.segment, gap.to), new Reading(builder, from));
        } catch (FullException e) {
            end = e.position;
        }
        if (Segment.number(end) != gap.segment || end <= from) {
            return null;
        }
        return index.write(builder, new TextFile.Range(gap.segment, begun, gap.from, Segment.offset(end)));
    }

    private final class Reading implements TraceLog.Visitor {
        private final TextFileBuilder builder;
        private final long from;

        Reading(TextFileBuilder builder, long from) {
            this.builder = builder;
            this.from = from;
        }

        @Override
        public void entry(long position, int length, LogEntry entry) {
            if (builder.isFull() || position - from >= MAX_PART_BYTES) {
                throw new FullException(position);
            }
            try {
                builder.add(position, entry);
            } catch (LogEntry.CorruptEntryException | MalformedOtlpException e) {
                LOG.log(Level.DEBUG, "log position " + position + " is not searched: " + e.getMessage());
            }
            long millis = pace.afterWork();
            if (!pause(millis)) {
                throw new ClosedException();
            }
        }

        @Override
        public void damage(String text) {
            LOG.log(Level.DEBUG, text);
        }
    }

    /** Waits until all that is to have a file has one. */
    public void awaitIdle() throws InterruptedException {
        synchronized (lock) {
            long seen = idle;
            // The first one may have begun before what the caller wrote.
            while (idle < seen + 2 && !closing) {
                asked = true;
                lock.notifyAll();
                lock.wait(WAIT_MILLIS);
            }
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closing = true;
            lock.notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
