package dev.spoor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.server.SpoorServer;
import dev.spoor.server.config.ConfigLoader;
import dev.spoor.server.config.SpoorConfig;
import dev.spoor.store.local.LocalTraceStore;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that ask a server, against a real one that has the demo's runs. */
class ClientCommandsTest {
    @TempDir
    Path folder;

    private LocalTraceStore store;
    private SpoorServer server;

    private record Result(int code, String out, String err) {}

    @BeforeEach
    void start() {
        SpoorConfig config = new ConfigLoader(folder)
                .flags(Map.of("memory", "true", "port", "0", "grpc_port", "-1"))
                .load()
                .config();
        DialectReader reader = DialectReader.plain();
        store = Stores.open(config, reader);
        server = SpoorServer.start(
                config, false, store, reader, reader, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        assertThat(run("demo", "--server", url(), "--no-long-run").code).isZero();
    }

    @AfterEach
    void stop() {
        server.close();
        store.close();
    }

    private String url() {
        return "http://127.0.0.1:" + server.port();
    }

    private static Result run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Spoor.commandLine(args).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Result(line.execute(args), out.toString(), err.toString());
    }

    private Result ask(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--server");
        all.add(url());
        return run(all.toArray(String[]::new));
    }

    @Test
    void aCommandAloneIsTheOneOfTheHelp() {
        Result help = run("--help");
        for (Class<?> command : Spoor.COMMANDS) {
            String name = command.getAnnotation(CommandLine.Command.class).name();
            CommandLine alone = Spoor.commandLine(name);
            assertThat(alone.getSubcommands()).containsOnlyKeys(name);
            if (!alone.getSubcommands()
                    .get(name)
                    .getCommandSpec()
                    .usageMessage()
                    .hidden()) {
                assertThat(help.out).contains("\n  " + name + " ");
                assertThat(run("help", name).out).isEqualTo(run(name, "--help").out);
            }
        }
        assertThat(run("serv").err).contains("Did you mean", "spoor serve");
    }

    @Test
    void tracesAreListedFilteredAndSorted() {
        Result all = ask("traces");
        assertThat(all.code).isZero();
        assertThat(all.out.lines()).hasSize(9).first().asString().startsWith("started");
        Result failed = ask("traces", "--filter", "status = 'ERROR'", "--json");
        assertThat(failed.out.lines()).hasSize(1).first().asString().startsWith("{\"trace_id\":");
        assertThat(ask("traces", "--order-by", "duration DESC", "--limit", "1").out)
                .contains("invoke_agent office");
        assertThat(ask("traces", "--until", "7d").out).isEqualToIgnoringNewLines("no trace matches");
    }

    @Test
    void aTraceIsATree() {
        String id = ask("traces", "--filter", "status = 'ERROR'", "--json").out.substring(13, 45);
        Result trace = ask("trace", "tr-" + id);
        assertThat(trace.out).contains("├─ chat", "└─ execute_tool book_room", "✗ calendar did not answer");
        Result missing = ask("trace", "f".repeat(32));
        assertThat(missing.code).isEqualTo(1);
        assertThat(missing.err).contains("there is no trace");
    }

    @Test
    void textsAreFoundAndShownWhereTheyStand() {
        Result found = ask("search", "REFUND");
        assertThat(found.code).isZero();
        // Of a span's question and answer the one that was sent first; OpenTelemetry sends attributes in no order.
        assertThat(found.out)
                .containsAnyOf("please refund the express fee", "I have refunded the express fee")
                .doesNotContain("\u001b");
        assertThat(ask("search", "refund", "--json").out.lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("{\"trace\":{").contains("\"highlights\":[["));
        assertThat(ask("search", "refund", "--limit", "1", "--json").out.lines())
                .hasSize(1);
        assertThat(ask("search", "no such words anywhere").out).isEqualToIgnoringNewLines("nothing contains it");
        assertThat(ask("search", " ").err).contains("what to look for");
    }

    @Test
    void sessionsAreListed() {
        assertThat(ask("sessions").out).contains("support-4711", "ada");
    }

    @Test
    void aProjectIsHiddenAndBroughtBack() throws Exception {
        send(
                "POST",
                "/projects/shop/v1/traces",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"0af7651916cd43dd8448eb211c80319c\","
                        + "\"spanId\":\"b7ad6b7169203331\",\"name\":\"sell\",\"startTimeUnixNano\":\"1795219523369000000\","
                        + "\"endTimeUnixNano\":\"1795219524369000000\"}]}]}]}");
        assertThat(ask("projects").out.lines()).hasSize(3).last().asString().contains("shop");
        assertThat(ask("projects", "delete", "shop", "--dry-run").out)
                .isEqualToIgnoringNewLines("the project shop has 1 traces; nothing was hidden");
        assertThat(ask("delete", "--project", "shop", "--dry-run").out).startsWith("1 traces match");
        assertThat(ask("projects", "delete", "shop").out)
                .startsWith("the project shop is hidden with its 1 traces; 'spoor projects restore shop'");
        assertThat(ask("projects").out).doesNotContain("shop");
        assertThat(ask("projects", "--deleted").out).contains("shop", "deleted");
        assertThat(ask("traces").out).doesNotContain("sell");
        assertThat(ask("projects", "restore", "shop").out)
                .isEqualToIgnoringNewLines("the project shop is back with its traces");
        assertThat(ask("traces").out).contains("sell");
        assertThat(ask("projects", "delete", "0").err).contains("default project");
    }

    @Test
    void errorsSayWhatToDo() {
        assertThat(ask("traces", "--filter", "name = 'x' AND stauts = 1").err)
                .contains("did you mean status?")
                .contains("  name = 'x' AND stauts = 1\n                 ^");
        assertThat(ask("traces", "--since", "yesterday").err).contains("--since", "30m");
        assertThat(run("traces", "--server", "http://127.0.0.1:1").err).contains("spoor serve", "--server");
    }

    @Test
    void whatIsExportedCanBeImported() throws Exception {
        Path file = folder.resolve("all.jsonl");
        assertThat(ask("export", "--output", file.toString()).code).isZero();
        assertThat(Files.readAllLines(file)).hasSize(8);
        assertThat(ask("export", "--output", file.toString()).err).contains("already");
        assertThat(ask("delete", "--since", "365d", "--dry-run").out).startsWith("8 traces match");
        assertThat(ask("delete", "--since", "365d").err).contains("--yes");
        assertThat(ask("delete", "--since", "365d", "--yes").out).startsWith("8 traces deleted");
        assertThat(ask("traces").out).startsWith("no trace");

        assertThat(ask("import", file.toString(), "--project", "back").code).isZero();
        assertThat(ask("traces", "--project", "back").out.lines()).hasSize(9);

        Files.writeString(file, "{\"resourceSpans\": []}\n{broken\n");
        assertThat(ask("import", file.toString()).err).contains("line 2", "no JSON", "1 before it");
    }

    @Test
    void whatComesBackIsWhatWasExportedWithItsTagsAndAssessments() throws Exception {
        String id = ask("traces", "--limit", "1", "--json").out.substring(13, 45);
        send("PATCH", "/api/v1/traces/" + id + "/tags", "{\"set\": {\"team\": \"a\"}}");
        send(
                "POST",
                "/api/v1/traces/" + id + "/assessments",
                "{\"name\": \"ok\", \"value\": {\"a\": [1, null]}, \"rationale\": \"r\"}");
        Path packed = folder.resolve("all.jsonl.gz");
        assertThat(ask("export", "--output", packed.toString()).code).isZero();
        List<String> before = ask("export").out.lines().toList();
        assertThat(ask("delete", "--since", "365d", "--yes").code).isZero();
        for (int times = 0; times < 2; times++) {
            assertThat(ask("import", packed.toString()).code).isZero();
        }
        List<String> after = ask("export").out.lines().toList();
        assertThat(after.stream().map(ClientCommandsTest::withoutIds))
                .containsExactlyInAnyOrderElementsOf(
                        before.stream().map(ClientCommandsTest::withoutIds).toList());
        assertThat(ask("traces", "--filter", "tag.team = 'a' AND feedback.ok IS NOT NULL").out)
                .contains(id.substring(0, 8));
    }

    /** An assessment that is made again has another id and another time. */
    private static String withoutIds(String line) {
        return line.replaceAll("\"(assessment_id|create_time|last_update_time)\":\"[^\"]*\"", "");
    }

    private void send(String method, String path, String json) throws Exception {
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            var answer = client.send(
                    java.net.http.HttpRequest.newBuilder(java.net.URI.create(url() + path))
                            .header("Content-Type", "application/json")
                            .method(method, java.net.http.HttpRequest.BodyPublishers.ofString(json))
                            .build(),
                    java.net.http.HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    @Test
    void aFileMayHoldAListOrObjectsOverSeveralLines() throws Exception {
        Path file = folder.resolve("list.json");
        String empty = "{\n  \"resourceSpans\": []\n}";
        Files.writeString(file, "[" + empty + ",\n" + empty + "]");
        assertThat(ask("import", file.toString()).code).isZero();
        Files.writeString(file, empty + "\n{\n  \"x\": 1}");
        assertThat(ask("import", file.toString()).err).contains("line 4", "resourceSpans", "1 before it");
        Files.write(file, new byte[] {0x1f, (byte) 0x8b, 8, 0});
        assertThat(ask("import", file.toString()).err).contains("damaged");
        assertThat(ask("import", "none.json").err).contains("there is no file none.json");
    }

    @Test
    void mlflowsTracesAreImported() throws Exception {
        Path file = folder.resolve("trace.json");
        Files.writeString(
                file,
                "{\"info\": {\"trace_id\": \"tr-0af7651916cd43dd8448eb211c80319c\", \"request_time\":"
                        + " \"2026-11-21T00:37:04.173Z\", \"state\": \"OK\", \"tags\": {\"mlflow.traceName\": \"plan\"}}, \"data\":"
                        + " {\"spans\": [{\"trace_id\": \"CvdlGRbNQ92ESOshHIAxnA==\", \"span_id\": \"t61rcWkgMzE=\","
                        + " \"parent_span_id\": null, \"name\": \"plan\", \"start_time_unix_nano\": 1795221424173000000,"
                        + " \"end_time_unix_nano\": 1795221424273000000, \"events\": [], \"status\": {\"code\":"
                        + " \"STATUS_CODE_OK\", \"message\": \"\"}, \"attributes\": {\"mlflow.spanType\": \"\\\"AGENT\\\"\"}}]}}");
        assertThat(ask("import", file.toString()).code).isZero();
        Result trace = ask("trace", "tr-0af7651916cd43dd8448eb211c80319c");
        assertThat(trace.out).contains("plan  agent  100 ms");
    }

    @Test
    void parquetHasARowForEachTrace() throws Exception {
        Path file = folder.resolve("traces.parquet");
        assertThat(ask("export", "--format", "parquet", "--output", file.toString()).code)
                .isZero();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT count(*), max(tokens_total) FROM read_parquet('" + file + "')")) {
            rows.next();
            assertThat(rows.getLong(1)).isEqualTo(8);
            assertThat(rows.getLong(2)).isPositive();
        }
    }

    @Test
    void whatComesIsShownAsItComes() throws Exception {
        StringWriter out = new StringWriter();
        Thread tail = Thread.ofPlatform()
                .start(() -> Spoor.commandLine("tail")
                        .setOut(new PrintWriter(out, true))
                        .execute("tail", "--limit", "1", "--server", url()));
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (tail.isAlive() && System.nanoTime() < deadline) {
            // Until the viewer is there, what comes is not for it.
            assertThat(run("demo", "--server", url(), "--no-long-run").code).isZero();
            tail.join(500);
        }
        assertThat(tail.isAlive()).isFalse();
        assertThat(out.toString()).contains("invoke_");
    }
}
