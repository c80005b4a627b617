package dev.spoor.server.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import dev.spoor.model.Project;
import dev.spoor.model.Value;
import dev.spoor.model.filter.Field;
import dev.spoor.model.filter.FieldRef;
import dev.spoor.model.filter.Filter;
import dev.spoor.model.filter.FilterEvaluator;
import dev.spoor.model.filter.FilterTrace;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Experiments: Spoor's projects. */
final class Experiments {
    private static final int MAX_RESULTS = 50_000;
    private static final long DEFAULT_RESULTS = 1000;

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
        long max = request.number("max_results", DEFAULT_RESULTS);
        if (max < 1 || max > MAX_RESULTS) {
            throw ApiException.invalid("Invalid value " + max + " for parameter 'max_results' supplied: it must be"
                    + " a positive integer, at most " + MAX_RESULTS);
        }
        String view = request.text("view_type");
        String filterText = request.text("filter");
        Filter filter = filterText == null ? Filter.ALL : Filter.parse(filterText);
        FilterEvaluator matches = new FilterEvaluator(filter, System.currentTimeMillis() * 1_000_000);
        List<Project> found = services.projects().all().stream()
                .filter(project -> isInView(project, view))
                .filter(project -> matches.test(new ProjectFields(project)))
                .sorted(order(request.texts("order_by")))
                .toList();
        int from = PageToken.offset(request.text("page_token"));
        int to = (int) Math.min(found.size(), from + max);
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

    private static Comparator<Project> order(List<String> keys) {
        Comparator<Project> order = null;
        for (String key : keys) {
            String[] words = key.strip().split("\\s+");
            Comparator<Project> by = switch (words[0].toLowerCase(Locale.ROOT)) {
                case "name", "attribute.name" -> Comparator.comparing(Project::name);
                case "experiment_id" -> Comparator.comparingLong(project -> Long.parseLong(project.id()));
                case "creation_time" -> Comparator.comparingLong(Project::createdEpochMillis);
                case "last_update_time" -> Comparator.comparingLong(Project::updatedEpochMillis);
                default ->
                    throw ApiException.invalid("Invalid order_by entity '" + words[0]
                            + "'; there are name, experiment_id, creation_time and last_update_time");
            };
            by = words.length > 1 && words[1].equalsIgnoreCase("DESC") ? by.reversed() : by;
            order = order == null ? by : order.thenComparing(by);
        }
        Comparator<Project> newest =
                Comparator.comparingLong(Project::createdEpochMillis).reversed();
        Comparator<Project> last = Comparator.comparingLong((Project project) -> Long.parseLong(project.id()))
                .reversed();
        return (order == null ? newest : order.thenComparing(newest)).thenComparing(last);
    }

    /** A project's name and tags, for filters. */
    private record ProjectFields(Project project) implements FilterTrace {
        @Override
        public List<Value> values(FieldRef ref) {
            if (ref.field() == Field.NAME) {
                return List.of(Value.of(project.name()));
            } else if (ref.field() == Field.TAG) {
                String tag = project.tags().get(ref.key());
                return tag == null ? List.of() : List.of(Value.of(tag));
            }
            throw ApiException.invalid("Invalid attribute key '" + ref.field().printedName()
                    + "' specified. Experiments are searched by name and by tags.");
        }

        @Override
        public boolean anySpan(Predicate<? super FilterSpan> predicate) {
            throw ApiException.invalid("Experiments are searched by name and by tags.");
        }
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
        services.projects().put(with(project, project.name(), deleted, project.tags()));
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
