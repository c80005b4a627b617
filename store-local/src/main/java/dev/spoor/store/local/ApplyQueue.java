package dev.spoor.store.local;

import dev.spoor.store.StoreException;
import dev.spoor.store.local.index.IndexedChange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where threads meet at an index: the log's writer brings what has become durable, the index's own thread takes it, and
 * queries wait until it has been applied. Bounded in spans; the log's writer waits when it is full.
 */
final class ApplyQueue {
    /** What waits, counted in spans. */
    private static final int MAX_SPANS = 40_000;
    /** When nothing has come for so long, what came before is brought into the file, and memory is given back. */
    private static final long IDLE_NANOS = 2_000_000_000;
    /** When nothing was asked for so long, the memory of what was is given back. */
    private static final long REST_NANOS = 10_000_000_000L;

    /** Guards all that follows. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition arrived = lock.newCondition();
    private final Condition applied = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final ArrayDeque<Item> queue = new ArrayDeque<>();
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private int queuedSpans;
    /** Whether all of the log has been read that was there before, so that the rest comes from its writer. */
    private boolean live;

    private boolean closing;
    /** Up to here the log is read, not waited for. */
    private long reached;

    private long appliedPosition;
    /** What a query waits for. */
    private long demanded;

    /** A change with its place in the log, or the end of a commit. */
    record Item(long position, int length, @Nullable IndexedChange change) {
        private int weight() {
            return change instanceof IndexedChange.Spans spans ? spans.spans().size() : 1;
        }
    }

    /**
     * What the index's thread is to do next; of item and task at most one.
     *
     * @param idle nothing has come, or been asked, for a while
     * @param ended the queue is closed, and nothing is left
     */
    record Turn(@Nullable Item item, @Nullable Runnable task, boolean idle, boolean ended) {}

    /** @param reached where reading the log begins */
    ApplyQueue(long appliedPosition, long reached) {
        this.appliedPosition = appliedPosition;
        this.reached = reached;
    }

    // --- the log's writer

    void offer(Item item) {
        lock.lock();
        try {
            // What is not taken here is read from the log while catching up.
            if (!live || closing || item.position < reached) {
                return;
            }
            while (queuedSpans > MAX_SPANS && !closing) {
                room.awaitUninterruptibly();
            }
            queue.add(item);
            queuedSpans += item.weight();
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    // --- those that ask

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
     * @param making why they do not, while the index is being made
     * @param behind why they do not, when it takes longer than the timeout
     * @throws StoreException.Lagging in those words
     */
    void await(long position, Duration timeout, Supplier<String> making, Supplier<String> behind) {
        lock.lock();
        try {
            if (position > appliedPosition && position > demanded) {
                demanded = position;
                arrived.signal();
            }
            long left = timeout.toNanos();
            while (appliedPosition < position) {
                if (!live && !closing) {
                    throw new StoreException.Lagging(making.get());
                }
                if (left <= 0 || closing) {
                    throw new StoreException.Lagging(behind.get());
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

    /** Waits until the index's thread takes over from the log's writer, at most so long; whether it has. */
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

    /** Runs on the index's thread, after all that was queued has been applied. */
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

    /** Takes no more; the index's thread ends once it has applied what is queued. */
    void close() {
        lock.lock();
        try {
            closing = true;
            arrived.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // --- the index's thread

    boolean isClosing() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes over from the log's writer, if the log has been read to its end.
     *
     * @param end up to where it has been read
     * @param durableEnd where it ends now
     * @return whether reading is over, also because of closing
     */
    boolean takeOver(long end, LongSupplier durableEnd) {
        lock.lock();
        try {
            reached = end;
            if (!closing && durableEnd.getAsLong() == end) {
                live = true;
                applied.signalAll();
            }
            return live || closing;
        } finally {
            lock.unlock();
        }
    }

    /** Queries see all up to the position. */
    void applied(long position) {
        lock.lock();
        try {
            appliedPosition = position;
            applied.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for something to do.
     *
     * @param clean whether all that was taken has been applied; else it waits only as long as that may wait
     * @param checkpointed whether all of that is in the file too
     * @param reads how often the index has been read
     * @param restedReads how often it had been when memory was last given back
     */
    Turn take(boolean clean, boolean checkpointed, Duration flushInterval, LongSupplier reads, long restedReads) {
        boolean idle = false;
        lock.lock();
        try {
            long left = flushInterval.toNanos();
            while (queue.isEmpty() && tasks.isEmpty() && !closing && (clean || demanded <= appliedPosition)) {
                if (clean && checkpointed) {
                    long before = reads.getAsLong();
                    if (arrived.awaitNanos(REST_NANOS) <= 0 && before != restedReads && before == reads.getAsLong()) {
                        idle = true;
                        break;
                    }
                } else if (clean) {
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
            Item item = queue.poll();
            if (item != null) {
                queuedSpans -= item.weight();
                room.signal();
                return new Turn(item, null, idle, false);
            }
            Runnable task = tasks.poll();
            return new Turn(null, task, idle, task == null && closing);
        } catch (InterruptedException e) {
            throw new StoreException("the index's writer was interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    /** Waits before another attempt; false when it is closed, and there will be none. */
    boolean pause(long millis) {
        lock.lock();
        try {
            return !closing && (arrived.await(millis, TimeUnit.MILLISECONDS) || !closing);
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** The thread has ended: nobody need wait for it. Tasks that are left run on it, to fail or not. */
    void end() {
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
