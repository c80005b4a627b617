package dev.spoor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spoor.server.api.MaintenanceJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;

/** Reads all of the log and checks it against the index. */
@Command(
        name = "verify",
        description = "Reads all of the log, checks every checksum, and compares with the index.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  spoor verify                      the store in ~/.spoor, also while a server runs on it",
            "  spoor verify --data ./traces",
            "",
            "Exit code 0: all is sound. 2: something is not; the report says what."
        })
final class VerifyCommand extends ReportCommand {
    @Override
    JsonNode report(Maintained store) throws IOException, InterruptedException {
        return store.run("verify", Map.of(), local -> {
            try (ProgressLine progress = new ProgressLine()) {
                return MaintenanceJson.of(local.maintenance().verify(progress));
            }
        });
    }

    @Override
    void print(JsonNode report, PrintWriter out) {
        long problems = report.path("problem_count").asLong();
        out.printf(
                "read %d records with %d spans, %d bytes in %d segments: %s%n",
                report.path("records").asLong(),
                report.path("spans").asLong(),
                report.path("bytes").asLong(),
                report.path("segments").asLong(),
                problems == 0 ? "all sound" : problems + " problems");
    }
}
