package dev.spoor.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many spans a second the server takes, durably, over HTTP, from another process on the same machine. */
@Command(
        name = "ingest",
        description = "Sends spans over HTTP and holds the rate against the lower bound, measured in the same run.",
        mixinStandardHelpOptions = true)
final class IngestBench implements Callable<Integer> {
    private static final long TAIL_BYTES = 1 << 20;
    private static final int LOWER_BOUND_REQUESTS = 3_000;
    private static final String DIALECTS_CPU = "spoor_dialects_cpu_seconds_total";

    @Option(names = "--spans", defaultValue = "1000000", description = "How many spans (1000000).")
    int spans;

    @Option(names = "--connections", defaultValue = "4", description = "At the same time (4).")
    int connections;

    @Option(
            names = "--warm-up",
            defaultValue = "240000",
            description = "How many spans are sent before the clock runs, to a server that has just started (240000).")
    int warmUp;

    @Override
    public Integer call() throws Exception {
        Load load = new Load(42);
        int requests = Math.max(1, spans / Load.SPANS_PER_REQUEST);
        LowerBound.Result before = warmLowerBound(load);
        Path data = Files.createTempDirectory("spoor-bench-");
        try (ServerProcess server = ServerProcess.start(data)) {
            long idleAtStart = server.residentMiB("VmRSS");
            Sender sender = new Sender(server, load);
            int first = warmUp / Load.SPANS_PER_REQUEST;
            sender.send(0, first, connections);
            double cpuBefore = server.cpuSeconds();
            double dialectsBefore = server.metric(DIALECTS_CPU);
            Sender.Sent sent = sender.send(first, requests, connections);
            long asked = System.nanoTime();
            JsonNode status = server.json("/api/v1/status").path("store");
            double visibleSeconds = (System.nanoTime() - asked) / 1e9;
            double cpu = server.cpuSeconds() - cpuBefore;
            double dialects = server.metric(DIALECTS_CPU) - dialectsBefore;
            long peak = server.residentMiB("VmHWM");
            long total = (long) requests * Load.SPANS_PER_REQUEST;
            double acknowledged = total / sent.seconds();
            double disk = (status.path("log_bytes").asLong()
                            + status.path("index_bytes").asLong())
                    / (double) status.path("raw_bytes").asLong();
            Thread.sleep(10_000);
            long soon = server.residentMiB("VmRSS");
            double textSeconds = 10 + awaitTextIndex(server);
            Thread.sleep(10_000);
            long idle = server.residentMiB("VmRSS");
            // The server rests now, so that both times it has the machine for itself.
            LowerBound.Result after = LowerBound.measure(load, LOWER_BOUND_REQUESTS);
            double bound = (before.spansPerSecond() + after.spansPerSecond()) / 2;
            row("spans sent", "%,d of %.0f bytes".formatted(total, load.bytesPerSpan()));
            row(
                    "spans found",
                    "%,d of %,d"
                            .formatted(status.path("spans").asLong(), total + (long) first * Load.SPANS_PER_REQUEST));
            row("lower bound", "%,.0f spans/s, disk/raw %.3f".formatted(bound, before.diskPerRaw()));
            row(
                    "acknowledged",
                    "%,.0f spans/s = %.2f of the lower bound".formatted(acknowledged, acknowledged / bound));
            row(
                    "visible",
                    "%,.0f spans/s; all %.2f s after the last acknowledgement"
                            .formatted(total / (sent.seconds() + visibleSeconds), visibleSeconds));
            row("acknowledgement", "p50 %.1f ms, p99 %.1f ms".formatted(sent.percentile(0.5), sent.percentile(0.99)));
            row("told to come back", "%d times".formatted(sent.retries()));
            row(
                    "CPU",
                    "%.1f us a span, of which %.1f us = %.0f %% in dialects and prices"
                            .formatted(cpu * 1e6 / total, dialects * 1e6 / total, 100 * dialects / cpu));
            row("disk / raw", "%.3f".formatted(disk));
            row(
                    "resident memory",
                    "%d MiB at start, %d at its peak, %d ten seconds later, %d when idle, %.0f seconds later"
                            .formatted(idleAtStart, peak, soon, idle, textSeconds + 10));
        } finally {
            delete(data);
        }
        return 0;
    }

    /** Waits until words are indexed, and tells how long that took. */
    static double awaitTextIndex(ServerProcess server) throws Exception {
        long start = System.nanoTime();
        long lag = Long.MAX_VALUE;
        int same = 0;
        while (true) {
            long now = server.json("/api/v1/status")
                    .path("store")
                    .path("text_lag_bytes")
                    .asLong();
            // A file takes some seconds, and the last bytes of the log get none.
            same = now == lag ? same + 1 : 0;
            if (now < TAIL_BYTES || same == 3) {
                return (System.nanoTime() - start) / 1e9;
            }
            lag = now;
            Thread.sleep(5_000);
        }
    }

    private static LowerBound.Result warmLowerBound(Load load) throws java.io.IOException {
        LowerBound.measure(load, LOWER_BOUND_REQUESTS / 3);
        return LowerBound.measure(load, LOWER_BOUND_REQUESTS);
    }

    static void row(String name, String value) {
        System.out.printf("%-18s %s%n", name, value);
    }

    static void delete(Path folder) throws java.io.IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
