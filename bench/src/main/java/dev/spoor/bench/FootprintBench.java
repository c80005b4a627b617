package dev.spoor.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast the server starts on a store that is there, and what memory it takes when nothing happens. */
@Command(
        name = "footprint",
        description = "Start time and memory on the store that 'bench query' has filled.",
        mixinStandardHelpOptions = true)
final class FootprintBench implements Callable<Integer> {
    private static final int STARTS = 5;

    @Option(names = "--data", description = "The store (that of 'bench query').")
    Path data = Path.of(System.getProperty("spoor.bench.data", "bench/target/store"));

    @Override
    public Integer call() throws Exception {
        if (!Files.isDirectory(data.resolve("log"))) {
            throw new IllegalStateException("there is no store in " + data + "; fill one with: spoor bench query");
        }
        for (int i = 0; i < STARTS; i++) {
            try (ServerProcess server = ServerProcess.start(data)) {
                Thread.sleep(5_000);
                IngestBench.row(
                        "start " + (i + 1),
                        "ready after %.2f s; %d MiB resident five seconds later"
                                .formatted(server.startSeconds(), server.residentMiB("VmRSS")));
            }
        }
        return 0;
    }
}
