package dev.spoor.store.local.log;

import dev.spoor.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Appends to the log from one thread, with group commit: all batches that wait share one sync, and are acknowledged after
 * it. The queue is bounded in bytes.
 *
 * @param <T> what travels with an entry to the {@link Sink}, prepared by the caller
 */
public final class LogWriter<T> implements AutoCloseable {
    /** One commit takes at most so many bytes, so that its acknowledgements do not wait long. */
    private static final long COMMIT_BYTES = 16 << 20;

    private static final long FREE_SPACE_CHECK_NANOS = 500_000_000;

    private final TraceLog log;
    private final Limits limits;
    private final Sink<T> sink;
    private final LongSupplier otherBytes;
    private final Thread thread;
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicLong syncs = new AtomicLong();
    private final AtomicLong syncNanos = new AtomicLong();
    private final AtomicLong writtenBytes = new AtomicLong();

    /** Guards queue, closing and the conditions. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Batch<T>> queue = new ArrayDeque<>();
    private boolean closing;

    private volatile @Nullable String refusal;
    /** What a limit kept out last, so that others can see when there is room for it; 0 when it was no limit. */
    private volatile long keptOutBytes;

    private long freeSpaceCheckedNanos;
    private long freeBytes = Long.MAX_VALUE;

    /**
     * @param queueBytes how much may wait
     * @param maxBytes size of log and index together, 0 for no limit
     * @param minFreeBytes free space that must stay on the disk
     */
    public record Limits(long queueBytes, long maxBytes, long minFreeBytes) {}

    /** An entry's bytes, and what the sink needs of it. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
    public record Prepared<T>(byte[] entry, T change) {}

    /** Takes over entries that are durable, in order, from the writer's thread, before they are acknowledged. */
    public interface Sink<T> {
        void committed(long position, int length, T change);

        /** All entries of a commit have been handed over. */
        void commitEnded(long endPosition);
    }

    private record Batch<T>(List<Prepared<T>> entries, long bytes, boolean makesRoom, CompletableFuture<Long> done) {}

    /** @param otherBytes bytes on disk besides the log, which count against {@code maxBytes} */
    public LogWriter(TraceLog log, Limits limits, Sink<T> sink, LongSupplier otherBytes) {
        this.log = log;
        this.limits = limits;
        this.sink = sink;
        this.otherBytes = otherBytes;
        this.thread = Thread.ofPlatform().name("spoor-log-writer").daemon(true).start(this::run);
    }

    /**
     * Queues the entries. See {@code TraceStore.append} for how the future fails.
     *
     * @param makesRoom whether they are small and lead to a smaller store, as deletions do: a limit does not keep them out
     */
    public CompletableFuture<Long> append(List<Prepared<T>> entries, boolean makesRoom) {
        long bytes = 0;
        for (Prepared<T> entry : entries) {
            bytes += entry.entry().length;
        }
        long queued = queuedBytes.addAndGet(bytes);
        // A batch larger than the queue is taken when it is alone.
        if (queued > limits.queueBytes() && queued > bytes) {
            queuedBytes.addAndGet(-bytes);
            return CompletableFuture.failedFuture(new StoreException.Busy(
                    "more than " + limits.queueBytes() + " bytes wait to be written; try again in a second", 1));
        }
        Batch<T> batch = new Batch<>(entries, bytes, makesRoom, new CompletableFuture<>());
        lock.lock();
        try {
            if (closing) {
                queuedBytes.addAndGet(-bytes);
                return CompletableFuture.failedFuture(new StoreException.Closed("the store is closing"));
            }
            queue.add(batch);
            changed.signal();
        } finally {
            lock.unlock();
        }
        return batch.done();
    }

    public long queuedBytes() {
        return queuedBytes.get();
    }

    /** Why new data is refused at present, or null. */
    public @Nullable String refusal() {
        String known = refusal;
        long bytes = keptOutBytes;
        if (known == null || bytes == 0) {
            return known;
        }
        // Nobody may be sending, since they were told that there is no room; there may be some by now.
        try {
            return aboveLimit(bytes) || tooLittleFree(freeBytesNow(), bytes) ? known : null;
        } catch (IOException e) {
            return known;
        }
    }

    /** How often the disk was synced. */
    public long syncs() {
        return syncs.get();
    }

    /** Bytes of entries that were written since the store was opened. */
    public long writtenBytes() {
        return writtenBytes.get();
    }

    /** How long that took altogether. */
    public long syncNanos() {
        return syncNanos.get();
    }

    private void run() {
        List<Batch<T>> commit = new ArrayList<>();
        while (take(commit)) {
            write(commit);
            commit.clear();
        }
    }

    /** Waits for batches; false when there will be none. */
    private boolean take(List<Batch<T>> commit) {
        lock.lock();
        try {
            while (queue.isEmpty()) {
                if (closing) {
                    return false;
                }
                changed.awaitUninterruptibly();
            }
            long bytes = 0;
            while (!queue.isEmpty() && (commit.isEmpty() || joins(queue.peek(), commit.getFirst(), bytes))) {
                Batch<T> batch = queue.remove();
                bytes += batch.bytes();
                commit.add(batch);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean joins(Batch<T> next, Batch<T> first, long bytes) {
        return bytes + next.bytes() <= COMMIT_BYTES && next.makesRoom() == first.makesRoom();
    }

    private void write(List<Batch<T>> commit) {
        boolean makesRoom = commit.getFirst().makesRoom();
        long bytes = commit.stream().mapToLong(Batch::bytes).sum();
        long[] positions =
                new long[commit.stream().mapToInt(b -> b.entries().size()).sum()];
        try {
            if (!makesRoom) {
                checkSpace(bytes);
            }
            log.rollFor(bytes);
            int n = 0;
            for (Batch<T> batch : commit) {
                for (Prepared<T> entry : batch.entries()) {
                    positions[n++] = log.append(entry.entry());
                }
            }
            long start = System.nanoTime();
            log.sync();
            syncNanos.addAndGet(System.nanoTime() - start);
            syncs.incrementAndGet();
            writtenBytes.addAndGet(bytes);
            if (!makesRoom) {
                refusal = null;
            }
        } catch (IOException | RuntimeException e) {
            refuse(commit, bytes, e);
            return;
        }
        int n = 0;
        for (Batch<T> batch : commit) {
            for (Prepared<T> entry : batch.entries()) {
                sink.committed(positions[n++], entry.entry().length, entry.change());
            }
        }
        long end = log.durableEnd();
        sink.commitEnded(end);
        queuedBytes.addAndGet(-bytes);
        for (Batch<T> batch : commit) {
            batch.done().complete(end);
        }
    }

    private void refuse(List<Batch<T>> commit, long bytes, Exception cause) {
        StoreException failure = cause instanceof StoreException known ? known : asFull(cause);
        keptOutBytes = cause instanceof StoreException.Full ? bytes : 0;
        refusal = failure.getMessage();
        if (!(cause instanceof StoreException.Full)) {
            try {
                log.rollback();
            } catch (IOException | RuntimeException e) {
                refusal = failure.getMessage() + "; and what was half-written cannot be taken back: " + e.getMessage();
            }
        }
        queuedBytes.addAndGet(-bytes);
        for (Batch<T> batch : commit) {
            batch.done().completeExceptionally(failure);
        }
    }

    /** A write fails because the disk is full, or broken; either way there is no room for new data. */
    private static StoreException asFull(Exception cause) {
        return new StoreException.Full(
                "cannot write the log: " + cause.getMessage() + "; free space on the disk, then sending works again");
    }

    private void checkSpace(long bytes) throws IOException {
        if (aboveLimit(bytes)) {
            throw new StoreException.Full("the store has reached its limit of " + limits.maxBytes()
                    + " bytes; delete traces and compact, set a retention, or raise the limit");
        }
        if (limits.minFreeBytes() > 0) {
            long now = System.nanoTime();
            if (now - freeSpaceCheckedNanos > FREE_SPACE_CHECK_NANOS || freeBytes < 4 * limits.minFreeBytes()) {
                freeBytes = freeBytesNow();
                freeSpaceCheckedNanos = now;
            } else {
                freeBytes -= bytes;
            }
            if (tooLittleFree(freeBytes, bytes)) {
                throw new StoreException.Full("the disk has " + freeBytes + " bytes left, and " + limits.minFreeBytes()
                        + " are to stay free; free space, then sending works again");
            }
        }
    }

    private boolean aboveLimit(long more) {
        return limits.maxBytes() > 0 && log.bytes() + otherBytes.getAsLong() + more > limits.maxBytes();
    }

    private boolean tooLittleFree(long free, long more) {
        return limits.minFreeBytes() > 0 && free - more < limits.minFreeBytes();
    }

    private long freeBytesNow() throws IOException {
        return Files.getFileStore(log.folder()).getUsableSpace();
    }

    /** Runs on the writer's thread between commits, as when segments are dropped: nothing is written meanwhile. */
    public <R> R callBetweenCommits(java.util.concurrent.Callable<R> action) throws Exception {
        CompletableFuture<R> result = new CompletableFuture<>();
        CompletableFuture<Long> turn = new CompletableFuture<>();
        Batch<T> marker = new Batch<>(List.of(), 0, true, turn);
        lock.lock();
        try {
            if (closing) {
                throw new StoreException.Closed("the store is closing");
            }
            queue.add(marker);
            changed.signal();
        } finally {
            lock.unlock();
        }
        // The marker's future completes on the writer's thread, which runs the action there.
        turn.whenComplete((position, error) -> {
            try {
                result.complete(action.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result.get();
    }

    /** Writes what was accepted, then stops. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
