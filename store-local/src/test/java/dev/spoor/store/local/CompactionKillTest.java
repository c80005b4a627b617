package dev.spoor.store.local;

import static dev.spoor.store.TestTraces.attribute;
import static dev.spoor.store.TestTraces.received;
import static dev.spoor.store.TestTraces.span;
import static dev.spoor.store.TestTraces.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.store.Change;
import dev.spoor.store.Maintenance;
import dev.spoor.store.TestTraces;
import dev.spoor.store.TraceSummary;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that writes, deletes and compacts without pause is killed with {@code kill -9} at random moments; what it had
 * acknowledged is there once, and what it had deleted is not.
 */
class CompactionKillTest {
    private static final int KILLS = 10;
    private static final int TRACES = 40;

    @TempDir
    Path folder;

    @Test
    void aKillAtAnyMomentOfACompactionLosesAndDoublesNothing() throws Exception {
        Random random = new Random(11);
        /** By trace: how many spans it has, 0 for deleted. */
        Map<Long, Integer> expected = new TreeMap<>();
        int compactions = 0;
        for (int round = 0; round < KILLS; round++) {
            long first = 1 + round * 100_000L;
            compactions += runUntilKilled(first, 3 + random.nextInt(40), random.nextInt(60), expected);
            try (LocalTraceStore store = LocalTraceStore.open(LocalStoreConfig.in(folder), TestTraces.READER)) {
                store.current.requireLive();
                Map<Long, Integer> found = new TreeMap<>();
                for (TraceSummary trace : StoreState.traces(store)) {
                    found.put(trace.traceId().low(), trace.spanCount());
                }
                for (Map.Entry<Long, Integer> trace : expected.entrySet()) {
                    assertThat(found.getOrDefault(trace.getKey(), 0))
                            .as("spans of trace %d after kill %d", trace.getKey(), round + 1)
                            .isEqualTo(trace.getValue());
                    if (trace.getValue() > 0) {
                        byte[][] exported = new byte[1][];
                        store.exportOtlp(traceId(trace.getKey()), otlp -> exported[0] = otlp);
                        assertThat(exported[0]).isEqualTo(Writer.otlp(trace.getKey()));
                    }
                }
                assertThat(store.maintenance().verify(Maintenance.Progress.NONE).problems())
                        .isEmpty();
            }
        }
        assertThat(compactions).as("compactions that were completed").isPositive();
    }

    /** Kills the writer so many milliseconds after it has said so many things; returns how often it had compacted. */
    private int runUntilKilled(long firstTrace, int lines, int millis, Map<Long, Integer> expected) throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString(),
                        Long.toString(firstTrace))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int compactions = 0;
        int said = 0;
        /** Deletions that were asked for but perhaps not done. */
        TreeSet<Long> open = new TreeSet<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = out.readLine()) != null) {
                if (!line.endsWith(".")) {
                    continue; // cut off by the kill
                }
                long number = Long.parseLong(line.substring(1, line.length() - 1));
                switch (line.charAt(0)) {
                    case '+' -> expected.put(number, 2);
                    case '?' -> open.add(number);
                    case '-' -> {
                        expected.put(number, 0);
                        open.remove(number);
                    }
                    default -> compactions++;
                }
                if (++said == lines) {
                    // The moment is what is random here; nothing is waited for.
                    Thread.sleep(millis);
                    writer.toHandle().destroyForcibly();
                }
            }
        } finally {
            writer.destroyForcibly();
        }
        assertThat(writer.waitFor(20, TimeUnit.SECONDS)).isTrue();
        expected.keySet().removeAll(open);
        return compactions;
    }

    /** Says {@code +n.} for a trace that is acknowledged, {@code ?n.} and {@code -n.} around a deletion, {@code cn.} for a compaction. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) {
            LocalTraceStore store = LocalTraceStore.open(LocalStoreConfig.in(Path.of(args[0])), TestTraces.READER);
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            long next = Long.parseLong(args[1]);
            Thread.ofPlatform().daemon().start(() -> {
                for (long n = 1; ; n++) {
                    store.maintenance().compact(Maintenance.Progress.NONE);
                    say(out, 'c', n);
                }
            });
            for (long n = next; ; n++) {
                store.append(List.of(change(n))).join();
                say(out, '+', n);
                if (n % 3 == 0 && n - next >= TRACES) {
                    long gone = n - TRACES;
                    say(out, '?', gone);
                    store.append(List.of(new Change.TracesDeleted(List.of(traceId(gone)))))
                            .join();
                    say(out, '-', gone);
                }
            }
        }

        private static void say(PrintStream out, char what, long number) {
            synchronized (out) {
                out.println(what + "" + number + ".");
            }
        }

        private static Change change(long n) {
            return received(
                    "0",
                    n,
                    span(n, 1, 0)
                            .addAttributes(attribute("session", "s" + n % 5))
                            .addAttributes(attribute("text", "the same words again and again ".repeat(60) + n)),
                    span(n, 2, 1));
        }

        static byte[] otlp(long n) {
            return ((Change.SpansReceived) change(n)).block().otlp();
        }
    }
}
