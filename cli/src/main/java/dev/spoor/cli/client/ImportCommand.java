package dev.spoor.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spoor.cli.ProgressLine;
import dev.spoor.cli.UserException;
import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends traces of a file. */
@Command(
        name = "import",
        description = "Sends the traces of a file, packed by gzip or not: OTLP in JSON, or MLflow's traces in JSON.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  spoor import day.jsonl                   what 'spoor export' or an OpenTelemetry collector wrote",
            "  spoor import traces.json --project tests  what MLflow's Trace.to_json() wrote",
            "  curl https://example.org/traces.jsonl.gz | spoor import -",
            "",
            "A file may hold many objects: a line each, over several lines, or in one list. Tags and assessments that",
            "'spoor export' wrote beside the spans come back too."
        })
public final class ImportCommand implements Callable<Integer> {
    @Mixin
    SpoorApi api = new SpoorApi();

    @Parameters(paramLabel = "FILE", description = "A dash reads standard input.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Path file;

    @Option(
            names = "--project",
            paramLabel = "NAME",
            description = "Into this project, which is made if it is not there.")
    @Nullable
    String project;

    @Override
    public Integer call() throws IOException {
        long messages = 0;
        try (ImportFile objects = ImportFile.open(file);
                ProgressLine progress = new ProgressLine()) {
            int line = objects.line();
            try {
                while (objects.hasNext()) {
                    line = objects.line();
                    send(objects.next());
                    messages++;
                    progress.report(objects.read(), objects.bytes(), "importing");
                }
            } catch (JsonProcessingException e) {
                throw new UserException(file + ", line " + e.getLocation().getLineNr() + ": this is no JSON: "
                        + e.getOriginalMessage() + told(messages));
            } catch (UserException e) {
                throw new UserException(file + ", line " + line + ": " + e.getMessage() + told(messages));
            } catch (ZipException | EOFException e) {
                throw new UserException(ImportFile.damaged(file, e).getMessage() + told(messages));
            }
        }
        System.err.printf("%,d messages imported%n", messages);
        return 0;
    }

    private static String told(long messages) {
        return messages == 0 ? "" : " (the %,d before it were imported)".formatted(messages);
    }

    private void send(JsonNode node) {
        if (node.has("resourceSpans") || node.has("resource_spans")) {
            otlp(node);
            Beside.send(api, node.path(Beside.FIELD));
        } else if (node.has("info") || node.has("trace_info")) {
            mlflow(node);
        } else {
            throw new UserException("expected an object with 'resourceSpans' (OTLP) or 'info' and 'data' (MLflow)");
        }
    }

    private void otlp(JsonNode node) {
        String path = project == null ? "/v1/traces" : "/projects/" + SpoorApi.encoded(project) + "/v1/traces";
        JsonNode answer = api.post(path, node);
        JsonNode partial = answer.path("partialSuccess");
        if (partial.has("rejectedSpans")) {
            throw new UserException(partial.path("errorMessage").asText());
        }
    }

    /** As MLflow's own client would: what is said of the trace, then its file of spans. */
    private void mlflow(JsonNode node) {
        ObjectNode info = node.path(node.has("info") ? "info" : "trace_info").deepCopy();
        String id = info.path("trace_id").asText(info.path("request_id").asText());
        String experiment = experiment();
        info.put("trace_id", id);
        info.putObject("trace_location")
                .put("type", "MLFLOW_EXPERIMENT")
                .putObject("mlflow_experiment")
                .put("experiment_id", experiment);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("trace").set("trace_info", info);
        api.post("/api/3.0/mlflow/traces", body);
        ObjectNode spans = JsonNodeFactory.instance.objectNode();
        spans.set("spans", node.has("data") ? node.path("data").path("spans") : node.path("spans"));
        api.send(HttpRequest.newBuilder(api.uri("/api/2.0/mlflow-artifacts/artifacts/" + experiment + "/traces/"
                        + SpoorApi.encoded(id) + "/artifacts/traces.json"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(spans.toString()))
                .build());
    }

    private String experiment() {
        if (project == null) {
            return "0";
        }
        return api.post(
                        "/api/v1/projects",
                        JsonNodeFactory.instance.objectNode().put("name", project))
                .path("project_id")
                .asText();
    }
}
