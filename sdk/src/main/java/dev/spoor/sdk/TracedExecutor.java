package dev.spoor.sdk;

import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Puts a span around every task, under what was current when the task was handed in. Tasks are wrapped before they become
 * futures: a future swallows what its task throws.
 */
final class TracedExecutor implements ExecutorService {
    private final String name;
    private final ExecutorService executor;

    TracedExecutor(String name, ExecutorService executor) {
        this.name = name;
        this.executor = executor;
    }

    private Runnable traced(Runnable task) {
        return Context.current().wrap(Spoor.trace(name, task));
    }

    private <T extends @Nullable Object> Callable<T> traced(Callable<T> task) {
        return Context.current().wrap(Spoor.traceCallable(name, task));
    }

    private <T extends @Nullable Object> List<Callable<T>> traced(Collection<? extends Callable<T>> tasks) {
        List<Callable<T>> traced = new ArrayList<>(tasks.size());
        tasks.forEach(task -> traced.add(traced(task)));
        return traced;
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(traced(task));
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
        return executor.submit(traced(task));
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(Runnable task, T result) {
        return executor.submit(traced(task), result);
    }

    @Override
    public Future<?> submit(Runnable task) {
        return executor.submit(traced(task));
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
            throws InterruptedException {
        return executor.invokeAll(traced(tasks));
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> invokeAll(
            Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit) throws InterruptedException {
        return executor.invokeAll(traced(tasks), timeout, unit);
    }

    @Override
    public <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> tasks)
            throws InterruptedException, ExecutionException {
        return executor.invokeAny(traced(tasks));
    }

    @Override
    public <T extends @Nullable Object> T invokeAny(
            Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return executor.invokeAny(traced(tasks), timeout, unit);
    }

    @Override
    public void shutdown() {
        executor.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return executor.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return executor.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return executor.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return executor.awaitTermination(timeout, unit);
    }
}
