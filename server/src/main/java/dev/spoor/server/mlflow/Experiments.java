package dev.spoor.server.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import dev.spoor.model.Project;
import dev.spoor.model.Value;
import dev.spoor.model.filter.FieldRef;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Experiments: Spoor's projects. */
final class Experiments {
    private static final int MAX_RESULTS = 50_000;
    private static final int DEFAULT_RESULTS = 1000;

    private static final RecordSearch<Project> SEARCH = new RecordSearch<>(
            Map.of("creation_time", "timestamp_ms", "last_update_time", "end_time_ms"), Experiments::values);
    private static final Comparator<Project> NEWEST = Comparator.comparingLong(Project::createdEpochMillis)
            .thenComparingLong(project -> Long.parseLong(project.id()))
            .reversed();

    private final Services services;

    Experiments(Services services) {
        this.services = services;
    }

    void addTo(Endpoints endpoints) {
        endpoints.on(HttpMethod.POST, "/experiments/create", this::create);
        endpoints.on(HttpMethod.GET, "/experiments/get", request -> shown(existing(request.required("experiment_id"))));
        endpoints.on(HttpMethod.GET, "/experiments/get-by-name", this::byName);
        endpoints.on(HttpMethod.POST, "/experiments/search", this::search);
        endpoints.on(HttpMethod.GET, "/experiments/search", this::search);
        endpoints.on(HttpMethod.POST, "/experiments/update", this::update);
        endpoints.on(HttpMethod.POST, "/experiments/delete", request -> setDeleted(request, true));
        endpoints.on(HttpMethod.POST, "/experiments/restore", request -> setDeleted(request, false));
        endpoints.on(HttpMethod.POST, "/experiments/set-experiment-tag", this::setTag);
        endpoints.on(HttpMethod.POST, "/experiments/delete-experiment-tag", this::deleteTag);
    }

    private JsonNode create(MlflowRequest request) {
        String name = request.required("name");
        Project known = services.projects().findNamed(name);
        if (known != null) {
            throw new ApiException(
                    HttpStatus.BAD_REQUEST,
                    "RESOURCE_ALREADY_EXISTS",
                    "Experiment '" + name + "' already exists"
                            + (known.deleted()
                                    ? " in deleted state. You can restore the experiment, or permanently delete it to"
                                            + " create a new one."
                                    : "."),
                    0);
        }
        Project made = services.projects().create(name);
        Map<String, String> tags = MlflowRequest.map(request.node("tags"));
        if (!tags.isEmpty()) {
            services.projects().put(with(made, made.name(), made.deleted(), tags));
        }
        return Endpoints.object().put("experiment_id", made.id());
    }

    /** @throws ApiException 404 in MLflow's words */
    private Project existing(String id) {
        Project project = services.projects().find(id);
        if (project == null) {
            throw ApiException.notFound("No Experiment with id=" + id + " exists");
        }
        return project;
    }

    private JsonNode byName(MlflowRequest request) {
        String name = request.required("experiment_name");
        Project project = services.projects().findNamed(name);
        if (project == null) {
            throw ApiException.notFound("Could not find experiment with name '" + name + "'");
        }
        return shown(project);
    }

    private static ObjectNode shown(Project project) {
        ObjectNode answer = Endpoints.object();
        answer.set("experiment", experiment(project));
        return answer;
    }

    private static ObjectNode experiment(Project project) {
        ObjectNode node = Endpoints.object()
                .put("experiment_id", project.id())
                .put("name", project.name())
                .put("artifact_location", "mlflow-artifacts:/" + project.id())
                .put("lifecycle_stage", project.deleted() ? "deleted" : "active")
                .put("last_update_time", project.updatedEpochMillis())
                .put("creation_time", project.createdEpochMillis());
        ProtoJson.pairs(node, "tags", project.tags());
        return node;
    }

    private JsonNode search(MlflowRequest request) {
        int max = request.maxResults(DEFAULT_RESULTS, MAX_RESULTS);
        String view = request.text("view_type");
        List<Project> found = services.projects().all().stream()
                .filter(project -> isInView(project, view))
                .filter(SEARCH.filter(request.text("filter")))
                .sorted(SEARCH.order(request.texts("order_by")).thenComparing(NEWEST))
                .toList();
        int from = PageToken.parse(request.text("page_token")).offset();
        int to = Math.min(found.size(), from + max);
        ObjectNode answer = Endpoints.object();
        if (from < to) {
            ArrayNode list = answer.putArray("experiments");
            found.subList(from, to).forEach(project -> list.add(experiment(project)));
        }
        if (to < found.size()) {
            answer.put("next_page_token", PageToken.of(to));
        }
        return answer;
    }

    private static boolean isInView(Project project, @Nullable String view) {
        return switch (view == null ? "" : view) {
            case "DELETED_ONLY", "2" -> project.deleted();
            case "ALL", "3" -> true;
            default -> !project.deleted();
        };
    }

    private static List<Value> values(Project project, FieldRef ref) {
        return switch (ref.field()) {
            case NAME -> List.of(Value.of(project.name()));
            case PROJECT -> List.of(Value.of(Long.parseLong(project.id())));
            case TIMESTAMP_MS -> List.of(Value.of(project.createdEpochMillis()));
            case END_TIME_MS -> List.of(Value.of(project.updatedEpochMillis()));
            case TAG -> {
                String tag = project.tags().get(ref.key());
                yield tag == null ? List.of() : List.of(Value.of(tag));
            }
            default ->
                throw ApiException.invalid(
                        "Invalid attribute key '" + ref.field().printedName()
                                + "' specified. Experiments have name, creation_time, last_update_time and tags.");
        };
    }

    private JsonNode update(MlflowRequest request) {
        Project project = existing(request.required("experiment_id"));
        String name = request.text("new_name");
        if (name != null && !name.equals(project.name())) {
            if (project.id().equals(Project.DEFAULT_ID)) {
                throw ApiException.invalid("Cannot rename the default experiment");
            }
            if (services.projects().findNamed(name) != null) {
                throw new ApiException(
                        HttpStatus.BAD_REQUEST,
                        "RESOURCE_ALREADY_EXISTS",
                        "Experiment '" + name + "' already exists.",
                        0);
            }
            services.projects().put(with(project, name, project.deleted(), project.tags()));
        }
        return Endpoints.object();
    }

    private JsonNode setDeleted(MlflowRequest request, boolean deleted) {
        Project project = existing(request.required("experiment_id"));
        if (deleted && project.id().equals(Project.DEFAULT_ID)) {
            throw ApiException.invalid("Cannot delete the default experiment '" + project.id() + "'. This is an"
                    + " internally reserved experiment.");
        }
        if (deleted == project.deleted()) {
            throw ApiException.notFound(
                    "No " + (deleted ? "active" : "deleted") + " Experiment with id=" + project.id() + " exists");
        }
        services.projects().setDeleted(project, deleted);
        return Endpoints.object();
    }

    private JsonNode setTag(MlflowRequest request) {
        Project project = existing(request.required("experiment_id"));
        Map<String, String> tags = new HashMap<>(project.tags());
        String value = request.text("value");
        tags.put(request.required("key"), value == null ? "" : value);
        services.projects().put(with(project, project.name(), project.deleted(), tags));
        return Endpoints.object();
    }

    private JsonNode deleteTag(MlflowRequest request) {
        Project project = existing(request.required("experiment_id"));
        String key = request.required("key");
        Map<String, String> tags = new HashMap<>(project.tags());
        if (tags.remove(key) == null) {
            throw ApiException.notFound("No tag with name: " + key + " in experiment with id " + project.id());
        }
        services.projects().put(with(project, project.name(), project.deleted(), tags));
        return Endpoints.object();
    }

    private static Project with(Project project, String name, boolean deleted, Map<String, String> tags) {
        return new Project(project.id(), name, deleted, tags, project.createdEpochMillis(), System.currentTimeMillis());
    }
}
