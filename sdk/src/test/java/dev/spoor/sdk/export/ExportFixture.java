package dev.spoor.sdk.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A queue behind a tracer, as the SDK has it. */
abstract class ExportFixture {
    static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    SdkTracerProvider provider = SdkTracerProvider.builder().build();
    ExportQueue queue;

    Tracer open(Destination destination) {
        queue = destination.open(span -> span);
        provider = SdkTracerProvider.builder().addSpanProcessor(queue).build();
        return provider.get("test");
    }

    @AfterEach
    void close() {
        if (queue != null) {
            queue.giveUp();
        }
        provider.shutdown().join(10, TimeUnit.SECONDS);
    }

    static void spans(Tracer tracer, int from, int count) {
        for (int i = from; i < from + count; i++) {
            tracer.spanBuilder("s" + i).startSpan().end();
        }
    }

    boolean flush() {
        return provider.forceFlush().join(LONG.toSeconds(), TimeUnit.SECONDS).isSuccess();
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /**
     * Nothing is delivered before a flush, up to 100 spans: a flush tells of what could not be delivered from its
     * beginning on, so what it is to tell of must not be tried earlier.
     */
    static QueueLimits whenFlushed(Duration retryTimeout) {
        return new QueueLimits(1000, 1 << 20, 100, 1 << 20, Duration.ofHours(1), retryTimeout);
    }

    static QueueLimits limits(int maxSpans, int batch, Duration retryTimeout) {
        return new QueueLimits(maxSpans, 1 << 20, batch, 1 << 20, Duration.ofMillis(5), retryTimeout);
    }
}
