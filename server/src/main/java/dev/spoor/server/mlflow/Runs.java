package dev.spoor.server.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import dev.spoor.model.Run;
import dev.spoor.model.Value;
import dev.spoor.model.filter.FieldRef;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.store.Change;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs, as far as tracing needs them: traces are made in them, linked to them and found by them. */
final class Runs {
    private static final String NAME_TAG = "mlflow.runName";
    private static final int MAX_RESULTS = 50_000;

    private static final RecordSearch<Run> SEARCH = new RecordSearch<>(
            Map.of(
                    "run_name", "name",
                    "start_time", "timestamp_ms",
                    "end_time", "end_time_ms",
                    "params.", "metadata.",
                    "param.", "metadata.",
                    "parameters.", "metadata."),
            Runs::values);

    private final Services services;

    Runs(Services services) {
        this.services = services;
    }

    void addTo(Endpoints endpoints) {
        endpoints.on(HttpMethod.POST, "/runs/create", this::create);
        endpoints.on(HttpMethod.POST, "/runs/update", this::update);
        endpoints.on(HttpMethod.GET, "/runs/get", request -> shown(existing(request)));
        endpoints.on(HttpMethod.POST, "/runs/search", this::search);
        endpoints.on(HttpMethod.POST, "/runs/delete", request -> setDeleted(request, true));
        endpoints.on(HttpMethod.POST, "/runs/restore", request -> setDeleted(request, false));
        endpoints.on(HttpMethod.POST, "/runs/set-tag", this::setTag);
        endpoints.on(HttpMethod.POST, "/runs/delete-tag", this::deleteTag);
        endpoints.on(HttpMethod.POST, "/runs/log-parameter", this::logParameter);
        endpoints.on(HttpMethod.POST, "/runs/log-batch", this::logBatch);
    }

    private JsonNode create(MlflowRequest request) {
        String given = request.text("experiment_id");
        String projectId = given == null ? "0" : given;
        if (services.projects().find(projectId) == null) {
            throw ApiException.notFound("No Experiment with id=" + projectId + " exists");
        }
        String id = UUID.randomUUID().toString().replace("-", "");
        Map<String, String> tags = new HashMap<>(MlflowRequest.map(request.node("tags")));
        String name = request.text("run_name");
        if (name == null) {
            name = tags.getOrDefault(NAME_TAG, "run-" + id.substring(0, 8));
        }
        tags.put(NAME_TAG, name);
        Run run = new Run(
                id,
                projectId,
                name,
                request.text("user_id"),
                Run.Status.RUNNING,
                request.number("start_time", System.currentTimeMillis()),
                0,
                false,
                tags,
                Map.of());
        put(run);
        ObjectNode answer = shown(run);
        ((ObjectNode) answer.get("run")).remove("outputs");
        return answer;
    }

    private void put(Run run) {
        services.store().append(List.of(new Change.RunPut(run))).join();
    }

    private Run existing(MlflowRequest request) {
        String id = request.text("run_id");
        if (id == null) {
            id = request.text("run_uuid");
        }
        if (id == null) {
            throw MlflowRequest.missing("run_id");
        }
        String sought = id;
        return services.store()
                .run(sought)
                .orElseThrow(() -> ApiException.notFound("Run with id=" + sought + " not found"));
    }

    private static ObjectNode shown(Run run) {
        ObjectNode answer = Endpoints.object();
        answer.set("run", node(run));
        return answer;
    }

    private static ObjectNode node(Run run) {
        ObjectNode node = Endpoints.object();
        ObjectNode info = node.putObject("info")
                .put("run_uuid", run.id())
                .put("experiment_id", run.projectId())
                .put("run_name", run.name());
        ProtoJson.text(info, "user_id", run.user());
        info.put("status", run.status().name()).put("start_time", run.startEpochMillis());
        if (run.endEpochMillis() != 0) {
            info.put("end_time", run.endEpochMillis());
        }
        info.put("artifact_uri", "mlflow-artifacts:/" + run.projectId() + "/" + run.id() + "/artifacts")
                .put("lifecycle_stage", run.deleted() ? "deleted" : "active")
                .put("run_id", run.id());
        ObjectNode data = node.putObject("data");
        ProtoJson.pairs(data, "params", run.parameters());
        ProtoJson.pairs(data, "tags", run.tags());
        node.putObject("inputs");
        node.putObject("outputs");
        return node;
    }

    private JsonNode update(MlflowRequest request) {
        Run run = existing(request);
        Map<String, String> tags = new HashMap<>(run.tags());
        String name = request.text("run_name");
        if (name != null) {
            tags.put(NAME_TAG, name);
        }
        Run changed = new Run(
                run.id(),
                run.projectId(),
                name == null ? run.name() : name,
                run.user(),
                status(request.text("status"), run.status()),
                run.startEpochMillis(),
                request.number("end_time", run.endEpochMillis()),
                run.deleted(),
                tags,
                run.parameters());
        put(changed);
        ObjectNode answer = Endpoints.object();
        answer.set("run_info", node(changed).get("info"));
        return answer;
    }

    private static Run.Status status(@Nullable String text, Run.Status byDefault) {
        return switch (text == null ? "" : text) {
            case "" -> byDefault;
            case "RUNNING", "1" -> Run.Status.RUNNING;
            case "SCHEDULED", "2" -> Run.Status.SCHEDULED;
            case "FINISHED", "3" -> Run.Status.FINISHED;
            case "FAILED", "4" -> Run.Status.FAILED;
            case "KILLED", "5" -> Run.Status.KILLED;
            default ->
                throw ApiException.invalid("Invalid value " + text + " for parameter 'status' supplied: it must be one"
                        + " of RUNNING, SCHEDULED, FINISHED, FAILED, KILLED");
        };
    }

    private JsonNode search(MlflowRequest request) {
        int max = request.maxResults(1000, MAX_RESULTS);
        String view = request.text("run_view_type");
        List<Run> runs = services.store().runs(request.texts("experiment_ids")).stream()
                .filter(run -> switch (view == null ? "" : view) {
                    case "DELETED_ONLY", "2" -> run.deleted();
                    case "ALL", "3" -> true;
                    default -> !run.deleted();
                })
                .filter(SEARCH.filter(request.text("filter")))
                .sorted(SEARCH.order(request.texts("order_by")))
                .toList();
        int from = PageToken.parse(request.text("page_token")).offset();
        int to = Math.min(runs.size(), from + max);
        ObjectNode answer = Endpoints.object();
        if (from < to) {
            ArrayNode list = answer.putArray("runs");
            runs.subList(from, to).forEach(run -> list.add(node(run)));
        }
        if (to < runs.size()) {
            answer.put("next_page_token", PageToken.of(to));
        }
        return answer;
    }

    private static List<Value> values(Run run, FieldRef ref) {
        return switch (ref.field()) {
            case RUN_ID -> text(run.id());
            case NAME -> text(run.name());
            case PROJECT -> text(run.projectId());
            case STATUS -> text(run.status().name());
            case USER -> text(run.user());
            case TIMESTAMP_MS -> List.of(Value.of(run.startEpochMillis()));
            case END_TIME_MS -> run.endEpochMillis() == 0 ? List.of() : List.of(Value.of(run.endEpochMillis()));
            case TAG -> text(run.tags().get(ref.key()));
            case METADATA -> text(run.parameters().get(ref.key()));
            default ->
                throw ApiException.invalid(
                        "Invalid attribute key '" + ref.field().printedName() + "' specified. Runs"
                                + " have run_id, run_name, status, user_id, start_time, end_time, tags and params.");
        };
    }

    private static List<Value> text(@Nullable String text) {
        return text == null ? List.of() : List.of(Value.of(text));
    }

    private JsonNode setDeleted(MlflowRequest request, boolean deleted) {
        Run run = existing(request);
        put(new Run(
                run.id(),
                run.projectId(),
                run.name(),
                run.user(),
                run.status(),
                run.startEpochMillis(),
                run.endEpochMillis(),
                deleted,
                run.tags(),
                run.parameters()));
        return Endpoints.object();
    }

    private JsonNode setTag(MlflowRequest request) {
        String value = request.text("value");
        change(existing(request), Map.of(request.required("key"), value == null ? "" : value), Map.of());
        return Endpoints.object();
    }

    private JsonNode deleteTag(MlflowRequest request) {
        Run run = existing(request);
        String key = request.required("key");
        Map<String, String> tags = new HashMap<>(run.tags());
        if (tags.remove(key) == null) {
            throw ApiException.notFound("No tag with name: " + key + " in run with id " + run.id());
        }
        put(withData(run, tags, run.parameters()));
        return Endpoints.object();
    }

    private JsonNode logParameter(MlflowRequest request) {
        String value = request.text("value");
        change(existing(request), Map.of(), Map.of(request.required("key"), value == null ? "" : value));
        return Endpoints.object();
    }

    private JsonNode logBatch(MlflowRequest request) {
        if (request.node("metrics").size() > 0) {
            throw new ApiException(
                    HttpStatus.NOT_FOUND,
                    "ENDPOINT_NOT_FOUND",
                    "metrics are not kept: Spoor answers the part of MLflow's API that is about tracing",
                    0);
        }
        change(existing(request), MlflowRequest.map(request.node("tags")), MlflowRequest.map(request.node("params")));
        return Endpoints.object();
    }

    private void change(Run run, Map<String, String> tags, Map<String, String> parameters) {
        Map<String, String> allTags = new HashMap<>(run.tags());
        allTags.putAll(tags);
        Map<String, String> all = new HashMap<>(run.parameters());
        parameters.forEach((key, value) -> {
            String known = all.putIfAbsent(key, value);
            if (known != null && !known.equals(value)) {
                throw ApiException.invalid("Changing param values is not allowed. Param with key='" + key
                        + "' was already logged with value='" + known + "' for run ID='" + run.id()
                        + "'. Attempted logging new value '" + value + "'.");
            }
        });
        put(withData(run, allTags, all));
    }

    private static Run withData(Run run, Map<String, String> tags, Map<String, String> parameters) {
        return new Run(
                run.id(),
                run.projectId(),
                tags.getOrDefault(NAME_TAG, run.name()),
                run.user(),
                run.status(),
                run.startEpochMillis(),
                run.endEpochMillis(),
                run.deleted(),
                tags,
                parameters);
    }
}
