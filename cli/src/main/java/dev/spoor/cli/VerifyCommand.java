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
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    Settings settings = new Settings();

    @Option(names = "--json", description = "Print the report as JSON.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        JsonNode report = new Maintained(settings.config()).run("verify", Map.of(), store -> {
            try (ProgressLine progress = new ProgressLine()) {
                return MaintenanceJson.of(store.maintenance().verify(progress));
            }
        });
        PrintWriter out = spec.commandLine().getOut();
        long problems = report.path("problem_count").asLong();
        if (json) {
            out.println(report);
        } else {
            out.printf(
                    "read %d records with %d spans, %d bytes in %d segments: %s%n",
                    report.path("records").asLong(),
                    report.path("spans").asLong(),
                    report.path("bytes").asLong(),
                    report.path("segments").asLong(),
                    problems == 0 ? "all sound" : problems + " problems");
            report.path("problems").forEach(problem -> out.println("  " + problem.asText()));
        }
        out.flush();
        return problems == 0 ? 0 : 2;
    }
}
