package dev.spoor.store.local;

import dev.spoor.store.StoreEvent;
import dev.spoor.store.StoreException;
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
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one index up to date with the log, from a thread of its own. First it reads from the log what the index lacks; once
 * it has caught up it takes over from the log's writer, through a bounded queue, what has become durable.
 */
final class Applier implements LogWriter.Sink<IndexedChange>, AutoCloseable {
    private static final Logger LOG = System.getLogger(Applier.class.getName());
    /** A flush takes so many spans at most; larger ones cost memory and gain little. */
    private static final int FLUSH_SPANS = 20_000;
    /** What waits between the log's writer and this thread, counted in spans. */
    private static final int QUEUE_SPANS = 40_000;

    private static final int CACHED_SPANS = 100_000;
    private static final long RETRY_MILLIS = 1_000;
    /** So many spans are read from the log again, within a second or two, after a crash. */
    private static final int CHECKPOINT_SPANS = 200_000;
    /** When nothing has come for so long, what came before is brought into the file, and memory is given back. */
    private static final long IDLE_NANOS = 2_000_000_000;

    /** When nothing was asked for so long, the memory of what was is given back. */
    private static final long REST_NANOS = 10_000_000_000L;

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

    /** Guards all that follows. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition arrived = lock.newCondition();
    private final Condition applied = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final ArrayDeque<Item> queue = new ArrayDeque<>();
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private int queuedSpans;
    private boolean live;
    private boolean closing;
    private long reached;
    private long appliedPosition;
    private long demanded;

    /** When the first change since the last flush came; for this thread alone. */
    private long firstWaitingNanos;

    private boolean checkpointFailed;
    private long checkpointFailedNanos;

    private volatile double progress;
    private volatile @Nullable String failure;
    private long restedReads;
    private volatile @Nullable Consumer<StoreEvent> listener;

    /** A change with its place in the log, or the end of a commit. */
    private record Item(long position, int length, @Nullable IndexedChange change) {}

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
        this.appliedPosition = writer.position();
        this.reached = Math.max(writer.position(), log.begin());
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
        return progress;
    }

    long appliedPosition() {
        lock.lock();
        try {
            return appliedPosition;
        } finally {
            lock.unlock();
        }
    }

    boolean isLive() {
        lock.lock();
        try {
            return live;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until queries see all up to the position.
     *
     * @throws StoreException.Lagging when that takes longer than the timeout
     */
    void await(long position, Duration timeout) {
        lock.lock();
        try {
            if (position > appliedPosition && position > demanded) {
                demanded = position;
                arrived.signal();
            }
            long left = timeout.toNanos();
            while (appliedPosition < position) {
                if (!live && !closing) {
                    throw new StoreException.Lagging(
                            "the index is being made from the log: %.0f %% done; try again later"
                                    .formatted(progress * 100));
                }
                if (left <= 0 || closing) {
                    String why = failure;
                    throw new StoreException.Lagging(
                            "the index is behind the log" + (why == null ? "; try again in a moment" : ": " + why));
                }
                left = applied.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting for the index", e);
        } finally {
            lock.unlock();
        }
    }

    /** Whether its thread has ended, by being closed or by an error. */
    boolean isStopped() {
        return !thread.isAlive();
    }

    /** Waits until it takes over from the log's writer, at most so long; whether it has. */
    boolean awaitLive(Duration timeout) {
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (!live && !closing && left > 0) {
                left = applied.awaitNanos(left);
            }
            return live;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return live;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void committed(long position, int length, IndexedChange change) {
        offer(new Item(position, length, change));
    }

    @Override
    public void commitEnded(long endPosition) {
        offer(new Item(endPosition, 0, null));
    }

    private void offer(Item item) {
        lock.lock();
        try {
            // What is not taken here is read from the log while catching up.
            if (!live || closing || item.position < reached) {
                return;
            }
            while (queuedSpans > QUEUE_SPANS && !closing) {
                room.awaitUninterruptibly();
            }
            queue.add(item);
            queuedSpans += weight(item);
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    private static int weight(Item item) {
        return item.change instanceof IndexedChange.Spans spans ? spans.spans().size() : 1;
    }

    /** Runs on this thread, after all that was queued has been applied. */
    <T> T call(Callable<T> task) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        lock.lock();
        try {
            if (closing) {
                throw new StoreException.Closed("the store is closing");
            }
            tasks.add(() -> {
                try {
                    result.complete(task.call());
                } catch (Exception e) {
                    result.completeExceptionally(e);
                }
            });
            arrived.signal();
        } finally {
            lock.unlock();
        }
        return result.get();
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
            lock.lock();
            try {
                closing = true;
                applied.signalAll();
                room.signalAll();
                tasks.forEach(Runnable::run);
                tasks.clear();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Reads from the log what the index lacks, until there is no more. */
    private void catchUp() throws IOException {
        long bytesAtStart = log.bytes();
        long[] done = {0};
        while (true) {
            long end = log.scan(reached, new TraceLog.Visitor() {
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
                    if (isClosing()) {
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
            lock.lock();
            try {
                reached = end;
                if (closing) {
                    return;
                }
                if (log.durableEnd() == end) {
                    progress = 1;
                    live = true;
                    applied.signalAll();
                    return;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean isClosing() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    /** Applies what waits, and flushes when it is time; false when closed. */
    private boolean takeOne() {
        Item item = null;
        Runnable task = null;
        boolean flush;
        boolean ended = false;
        boolean idle = false;
        lock.lock();
        try {
            long left = flushInterval.toNanos();
            while (queue.isEmpty()
                    && tasks.isEmpty()
                    && !closing
                    && !(demanded > appliedPosition && !writer.isClean())) {
                if (writer.isClean() && writer.isCheckpointed()) {
                    long reads = index.reads();
                    if (arrived.awaitNanos(REST_NANOS) <= 0 && reads != restedReads && reads == index.reads()) {
                        idle = true;
                        break;
                    }
                } else if (writer.isClean()) {
                    if (arrived.awaitNanos(IDLE_NANOS) <= 0) {
                        idle = true;
                        break;
                    }
                } else {
                    left = arrived.awaitNanos(left);
                    if (left <= 0) {
                        break;
                    }
                }
            }
            item = queue.poll();
            if (item != null) {
                queuedSpans -= weight(item);
                room.signal();
            } else if (!tasks.isEmpty()) {
                task = tasks.remove();
            } else {
                ended = closing;
            }
            flush = item == null || writer.waitingSpans() >= FLUSH_SPANS || dueSince(flushInterval);
        } catch (InterruptedException e) {
            throw new StoreException("the index's writer was interrupted", e);
        } finally {
            lock.unlock();
        }
        if (item != null) {
            if (item.change == null) {
                writer.reached(item.position);
            } else {
                if (writer.isClean()) {
                    firstWaitingNanos = System.nanoTime();
                }
                writer.add(item.position, item.length, item.change);
            }
        }
        // Only between commits: the position in the index then names a whole number of them.
        if (flush && (item == null || item.change == null)) {
            flush();
        }
        if ((idle || isCheckpointDue()) && !index.isCopying()) {
            checkpoint();
        }
        if (idle) {
            writer.rest();
            restedReads = index.reads();
        }
        if (task != null) {
            task.run();
        }
        return !ended;
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
                lock.lock();
                try {
                    if (closing || !arrived.await(RETRY_MILLIS, TimeUnit.MILLISECONDS) && closing) {
                        throw e;
                    }
                } catch (InterruptedException interrupted) {
                    throw e;
                } finally {
                    lock.unlock();
                }
            }
        }
        lock.lock();
        try {
            appliedPosition = writer.position();
            applied.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Applies what has been queued, then closes the index. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            arrived.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
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
