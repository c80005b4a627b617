package dev.spoor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spoor.server.api.MaintenanceJson;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the store smaller, now. */
@Command(
        name = "compact",
        description = "Makes the store smaller: what was deleted is gone from disk after it, and what conversations"
                + " repeat is kept once. A running server goes on meanwhile; it also does this by itself.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  spoor compact                     the store in ~/.spoor, also while a server runs on it",
            "  spoor compact --data ./traces --json",
            "",
            "Exit code 0: all was done. 2: some segments were left as they are; the report says why."
        })
final class CompactCommand implements Callable<Integer> {
    @Mixin
    Settings settings = new Settings();

    @Option(names = "--json", description = "Print the report as JSON.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        long start = System.nanoTime();
        JsonNode report = new Maintained(settings.config()).run("compact", Map.of(), store -> {
            try (ProgressLine progress = new ProgressLine()) {
                return MaintenanceJson.of(store.maintenance().compact(progress));
            }
        });
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report);
        } else {
            out.printf(
                    "log %,d bytes in %d segments before, %,d in %d after; %,d records and %,d copies of spans dropped;"
                            + " %.1f s%n",
                    report.path("log_bytes_before").asLong(),
                    report.path("segments_before").asLong(),
                    report.path("log_bytes_after").asLong(),
                    report.path("segments_after").asLong(),
                    report.path("dropped_records").asLong(),
                    report.path("dropped_spans").asLong(),
                    (System.nanoTime() - start) / 1e9);
            report.path("problems").forEach(problem -> out.println("  " + problem.asText()));
        }
        out.flush();
        return report.path("problems").isEmpty() ? 0 : 2;
    }
}
