package dev.spoor.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long questions take on a store of a million spans, over HTTP until the last byte of the answer, and on the same rows in
 * MLflow's tables.
 */
@Command(
        name = "query",
        description = "Times questions over HTTP on a store that is filled once and kept, filters and texts beside the"
                + " same ones on MLflow's tables in SQLite, within this process.",
        mixinStandardHelpOptions = true)
final class QueryBench implements Callable<Integer> {
    private static final int ROUNDS = 60;
    /** A question that takes long is asked for so long, or three times. */
    private static final long MAX_NANOS = 5_000_000_000L;

    private static final long WARM_NANOS = 3_000_000_000L;

    @Option(names = "--spans", defaultValue = "1000000", description = "Spans in the store (1000000).")
    int spans;

    @Option(
            names = "--data",
            description = "The folder of the store; filled when it is not there (one beside the build, by the number of"
                    + " spans).")
    @Nullable
    Path data;

    @Option(
            names = "--no-mlflow",
            negatable = true,
            description = "Leave MLflow's tables out; filling them takes some minutes for a million spans.")
    boolean mlflow = true;

    @Override
    public Integer call() throws Exception {
        Path folder = data != null ? data : defaultFolder(spans);
        boolean fill = !Files.isDirectory(folder.resolve("log"));
        Load load = new Load(42);
        int requests = spans / Load.SPANS_PER_REQUEST;
        try (ServerProcess server = ServerProcess.start(folder);
                MlflowTables tables = mlflow
                        ? MlflowTables.open(folder.resolveSibling(folder.getFileName() + ".mlflow.db"), load, requests)
                        : null) {
            if (fill) {
                new Sender(server, load).send(0, requests, 4);
                try (Wire wire = new Wire(server.port())) {
                    wire.postTraces(load.rareRequest());
                }
            }
            IngestBench.awaitTextIndex(server);
            JsonNode status = server.json("/api/v1/status").path("store");
            System.out.printf(
                    "%,d spans in %,d traces; disk / raw %.3f; %d MiB resident%n",
                    status.path("spans").asLong(),
                    status.path("traces").asLong(),
                    (status.path("log_bytes").asLong()
                                    + status.path("index_bytes").asLong())
                            / (double) status.path("raw_bytes").asLong(),
                    server.residentMiB("VmRSS"));
            warm(server);
            System.out.printf("%-38s %9s %9s %12s %8s%n", "", "p50 ms", "p99 ms", "MLflow p50", "ratio");
            lists(server);
            Compared compared = new Compared(server, tables);
            compared.filters();
            compared.texts(load);
        }
        return 0;
    }

    /** A million spans are where 'footprint' looks for them. */
    private static Path defaultFolder(int spans) {
        String folder = System.getProperty("spoor.bench.data", "bench/target/store");
        return Path.of(spans == 1_000_000 ? folder : folder + "-" + spans);
    }

    /** What all questions share is compiled first, else the first of them would pay for it. */
    private static void warm(ServerProcess server) throws Exception {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < 3 * WARM_NANOS) {
            server.json("/api/v1/traces?limit=50");
        }
    }

    private static void lists(ServerProcess server) throws Exception {
        JsonNode trace = server.json("/api/v1/traces?limit=1").path("traces").path(0);
        String id = trace.path("trace_id").asText();
        String root = trace.path("root_span_id").asText();
        print("list of 50, newest", time(server, "/api/v1/traces?limit=50"), null);
        print("list of 50, by session", time(server, "/api/v1/traces?limit=50&session=session-77"), null);
        print("list of 50, by model", time(server, "/api/v1/traces?limit=50&model=gpt-5"), null);
        print("list of 50, failed", time(server, "/api/v1/traces?limit=50&status=ERROR"), null);
        print("open a trace", time(server, "/api/v1/traces/" + id), null);
        print("open a span", time(server, "/api/v1/traces/" + id + "/spans/" + root), null);
        print("export a trace", time(server, "/api/v1/traces/" + id + "/otlp"), null);
        print("sessions", time(server, "/api/v1/sessions?limit=50"), null);
        print("stats by model", time(server, "/api/v1/stats?group_by=model"), null);
    }

    /** The same questions to both. */
    private record Compared(ServerProcess server, @Nullable MlflowTables tables) {
        void filters() throws Exception {
            filter("filter: a tag", "tag.team = 'team-7'", MlflowTables.tag("team", "team-7"));
            filter(
                    "filter: metadata (session)",
                    "session = 'session-77'",
                    MlflowTables.metadata("mlflow.trace.session", "session-77"));
            filter(
                    "filter: a span's attribute",
                    "span.attributes.`user.id` = 'user-77'",
                    MlflowTables.span(MlflowTables.attributeLike("user.id", "user-77\\\\\"")));
            filter(
                    "filter: five conditions on a span",
                    "span.type = 'LLM' AND span.model = 'gpt-5' AND span.provider = 'openai' AND span.duration > 4s"
                            + " AND span.tokens.total > 1500",
                    MlflowTables.span("s.type = 'CHAT_MODEL' AND s.status = 'OK' AND s.duration_ns > 4000000000 AND "
                            + MlflowTables.attributeLike("gen_ai.response.model", "gpt-5\\\\\"") + " AND "
                            + MlflowTables.attributeLike("gen_ai.provider.name", "openai")));
            filter("filter: either of two", "status = 'ERROR' OR tag.team = 'team-7'", null);
            print(
                    "filter: a number, the slowest first",
                    time(
                            server,
                            "/api/v1/traces?limit=50&filter=" + encoded("tokens.total > 5000")
                                    + "&order_by=duration%20DESC"),
                    null);
        }

        void texts(Load load) throws Exception {
            text("text: a rare word", Load.RARE_WORD.toLowerCase(java.util.Locale.ROOT));
            text("text: a common word, the first 50", load.commonWord());
            text("text: within a word, '" + load.fragment() + "'", load.fragment());
            text("text: a phrase that is nowhere", load.commonWord() + " " + load.fragment() + "zq");
            filter(
                    "filter: trace.text, a rare word",
                    "trace.text ILIKE '%" + Load.RARE_WORD + "%'",
                    MlflowTables.text(Load.RARE_WORD));
        }

        private void text(String name, String text) throws Exception {
            String path = "/api/v1/search?limit=50&text=" + encoded(text);
            int hits = server.json(path).path("hits").size();
            print(name + " (" + hits + ")", time(server, path), timeMlflow(MlflowTables.text(text)));
        }

        private void filter(String name, String filter, @Nullable String sql) throws Exception {
            print(name, time(server, "/api/v1/traces?limit=50&filter=" + encoded(filter)), timeMlflow(sql));
        }

        private double @Nullable [] timeMlflow(@Nullable String sql) throws Exception {
            MlflowTables with = tables;
            return with == null || sql == null ? null : time(() -> with.run(sql));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static double[] time(ServerProcess server, String path) throws Exception {
        try (Wire wire = new Wire(server.port())) {
            return time(() -> {
                Wire.Answer answer = wire.get(path);
                if (answer.status() != 200) {
                    throw new IOException(path + " answered " + answer.status() + ": " + answer.text());
                }
                return answer;
            });
        }
    }

    /**
     * Milliseconds of each round, sorted. The first rounds are left out, until three seconds have gone: the server and
     * this process compile what they run often.
     */
    private static double[] time(Callable<?> question) throws Exception {
        double[] millis = new double[ROUNDS];
        int count = 0;
        long begun = System.nanoTime();
        boolean slow = false;
        while (System.nanoTime() - begun < WARM_NANOS) {
            question.call();
        }
        begun = System.nanoTime();
        while (count < ROUNDS && !(slow && count >= 3)) {
            long start = System.nanoTime();
            question.call();
            millis[count++] = (System.nanoTime() - start) / 1e6;
            slow = System.nanoTime() - begun > MAX_NANOS;
        }
        double[] taken = Arrays.copyOf(millis, count);
        Arrays.sort(taken);
        return taken;
    }

    private static void print(String name, double[] millis, double @Nullable [] mlflow) {
        double p50 = millis[millis.length / 2];
        double p99 = millis[millis.length - 1];
        if (mlflow == null) {
            System.out.printf("%-38s %9.1f %9.1f%n", name, p50, p99);
        } else {
            double other = mlflow[mlflow.length / 2];
            System.out.printf("%-38s %9.1f %9.1f %12.1f %7.1fx%n", name, p50, p99, other, other / p50);
        }
    }
}
