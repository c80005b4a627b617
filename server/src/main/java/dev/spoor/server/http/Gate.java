package dev.spoor.server.http;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a bounded number of blocking tasks run at the same time, each on a virtual thread, lets a bounded number wait in
 * the order they came, and turns away the rest. Safe for use by many threads.
 */
public final class Gate implements AutoCloseable {
    private final String name;
    private final int maxPending;
    private final Semaphore running;
    private final AtomicInteger pending = new AtomicInteger();
    private final ExecutorService threads;

    /**
     * @param name for the threads, and for clients that are turned away
     * @param maxRunning tasks at the same time
     * @param maxWaiting tasks that may wait beyond these
     */
    public Gate(String name, int maxRunning, int maxWaiting) {
        this.name = name;
        this.maxPending = (int) Math.min(Integer.MAX_VALUE, (long) maxRunning + maxWaiting);
        this.running = new Semaphore(maxRunning, true);
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + "-", 0).factory());
    }

    /** Runs the task. The future fails with {@link ApiException} 429 when too many wait already. */
    public <T> CompletableFuture<T> run(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        if (pending.incrementAndGet() > maxPending) {
            pending.decrementAndGet();
            result.completeExceptionally(ApiException.busy("too many requests wait at the " + name + "; try again", 1));
            return result;
        }
        try {
            threads.execute(() -> runNow(task, result));
        } catch (RejectedExecutionException e) {
            pending.decrementAndGet();
            result.completeExceptionally(ApiException.unavailable("the server is stopping", 1));
        }
        return result;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // complete() answers whether it was the first; it always is
    private <T> void runNow(Callable<T> task, CompletableFuture<T> result) {
        running.acquireUninterruptibly();
        T value;
        try {
            value = task.call();
        } catch (Throwable failure) {
            leave();
            result.completeExceptionally(failure);
            return;
        }
        leave();
        result.complete(value);
    }

    private void leave() {
        running.release();
        pending.decrementAndGet();
    }

    /** Tasks that run or wait. */
    public int pending() {
        return pending.get();
    }

    /** Waits for the tasks that were taken. */
    @Override
    public void close() {
        threads.close();
    }
}
