package dev.spoor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spoor.cli.demo.DemoCommand;
import dev.spoor.server.SpoorServer;
import dev.spoor.server.config.ConfigLoader;
import dev.spoor.server.config.SpoorConfig;
import dev.spoor.store.local.LocalTraceStore;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * What a server does in its first second, in memory and without anybody's settings. The launcher runs it once after a
 * build, with {@code -XX:AOTCacheOutput}, so that later starts find their classes loaded and linked: 1.1 s instead of 3. It
 * is done again and again, so that they also know which methods are worth compiling first.
 */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Starts a server in memory, takes and shows the demo's runs, and stops.",
        mixinStandardHelpOptions = true)
final class RehearseCommand implements Callable<Integer> {
    /** Enough for the JVM to note what is hot; five times as many bring no more. */
    private static final int ROUNDS = 20;

    private static final String[] PAGES = {
        "/",
        "/api/v1/traces?limit=50&assessments=true",
        "/api/v1/traces?limit=50&filter=tokens.total%20%3E%201",
        "/api/v1/sessions",
        "/api/v1/stats?group_by=model",
        "/api/v1/search?text=the",
        "/api/v1/status",
        "/ready",
        "/health",
        "/metrics"
    };

    @Override
    public Integer call() throws IOException, InterruptedException {
        SpoorConfig config = new ConfigLoader(Path.of(System.getProperty("user.home")))
                .flags(Map.of("memory", "true", "port", "0", "grpc_port", "-1"))
                .load()
                .config();
        Spoor.commandLine(); // all commands; of this run it is one
        DialectReader reader = DialectReader.plain();
        try (LocalTraceStore store = Stores.open(config, reader);
                SpoorServer server = SpoorServer.start(
                        config, false, store, reader, reader, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))) {
            String url = "http://127.0.0.1:" + server.port();
            try (HttpClient client = HttpClient.newHttpClient()) {
                int exitCode = 0;
                for (int i = 0; i < ROUNDS && exitCode == 0; i++) {
                    exitCode = round(client, url);
                }
                return exitCode;
            }
        }
    }

    /** @return the demo's exit code */
    private static int round(HttpClient client, String url) throws IOException, InterruptedException {
        int exitCode = new CommandLine(new DemoCommand())
                .setOut(new PrintWriter(Writer.nullWriter()))
                .execute("--server", url, "--no-long-run");
        for (String page : PAGES) {
            get(client, url + page);
        }
        for (JsonNode trace : new ObjectMapper()
                .readTree(get(client, url + "/api/v1/traces?limit=8"))
                .path("traces")) {
            String address = url + "/api/v1/traces/" + trace.path("trace_id").asText();
            get(client, address);
            get(client, address + "/spans/" + trace.path("root_span_id").asText());
        }
        return exitCode;
    }

    private static byte[] get(HttpClient client, String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }
}
