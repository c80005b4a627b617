package dev.spoor.store.local;

import static dev.spoor.store.TestTraces.attribute;
import static dev.spoor.store.TestTraces.received;
import static dev.spoor.store.TestTraces.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.model.filter.Filter;
import dev.spoor.store.Maintenance;
import dev.spoor.store.Page;
import dev.spoor.store.TestTraces;
import dev.spoor.store.TraceQuery;
import dev.spoor.store.TraceSummary;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes is killed with {@code kill -9}, again and again; what it had acknowledged is there, once. */
class KillTest {
    private static final int KILLS = 20;

    @TempDir
    Path folder;

    @Test
    void whatWasAcknowledgedBeforeAKillIsThereAfterIt() throws Exception {
        Random random = new Random(7);
        List<Long> acknowledged = new ArrayList<>();
        for (int round = 0; round < KILLS; round++) {
            long first = acknowledged.isEmpty()
                    ? 1
                    : acknowledged.stream().max(Long::compare).orElseThrow() + 1_000;
            acknowledged.addAll(writeUntilKilled(first, 20 + random.nextInt(400)));
            try (LocalTraceStore store = LocalTraceStore.open(LocalStoreConfig.in(folder), TestTraces.READER)) {
                Map<Long, Integer> found = spanCounts(store);
                for (long trace : acknowledged) {
                    assertThat(found.get(trace))
                            .as("spans of trace %d after kill %d", trace, round + 1)
                            .isEqualTo(2);
                }
                // The report also tells of spans that are there twice.
                assertThat(store.maintenance().verify(Maintenance.Progress.NONE).problems())
                        .isEmpty();
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(KILLS * 20);
    }

    private static Map<Long, Integer> spanCounts(LocalTraceStore store) {
        Map<Long, Integer> counts = new HashMap<>();
        String cursor = null;
        do {
            Page<TraceSummary> page = store.traces(new TraceQuery(
                    List.of(), 0, 0, null, null, null, null, null, Map.of(), Filter.ALL, List.of(), cursor, 1000));
            page.items().forEach(trace -> counts.put(trace.traceId().low(), trace.spanCount()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return counts;
    }

    /** Runs a writer until it has acknowledged so many traces, kills it, and returns all that it had acknowledged. */
    private List<Long> writeUntilKilled(long firstTrace, int traces) throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString(),
                        Long.toString(firstTrace))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Long> acknowledged = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = out.readLine()) != null) {
                // A line that the kill cut off is no acknowledgement.
                if (line.endsWith(".")) {
                    acknowledged.add(Long.parseLong(line.substring(0, line.length() - 1)));
                }
                if (acknowledged.size() == traces) {
                    writer.toHandle().destroyForcibly();
                }
            }
        } finally {
            writer.destroyForcibly();
        }
        assertThat(writer.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return acknowledged;
    }

    /** Writes traces of two spans from four threads, and prints the number of each once it is acknowledged. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws Exception {
            LocalTraceStore store = LocalTraceStore.open(LocalStoreConfig.in(Path.of(args[0])), TestTraces.READER);
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            AtomicLong next = new AtomicLong(Long.parseLong(args[1]));
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    while (true) {
                        long n = next.getAndIncrement();
                        store.append(List.of(received(
                                        "0",
                                        n,
                                        span(n, 1, 0).addAttributes(attribute("text", "word ".repeat(500))),
                                        span(n, 2, 1))))
                                .join();
                        synchronized (out) {
                            out.println(n + ".");
                        }
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
