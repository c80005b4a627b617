package dev.spoor.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spoor bench}. */
@Command(
        name = "spoor bench",
        description = "Measures Spoor on this machine. Each run starts a server of its own, on a free port.",
        mixinStandardHelpOptions = true,
        subcommands = {IngestBench.class, QueryBench.class, FootprintBench.class, JmhBench.class, SdkBench.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  spoor bench ingest                        a million spans, 60 a request, 4 connections",
            "  spoor bench ingest --spans 100000",
            "  spoor bench query                         fills a store with a million spans first, and keeps it",
            "  spoor bench footprint                     start time and memory, on the store of 'bench query'",
            "  spoor bench jmh Decode                    micro-benchmarks of decoding, dialects and the log",
            "  spoor bench sdk                           a span of the SDK beside OpenTelemetry's own"
        })
public final class Bench implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench())
                .setExecutionExceptionHandler((error, command, parsed) -> {
                    command.getErr().println("spoor bench: " + error.getMessage());
                    return 1;
                })
                .execute(args));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
