package dev.spoor.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long questions take on a store of a million spans, over HTTP. */
@Command(
        name = "query",
        description = "Times questions over HTTP on a store that is filled once and kept.",
        mixinStandardHelpOptions = true)
final class QueryBench implements Callable<Integer> {
    private static final int ROUNDS = 60;

    @Option(names = "--spans", defaultValue = "1000000", description = "Spans in the store (1000000).")
    int spans;

    @Option(names = "--data", description = "The store; filled when it is not there (a folder beside the build).")
    Path data = Path.of(System.getProperty("spoor.bench.data", "bench/target/store"));

    @Override
    public Integer call() throws Exception {
        boolean fill = !Files.isDirectory(data.resolve("log"));
        try (ServerProcess server = ServerProcess.start(data)) {
            if (fill) {
                new Sender(server, new Load(42)).send(0, spans / Load.SPANS_PER_REQUEST, 4);
            }
            JsonNode status = server.json("/api/v1/status").path("store");
            System.out.printf(
                    "%,d spans in %,d traces%n",
                    status.path("spans").asLong(), status.path("traces").asLong());
            JsonNode trace =
                    server.json("/api/v1/traces?limit=1").path("traces").path(0);
            String id = trace.path("trace_id").asText();
            String root = trace.path("root_span_id").asText();
            System.out.printf("%-34s %9s %9s%n", "", "p50 ms", "p99 ms");
            time(server, "list of 50, newest", "/api/v1/traces?limit=50");
            time(server, "list of 50, by session", "/api/v1/traces?limit=50&session=session-77");
            time(server, "list of 50, by model", "/api/v1/traces?limit=50&model=gpt-5");
            time(server, "list of 50, failed", "/api/v1/traces?limit=50&status=ERROR");
            time(server, "open a trace", "/api/v1/traces/" + id);
            time(server, "open a span", "/api/v1/traces/" + id + "/spans/" + root);
            time(server, "export a trace", "/api/v1/traces/" + id + "/otlp");
            filter(server, "filter: a tag", "tag.team = 'team-7'");
            filter(server, "filter: a span's attribute", "span.attributes.`user.id` = 'user-77'");
            filter(
                    server,
                    "filter: five conditions on a span",
                    "span.type = 'LLM' AND span.model = 'gpt-5' AND span.provider = 'openai' AND span.duration > 4s"
                            + " AND span.tokens.total > 1500");
            filter(server, "filter: either of two", "status = 'ERROR' OR tag.team = 'team-7'");
            filter(server, "filter: a number, the slowest first", "tokens.total > 5000", "&order_by=duration%20DESC");
            time(server, "sessions", "/api/v1/sessions?limit=50");
            time(server, "stats by model", "/api/v1/stats?group_by=model");
        }
        return 0;
    }

    private static void filter(ServerProcess server, String name, String filter, String... more) throws Exception {
        time(
                server,
                name,
                "/api/v1/traces?limit=50&filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8)
                        + String.join("", more));
    }

    private static void time(ServerProcess server, String name, String path) throws Exception {
        double[] millis = new double[ROUNDS];
        for (int i = -10; i < ROUNDS; i++) {
            long start = System.nanoTime();
            server.json(path);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(millis);
        System.out.printf("%-34s %9.1f %9.1f%n", name, millis[ROUNDS / 2], millis[ROUNDS - 1]);
    }
}
