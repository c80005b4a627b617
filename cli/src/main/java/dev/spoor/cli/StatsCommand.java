package dev.spoor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spoor.server.api.MaintenanceJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.Command;

/** How much there is. */
@Command(
        name = "stats",
        description = "How many traces and spans there are, and what they take on disk.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  spoor stats", "  spoor stats --data ./traces --json"})
final class StatsCommand extends ReportCommand {
    @Override
    JsonNode report(Maintained store) throws IOException, InterruptedException {
        return store.run("status", Map.of(), local -> MaintenanceJson.of(local.status()));
    }

    @Override
    void print(JsonNode status, PrintWriter out) {
        long raw = status.path("raw_bytes").asLong();
        long disk =
                status.path("log_bytes").asLong() + status.path("index_bytes").asLong();
        out.printf("traces   %,d%n", status.path("traces").asLong());
        out.printf("spans    %,d%n", status.path("spans").asLong());
        out.printf("sent     %,d bytes%n", raw);
        out.printf(
                "on disk  %,d bytes: log %,d, index %,d%s%n",
                disk,
                status.path("log_bytes").asLong(),
                status.path("index_bytes").asLong(),
                raw == 0 ? "" : " (%.2f of what was sent)".formatted(disk / (double) raw));
        long oldest = status.path("oldest_received_epoch_millis").asLong();
        if (oldest > 0) {
            out.println("oldest   arrived " + Instant.ofEpochMilli(oldest));
        }
    }
}
