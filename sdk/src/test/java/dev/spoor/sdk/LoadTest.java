package dev.spoor.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.sdk.config.SdkSetting;
import dev.spoor.sdk.export.Destination;
import dev.spoor.sdk.export.TraceReceiver;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTest {
    private static final AttributeKey<Long> THREAD = AttributeKey.longKey("thread");
    private static final AttributeKey<Long> NUMBER = AttributeKey.longKey("number");
    private static final AttributeKey<String> PARENT = AttributeKey.stringKey("parent");

    @TempDir
    Path home;

    private SpoorBuilder builder() {
        return Spoor.builder().surroundings(Map.of(), home, home.resolve("work"));
    }

    @AfterEach
    void stop() {
        Spoor.close();
    }

    /** Checks every span as it comes, since a million of them would not fit. */
    private static final class Checking implements SpanExporter {
        private final BitSet[] seen;
        final AtomicLong good = new AtomicLong();
        final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

        Checking(int threads) {
            seen = Stream.generate(BitSet::new).limit(threads).toArray(BitSet[]::new);
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            for (SpanData span : spans) {
                BitSet ofThread = seen[span.getAttributes().get(THREAD).intValue()];
                int number = span.getAttributes().get(NUMBER).intValue();
                if (ofThread.get(number)) {
                    wrong.add("twice: " + span);
                } else if (!span.getParentSpanId().equals(span.getAttributes().get(PARENT))) {
                    wrong.add("another parent: " + span);
                } else {
                    ofThread.set(number);
                    good.incrementAndGet();
                }
            }
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    /** Virtual where there are any; this is compiled for a Java that has none. */
    private static Thread start(Runnable task) {
        try {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        } catch (NoSuchMethodException e) {
            Thread thread = new Thread(task);
            thread.start();
            return thread;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aThousandVirtualThreadsWithAThousandSpansEachArriveOnceUnderTheirParents() throws InterruptedException {
        int threads = 1000;
        int spans = 1000;
        Checking checking = new Checking(threads);
        Tracing tracing = builder()
                .exportToServer(false)
                .destination(Destination.of("checking", checking))
                .start();
        List<Thread> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int thread = t;
            running.add(start(() -> {
                try (ActiveSpan root = Spoor.span("root").start()) {
                    say(root, thread, 0, "0000000000000000");
                    for (int i = 1; i < spans; i += 2) {
                        // An application does more than tracing; without a pause the queue would rightly overflow.
                        while (tracing.status().get(0).waiting() > 30_000) {
                            LockSupport.parkNanos(1_000_000);
                        }
                        try (ActiveSpan child = Spoor.span("child").start()) {
                            say(child, thread, i, root.spanId());
                            if (i + 1 < spans) {
                                try (ActiveSpan below = Spoor.span("below").start()) {
                                    say(below, thread, i + 1, child.spanId());
                                }
                            }
                        }
                    }
                }
            }));
        }
        for (Thread thread : running) {
            thread.join();
        }
        assertThat(tracing.flush(Duration.ofSeconds(60))).isTrue();
        assertThat(checking.wrong).isEmpty();
        assertThat(tracing.status().get(0).dropped()).isZero();
        assertThat(checking.good.get()).isEqualTo((long) threads * spans);
    }

    private static void say(ActiveSpan span, int thread, int number, String parent) {
        span.attribute(THREAD, (long) thread).attribute(NUMBER, (long) number).attribute(PARENT, parent);
    }

    /** Nobody waits for a request or for the server; how fast that is, it prints. */
    @Test
    void aServerThatGoesAndComesBackLosesNothingAndHoldsUpNobody() throws Exception {
        int count = 20_000;
        long[] nanos = new long[count];
        TraceReceiver first = new TraceReceiver();
        Tracing tracing = builder()
                .endpoint("http://127.0.0.1:" + first.port())
                .set(SdkSetting.QUEUE_DELAY, "20ms")
                .start();
        TraceReceiver second = null;
        try {
            for (int i = 0; i < count; i++) {
                if (i == count / 4) {
                    first.close();
                } else if (i == count * 3 / 4) {
                    second = new TraceReceiver(first.port());
                }
                long start = System.nanoTime();
                try (ActiveSpan span = Spoor.span("s" + i).start()) {
                    span.inputs("where?").outputs("there");
                }
                nanos[i] = System.nanoTime() - start;
                if (i % 100 == 0) {
                    LockSupport.parkNanos(2_000_000);
                }
            }
            assertThat(tracing.flush(Duration.ofSeconds(60))).isTrue();
            assertThat(tracing.status().get(0).dropped()).isZero();
            // A request that was cut off by the end of the first server may have been taken, and is sent again: the
            // server knows spans by their ids.
            assertThat(Stream.concat(first.names().stream(), second.names().stream())
                            .distinct())
                    .hasSize(count);
        } finally {
            if (second != null) {
                second.close();
            }
        }
        Arrays.sort(nanos);
        System.out.printf("%d spans; on the caller p99 %.1f us%n", count, nanos[count * 99 / 100] / 1000.0);
        assertThat(Duration.ofNanos(nanos[count - 1])).isLessThan(Duration.ofSeconds(5));
    }
}
