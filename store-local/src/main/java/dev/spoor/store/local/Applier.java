package dev.spoor.store.local;

import dev.spoor.store.StoreEvent;
import dev.spoor.store.StoreException;
import dev.spoor.store.local.ApplyQueue.Item;
import dev.spoor.store.local.ApplyQueue.Turn;
import dev.spoor.store.local.index.CompactionQueries;
import dev.spoor.store.local.index.Index;
import dev.spoor.store.local.index.IndexWriter;
import dev.spoor.store.local.index.IndexedChange;
import dev.spoor.store.local.index.SearchRows;
import dev.spoor.store.local.index.SummaryQueries;
import dev.spoor.store.local.index.TraceQueries;
import dev.spoor.store.local.log.LogEntry;
import dev.spoor.store.local.log.LogWriter;
import dev.spoor.store.local.log.TraceLog;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one index up to date with the log, from a thread of its own. First it reads from the log what the index lacks; once
 * it has caught up it takes over from the log's writer, through {@link ApplyQueue}, what has become durable.
 */
final class Applier implements LogWriter.Sink<IndexedChange>, AutoCloseable {
    private static final Logger LOG = System.getLogger(Applier.class.getName());
    /** A flush takes so many spans at most; larger ones cost memory and gain little. */
    private static final int FLUSH_SPANS = 20_000;

    private static final int CACHED_SPANS = 100_000;
    private static final long RETRY_MILLIS = 1_000;
    /** So many spans are read from the log again, within a second or two, after a crash. */
    private static final int CHECKPOINT_SPANS = 200_000;

    private static final long CHECKPOINT_RETRY_NANOS = 10_000_000_000L;

    private final TraceLog log;
    private final ChangeCodec codec;
    private final Index index;
    private final IndexWriter writer;
    private final Duration flushInterval;
    private final Thread thread;
    final TraceQueries traces;
    final SummaryQueries summaries;
    final SearchRows search;
    final CompactionQueries compaction;

    /** Held for reading by each query; closing waits for it. */
    final ReentrantReadWriteLock use = new ReentrantReadWriteLock();

    private final ApplyQueue queue;

    /** When the first change since the last flush came; for this thread alone. */
    private long firstWaitingNanos;

    /** Up to where the log has been read while catching up; for this thread alone. */
    private long readTo;

    private boolean checkpointFailed;
    private long checkpointFailedNanos;

    private volatile double progress;
    private volatile @Nullable String failure;
    private volatile @Nullable Consumer<StoreEvent> listener;
    /** How often the index had been read when memory was last given back; for this thread alone. */
    private long restedReads;

    Applier(TraceLog log, ChangeCodec codec, Index index, Duration flushInterval) throws SQLException {
        this.log = log;
        this.codec = codec;
        this.index = index;
        this.writer = new IndexWriter(index, CACHED_SPANS, new LogJoin(log, codec));
        this.flushInterval = flushInterval;
        this.traces = new TraceQueries(index);
        this.summaries = new SummaryQueries(index);
        this.search = new SearchRows(index);
        this.compaction = new CompactionQueries(index);
        this.readTo = Math.max(writer.position(), log.begin());
        this.queue = new ApplyQueue(writer.position(), readTo);
        this.thread =
                Thread.ofPlatform().name("spoor-index-writer").daemon(true).unstarted(this::run);
    }

    /** Begins to catch up. */
    void start() {
        thread.start();
    }

    void listen(@Nullable Consumer<StoreEvent> wanted) {
        listener = wanted;
    }

    Index index() {
        return index;
    }

    /** How much of the log is in the index when it is being made, from 0 to 1. */
    double progress() {
        return queue.isLive() ? 1 : progress;
    }

    long appliedPosition() {
        return queue.appliedPosition();
    }

    /** Whether it has caught up, and takes what comes from the log's writer. */
    boolean isLive() {
        return queue.isLive();
    }

    /**
     * Waits until queries see all up to the position.
     *
     * @throws StoreException.Lagging when that takes longer than the timeout
     */
    void await(long position, Duration timeout) {
        queue.await(
                position,
                timeout,
                () -> "the index is being made from the log: %.0f %% done; try again later".formatted(progress * 100),
                () -> {
                    String why = failure;
                    return "the index is behind the log" + (why == null ? "; try again in a moment" : ": " + why);
                });
    }

    /** Whether its thread has ended, by being closed or by an error. */
    boolean isStopped() {
        return !thread.isAlive();
    }

    /** Waits until it takes over from the log's writer, at most so long; whether it has. */
    boolean awaitLive(Duration timeout) {
        return queue.awaitLive(timeout);
    }

    @Override
    public void committed(long position, int length, IndexedChange change) {
        queue.offer(new Item(position, length, change));
    }

    @Override
    public void commitEnded(long endPosition) {
        queue.offer(new Item(endPosition, 0, null));
    }

    /** Runs on this thread, after all that was queued has been applied. */
    <T> T call(Callable<T> task) throws Exception {
        return queue.call(task);
    }

    /** The writer, for tasks on this thread. */
    IndexWriter writer() {
        return writer;
    }

    private void run() {
        try {
            catchUp();
            while (takeOne()) {
                // Until closed.
            }
        } catch (StoreException.Closed e) {
            LOG.log(Level.DEBUG, "the store was closed before the index had caught up");
        } catch (IOException | RuntimeException e) {
            failure = String.valueOf(e.getMessage());
            LOG.log(Level.ERROR, "the index stopped: " + e.getMessage(), e);
        } finally {
            queue.end();
        }
    }

    /** Reads from the log what the index lacks, until there is no more. */
    private void catchUp() throws IOException {
        long bytesAtStart = log.bytes();
        long[] done = {0};
        while (true) {
            long end = log.scan(readTo, new TraceLog.Visitor() {
                @Override
                public void entry(long position, int length, LogEntry entry) {
                    try {
                        writer.add(position, length, codec.indexed(entry));
                    } catch (LogEntry.CorruptEntryException | IllegalArgumentException e) {
                        damage("log position " + position + ": " + e.getMessage() + "; skipped");
                    }
                    done[0] += length;
                    if (writer.waitingSpans() >= FLUSH_SPANS) {
                        writer.reached(position + length);
                        flush();
                        if (isCheckpointDue()) {
                            checkpoint();
                        }
                        progress = Math.min(0.99, done[0] / (double) Math.max(1, bytesAtStart));
                    }
                    if (queue.isClosing()) {
                        throw new StoreException.Closed("the store is closing");
                    }
                }

                @Override
                public void damage(String text) {
                    LOG.log(Level.WARNING, text);
                }
            });
            writer.reached(end);
            flush();
            readTo = end;
            if (queue.takeOver(end, log::durableEnd)) {
                return;
            }
        }
    }

    /** Applies what waits, and flushes when it is time; false when closed. */
    private boolean takeOne() {
        Turn turn = queue.take(writer.isClean(), writer.isCheckpointed(), flushInterval, index::reads, restedReads);
        Item item = turn.item();
        boolean flush = item == null || writer.waitingSpans() >= FLUSH_SPANS || dueSince(flushInterval);
        if (item != null) {
            if (item.change() == null) {
                writer.reached(item.position());
            } else {
                if (writer.isClean()) {
                    firstWaitingNanos = System.nanoTime();
                }
                writer.add(item.position(), item.length(), item.change());
            }
        }
        // Only between commits: the position in the index then names a whole number of them.
        if (flush && (item == null || item.change() == null)) {
            flush();
        }
        if ((turn.idle() || isCheckpointDue()) && !index.isCopying()) {
            checkpoint();
        }
        if (turn.idle()) {
            writer.rest();
            restedReads = index.reads();
        }
        if (turn.task() != null) {
            turn.task().run();
        }
        return !turn.ended();
    }

    private boolean isCheckpointDue() {
        return writer.spansSinceCheckpoint() >= CHECKPOINT_SPANS
                && (!checkpointFailed || System.nanoTime() - checkpointFailedNanos > CHECKPOINT_RETRY_NANOS);
    }

    /** A failure costs nothing but memory and a longer next start; it is tried again. */
    private void checkpoint() {
        try {
            writer.checkpoint();
            checkpointFailed = false;
        } catch (StoreException e) {
            if (!checkpointFailed) {
                LOG.log(Level.WARNING, e.getMessage() + "; what it lacks stays in memory and in the log");
            }
            checkpointFailed = true;
            checkpointFailedNanos = System.nanoTime();
        }
    }

    private boolean dueSince(Duration interval) {
        return !writer.isClean() && System.nanoTime() - firstWaitingNanos > interval.toNanos();
    }

    /** Flushes until it works: what is durable in the log must come into the index. */
    private void flush() {
        while (true) {
            try {
                writer.flush(listener);
                failure = null;
                break;
            } catch (StoreException e) {
                failure = e.getMessage();
                LOG.log(Level.WARNING, "the index cannot be written, trying again: " + e.getMessage());
                if (!queue.pause(RETRY_MILLIS)) {
                    throw e;
                }
            }
        }
        queue.applied(writer.position());
    }

    /** Applies what has been queued, then closes the index. */
    @Override
    public void close() {
        queue.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!writer.isCheckpointed()) {
            checkpoint();
        }
        index.close();
    }
}
