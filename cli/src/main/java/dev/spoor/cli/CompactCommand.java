package dev.spoor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spoor.server.api.MaintenanceJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
            "  spoor compact --remove-set-aside  also what repairs have set aside for you to look at",
            "",
            "Exit code 0: all was done. 2: some segments were left as they are; the report says why."
        })
final class CompactCommand extends ReportCommand {
    private final long startNanos = System.nanoTime();

    @Option(
            names = "--remove-set-aside",
            description = "Also remove the files that repairs have set aside for you to look at.")
    boolean removeSetAside;

    @Override
    JsonNode report(Maintained store) throws IOException, InterruptedException {
        return store.run("compact", Map.of("remove_set_aside", Boolean.toString(removeSetAside)), local -> {
            try (ProgressLine progress = new ProgressLine()) {
                return MaintenanceJson.of(local.maintenance().compact(removeSetAside, progress));
            }
        });
    }

    @Override
    void print(JsonNode report, PrintWriter out) {
        out.printf(
                "log %,d bytes in %d segments before, %,d in %d after; %,d records and %,d copies of spans dropped;"
                        + " %.1f s%n",
                report.path("log_bytes_before").asLong(),
                report.path("segments_before").asLong(),
                report.path("log_bytes_after").asLong(),
                report.path("segments_after").asLong(),
                report.path("dropped_records").asLong(),
                report.path("dropped_spans").asLong(),
                (System.nanoTime() - startNanos) / 1e9);
        report.path("set_aside_removed")
                .forEach(file -> out.println("  removed " + file.asText() + ", which a repair had set aside"));
        JsonNode kept = report.path("set_aside_kept");
        kept.forEach(file -> out.println("  kept " + file.asText() + ", which a repair set aside"));
        if (!kept.isEmpty()) {
            out.println("  (they go after compaction.keep_set_aside, or now with --remove-set-aside)");
        }
    }
}
