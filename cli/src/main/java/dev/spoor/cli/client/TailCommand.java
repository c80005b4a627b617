package dev.spoor.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spoor.cli.UserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows traces as they come. */
@Command(
        name = "tail",
        description =
                "Shows traces as they come and change, until it is stopped. It comes back when the connection breaks.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  spoor tail", "  spoor tail --project travel", "  spoor tail --json | jq .trace.name"})
public final class TailCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PAUSE_MILLIS = 1_000;

    @Mixin
    SpoorApi api = new SpoorApi();

    @Option(names = "--project", paramLabel = "NAME", description = "Of this project, by name or id.")
    @Nullable
    String project;

    @Option(names = "--session", paramLabel = "ID", description = "Of this session.")
    @Nullable
    String session;

    @Option(names = "--json", description = "Print a JSON object a line.")
    boolean json;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "0",
            description = "Stop after so many events; 0 for never.")
    long limit;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    private String lastId = "";
    private long shown;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        boolean connected = false;
        while (limit == 0 || shown < limit) {
            try {
                follow(out);
                connected = true;
            } catch (UserException e) {
                // A server that was never there is told at once; one that went may come back.
                if (!connected && lastId.isEmpty()) {
                    throw e;
                }
            } catch (IOException e) {
                connected = true;
            }
            if (limit == 0 || shown < limit) {
                System.err.println("the connection ended; trying again");
                Thread.sleep(PAUSE_MILLIS);
            }
        }
        return 0;
    }

    private void follow(PrintWriter out) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.uri(
                "/api/v1/live" + new SpoorApi.Query().with("project", project).with("session", session)));
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(api.send(request.build()).body(), StandardCharsets.UTF_8))) {
            String event = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id:")) {
                    lastId = line.substring(3).strip();
                } else if (line.startsWith("event:")) {
                    event = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    show(out, event, JSON.readTree(line.substring(5)));
                    if (limit > 0 && shown >= limit) {
                        return;
                    }
                }
            }
        }
    }

    private void show(PrintWriter out, String event, JsonNode data) {
        if (json) {
            out.println(data);
            shown++;
        } else if (event.equals("trace")) {
            JsonNode trace = data.path("trace");
            out.printf(
                    "%s  %-11s  %9s  %5s spans  %8s  %s  %s%n",
                    Shown.time(trace.path("start_time")),
                    trace.path("state").asText(),
                    Shown.duration(trace.path("duration_ns").asLong()),
                    Shown.count(trace.path("span_count").asLong()),
                    Shown.cost(trace),
                    trace.path("trace_id").asText(),
                    Shown.text(trace.path("name")));
            shown++;
        } else if (event.equals("reset")) {
            System.err.println("some events were missed");
        }
        out.flush();
    }
}
