package dev.spoor.sdk;

import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Puts a span around every task, under what was current when the task was handed in. */
final class TracedExecutor extends AbstractExecutorService {
    private final String name;
    private final ExecutorService executor;

    TracedExecutor(String name, ExecutorService executor) {
        this.name = name;
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        Context parent = Context.current();
        executor.execute(() -> {
            try (var scope = parent.makeCurrent()) {
                Spoor.span(name).run(span -> task.run());
            }
        });
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
