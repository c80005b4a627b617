package dev.spoor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spoor.sdk.ActiveSpan;
import dev.spoor.sdk.Spoor;
import dev.spoor.sdk.Tracing;
import dev.spoor.sdk.client.SpoorClient;
import dev.spoor.sdk.client.TraceInfo;
import dev.spoor.sdk.client.TraceSearch;
import dev.spoor.sdk.config.SdkSetting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application under load whose server is killed and comes back. {@code -Dspoor.e2e.spans=1000} makes it a million
 * spans. That nobody waits for the server is asserted by a bound far below what a request may take; how fast it is, is
 * printed only, since that is the machine's.
 */
class SdkOutageTest {
    private static final int THREADS = 1000;
    private static final int SPANS = Integer.getInteger("spoor.e2e.spans", 100);

    @TempDir
    Path folder;

    private final AtomicLong ended = new AtomicLong();
    private final Queue<Throwable> problems = new ConcurrentLinkedQueue<>();
    private final long[] nanos = new long[THREADS * SPANS];

    @AfterEach
    void stop() {
        Spoor.close();
    }

    @Test
    void aThousandVirtualThreadsLoseNothingAndWaitForNothingWhileTheServerIsKilledAndBack() throws Exception {
        Path data = folder.resolve("data");
        SpoorProcess first = SpoorProcess.start(data);
        Tracing tracing = Spoor.builder()
                .programOnly()
                .endpoint(first.url())
                .project("outage")
                .set(SdkSetting.FALLBACK_FOLDER, folder.resolve("kept").toString())
                .start();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int t = 0; t < THREADS; t++) {
                int thread = t;
                threads.submit(() -> work(tracing, thread));
            }
            awaitEnded(THREADS * SPANS / 3);
            first.kill();
            awaitEnded(THREADS * SPANS / 3 * 2);
        }
        assertThat(problems).isEmpty();
        assertThat(ended.get()).isEqualTo(THREADS * SPANS);
        assertThat(tracing.status().get(0).reachable()).isFalse();
        long kept = tracing.status().get(0).keptOnDisk();
        try (SpoorProcess second = SpoorProcess.startAgain(data, first)) {
            Waiting.until("all delivered", Duration.ofMinutes(5), () -> tracing.flush(Duration.ofSeconds(30)));
            assertThat(tracing.status().get(0).dropped()).isZero();
            assertThat(kept).isPositive();
            everySpanIsThereOnceUnderItsParent(second);
        } finally {
            first.close();
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%d spans, %d of them kept on disk; on the caller p50 %.1f us, p99 %.1f us, p99.9 %.1f us%n",
                nanos.length, kept, micros(0.5), micros(0.99), micros(0.999));
        // A thousand threads on a few processors: some may be in the middle of a span when it is another's turn.
        assertThat(micros(0.999)).isLessThan(5_000_000);
    }

    private double micros(double part) {
        return nanos[(int) (nanos.length * part)] / 1000.0;
    }

    private void awaitEnded(long spans) throws InterruptedException {
        Waiting.until(spans + " spans", Duration.ofMinutes(5), () -> ended.get() >= spans || !problems.isEmpty());
    }

    /** A root, below it every other span, and below each of those the next. Names say which is which. */
    private void work(Tracing tracing, int thread) {
        try (ActiveSpan root = started(thread, 0)) {
            for (int i = 1; i < SPANS; i += 2) {
                // An application does more than tracing; without a pause the queue would rightly overflow.
                while (tracing.status().get(0).waiting() > 30_000) {
                    LockSupport.parkNanos(1_000_000);
                }
                ActiveSpan child = started(thread, i);
                if (i + 1 < SPANS) {
                    close(started(thread, i + 1), thread, i + 1);
                }
                close(child, thread, i);
            }
            ended.incrementAndGet();
        } catch (Throwable e) {
            problems.add(e);
        }
    }

    private ActiveSpan started(int thread, int number) {
        long before = System.nanoTime();
        ActiveSpan span = Spoor.span("s" + number).start();
        span.inputs(List.of("where", number)).attribute("gen_ai.request.model", "gpt-5");
        nanos[thread * SPANS + number] = System.nanoTime() - before;
        return span;
    }

    private void close(ActiveSpan span, int thread, int number) {
        long before = System.nanoTime();
        span.close();
        nanos[thread * SPANS + number] += System.nanoTime() - before;
        ended.incrementAndGet();
    }

    private static void everySpanIsThereOnceUnderItsParent(SpoorProcess server) throws Exception {
        List<TraceInfo> traces = SpoorClient.of(server.url())
                .searchAll(TraceSearch.all().project("outage").limit(500), THREADS + 1);
        assertThat(traces).hasSize(THREADS).extracting(TraceInfo::spanCount).containsOnly((long) SPANS);
        for (TraceInfo trace : traces) {
            Map<String, String> names = new HashMap<>();
            JsonNode spans = server.json("/api/v1/traces/" + trace.traceId()).get("spans");
            spans.forEach(span ->
                    names.put(span.get("span_id").asText(), span.get("name").asText()));
            assertThat(names).hasSize(SPANS);
            assertThat(names.values()).doesNotHaveDuplicates();
            for (JsonNode span : spans) {
                int number = Integer.parseInt(span.get("name").asText().substring(1));
                String parent = span.path("parent_span_id").asText("");
                String above = number == 0 ? null : number % 2 == 1 ? "s0" : "s" + (number - 1);
                assertThat(names.get(parent)).as(span.toString()).isEqualTo(above);
            }
        }
    }
}
