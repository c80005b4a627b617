package dev.spoor.server.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** What is counted. Every label has few values. Safe for use by many threads. */
public final class Metrics {
    private final MeterRegistry registry;

    public Metrics(MeterRegistry registry) {
        this.registry = registry;
    }

    public MeterRegistry registry() {
        return registry;
    }

    /** A request came, of so many bytes once unpacked. */
    public void received(String signal, long bytes) {
        registry.counter("spoor.received.requests", "signal", signal).increment();
        registry.counter("spoor.received.bytes", "signal", signal).increment(bytes);
    }

    /** Spans or records are on disk, and their sender is told. */
    public void acknowledged(String signal, long items, long nanos) {
        registry.counter("spoor.acknowledged", "signal", signal).increment(items);
        timer("spoor.acknowledge", "signal", signal).record(Duration.ofNanos(nanos));
    }

    /** Spans or records were refused one by one; the reasons are a fixed set of sentences. */
    public void refused(String signal, Map<String, Integer> rejections) {
        rejections.forEach((reason, count) -> registry.counter("spoor.refused", "signal", signal, "reason", reason)
                .increment(count));
    }

    /** A whole request was refused. */
    public void requestRefused(String signal, String errorCode) {
        registry.counter("spoor.refused.requests", "signal", signal, "error_code", errorCode)
                .increment();
    }

    public void queried(String operation, long nanos) {
        timer("spoor.query", "operation", operation).record(Duration.ofNanos(nanos));
    }

    public void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /** A count that is kept elsewhere and only grows; the registry alone does not keep {@code state} alive. */
    public <T> void counter(String name, String description, T state, ToDoubleFunction<T> count) {
        FunctionCounter.builder(name, state, count).description(description).register(registry);
    }

    /** A timer that is kept elsewhere; the registry alone does not keep {@code state} alive. */
    public <T> void elsewhere(
            String name, String description, T state, ToLongFunction<T> count, ToDoubleFunction<T> totalNanos) {
        FunctionTimer.builder(name, state, count, totalNanos, TimeUnit.NANOSECONDS)
                .description(description)
                .register(registry);
    }

    private Timer timer(String name, String label, String value) {
        return Timer.builder(name)
                .tag(label, value)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry);
    }
}
