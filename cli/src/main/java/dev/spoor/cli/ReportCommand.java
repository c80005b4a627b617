package dev.spoor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command whose work on a store comes to a report, for people or as JSON; one that tells of problems ends with code 2. */
abstract class ReportCommand implements Callable<Integer> {
    @Mixin
    Settings settings = new Settings();

    @Option(names = "--json", description = "Print the report as JSON.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    /** Does the work; what the server would answer. */
    abstract JsonNode report(Maintained store) throws IOException, InterruptedException;

    /** Writes the report for people, without its problems. */
    abstract void print(JsonNode report, PrintWriter out);

    @Override
    public final Integer call() throws IOException, InterruptedException {
        JsonNode report = report(new Maintained(settings.config()));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report);
        } else {
            print(report, out);
            report.path("problems").forEach(problem -> out.println("  " + problem.asText()));
        }
        out.flush();
        return report.path("problems").isEmpty() ? 0 : 2;
    }
}
