package dev.spoor.server.http;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Lets a bounded number of blocking tasks run at the same time, lets a bounded number wait in the order they came, and
 * turns away the rest. Platform threads, because the tasks spend their time in native code (zstd, the index's engine),
 * where a virtual thread would keep its carrier, and there are as few carriers as cores. Safe for use by many threads.
 */
public final class Gate implements AutoCloseable {
    private final String name;
    private final ThreadPoolExecutor threads;

    /**
     * @param name for the threads, and for clients that are turned away
     * @param maxRunning tasks at the same time
     * @param maxWaiting tasks that may wait beyond these
     */
    public Gate(String name, int maxRunning, int maxWaiting) {
        this.name = name;
        this.threads = new ThreadPoolExecutor(
                maxRunning,
                maxRunning,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(maxWaiting),
                Thread.ofPlatform().name(name + "-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** Runs the task. The future fails with {@link ApiException} 429 when too many wait already. */
    @SuppressWarnings("FutureReturnValueIgnored") // complete() answers whether it was the first; it always is
    public <T> CompletableFuture<T> run(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    result.complete(task.call());
                } catch (Throwable failure) {
                    result.completeExceptionally(failure);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(
                    threads.isShutdown()
                            ? ApiException.unavailable("the server is stopping", 1)
                            : ApiException.busy("too many requests wait at the " + name + "; try again", 1));
        }
        return result;
    }

    /** Tasks that run or wait. */
    public int pending() {
        return threads.getActiveCount() + threads.getQueue().size();
    }

    /** Waits for the tasks that were taken. */
    @Override
    public void close() {
        threads.close();
    }
}
