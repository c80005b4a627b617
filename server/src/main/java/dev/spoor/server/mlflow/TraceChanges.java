package dev.spoor.server.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.linecorp.armeria.common.HttpMethod;
import dev.spoor.model.TraceId;
import dev.spoor.model.filter.Field;
import dev.spoor.model.filter.FieldRef;
import dev.spoor.model.filter.Filter;
import dev.spoor.model.filter.OrderBy;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.store.Change;
import dev.spoor.store.Page;
import dev.spoor.store.StoredTrace;
import dev.spoor.store.TraceQuery;
import dev.spoor.store.TraceSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Tags, links and deletion. */
final class TraceChanges {
    private static final int MAX_LINKED = 100;
    private static final int MAX_KEY_CHARS = 250;
    private static final int MAX_VALUE_CHARS = 8000;
    private static final Pattern KEY = Pattern.compile("[\\w\\-. :/]+");

    private final Services services;
    private final TraceReading reading;

    TraceChanges(Services services) {
        this.services = services;
        this.reading = new TraceReading(services);
    }

    void addTo(Endpoints endpoints) {
        endpoints.on(HttpMethod.PATCH, "/traces/{trace_id}/tags", this::setTag);
        endpoints.on(HttpMethod.DELETE, "/traces/{trace_id}/tags", this::deleteTag);
        endpoints.on(HttpMethod.POST, "/traces/delete-traces", this::delete);
        endpoints.on(HttpMethod.POST, "/traces/link-to-run", this::linkToRun);
        endpoints.on(HttpMethod.POST, "/traces/link-prompts", this::linkPrompts);
    }

    private JsonNode setTag(MlflowRequest request) {
        TraceSummary trace = reading.existing(request.path("trace_id"));
        String key = request.required("key");
        String given = request.text("value");
        String value = given == null ? "" : given;
        if (!KEY.matcher(key).matches() || key.length() > MAX_KEY_CHARS) {
            throw ApiException.invalid("Invalid value \"" + key + "\" for parameter 'key' supplied: Names may only"
                    + " contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and"
                    + " slashes (/), and at most " + MAX_KEY_CHARS + " characters.");
        }
        if (value.length() > MAX_VALUE_CHARS) {
            throw ApiException.invalid("'value' exceeds the maximum length of " + MAX_VALUE_CHARS + " characters");
        }
        patch(trace, key.equals(TraceInfoJson.NAME_TAG) ? value : null, Map.of(key, value), Set.of(), Map.of());
        return Endpoints.object();
    }

    private JsonNode deleteTag(MlflowRequest request) {
        TraceSummary trace = reading.existing(request.path("trace_id"));
        String key = request.required("key");
        if (!trace.tags().containsKey(key)) {
            throw ApiException.notFound(
                    "No trace tag with key '" + key + "' for trace with ID '" + TraceIds.shown(trace) + "'.");
        }
        patch(trace, null, Map.of(), Set.of(key), Map.of());
        return Endpoints.object();
    }

    private void patch(
            TraceSummary trace,
            @org.jspecify.annotations.Nullable String name,
            Map<String, String> set,
            Set<String> remove,
            Map<String, String> metadata) {
        services.store()
                .append(List.of(new Change.TracePatched(
                        trace.traceId(),
                        trace.projectId(),
                        name,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        set,
                        remove,
                        metadata)))
                .join();
    }

    private JsonNode delete(MlflowRequest request) {
        String experiment = request.required("experiment_id");
        List<String> ids = request.texts("request_ids");
        long before = request.number("max_timestamp_millis", 0);
        long max = request.number("max_traces", 0);
        if (ids.isEmpty() == (before == 0)) {
            throw ApiException.invalid("Either `max_timestamp_millis` or `trace_ids` must be specified, but not both.");
        }
        if (request.text("max_traces") != null && (before == 0 || max <= 0)) {
            throw ApiException.invalid(
                    "`max_traces` must be a positive integer, and goes only with `max_timestamp_millis`.");
        }
        List<TraceId> traces =
                ids.isEmpty() ? oldest(experiment, before, max == 0 ? Long.MAX_VALUE : max) : ofIds(experiment, ids);
        if (!traces.isEmpty()) {
            services.store().append(List.of(new Change.TracesDeleted(traces))).join();
        }
        return Endpoints.object().put("traces_deleted", traces.size());
    }

    private List<TraceId> ofIds(String experiment, List<String> ids) {
        return ids.stream()
                .distinct()
                .flatMap(id -> services.store().trace(TraceIds.of(id)).stream())
                .filter(trace -> trace.projectId().equals(experiment))
                .map(TraceSummary::traceId)
                .toList();
    }

    private List<TraceId> oldest(String experiment, long beforeMillis, long max) {
        List<TraceId> found = new ArrayList<>();
        String cursor = null;
        do {
            Page<TraceSummary> page = services.store()
                    .traces(new TraceQuery(
                            List.of(experiment),
                            0,
                            (beforeMillis + 1) * 1_000_000,
                            null,
                            null,
                            null,
                            null,
                            null,
                            Map.of(),
                            Filter.ALL,
                            List.of(new OrderBy(FieldRef.of(Field.TIME), false)),
                            cursor,
                            (int) Math.min(TraceQuery.MAX_LIMIT, max - found.size())));
            page.items().forEach(trace -> found.add(trace.traceId()));
            cursor = page.nextCursor();
        } while (cursor != null && found.size() < max);
        return found;
    }

    private JsonNode linkToRun(MlflowRequest request) {
        List<String> ids = request.texts("trace_ids");
        String run = request.required("run_id");
        if (ids.size() > MAX_LINKED) {
            throw ApiException.invalid("Cannot link more than " + MAX_LINKED + " traces to a run in a single request."
                    + " Provided " + ids.size() + " traces.");
        }
        for (String id : ids) {
            services.store().trace(TraceIds.of(id)).ifPresent(trace -> {
                String known = trace.metadata().getOrDefault(StoredTrace.LINKED_RUNS, "");
                Set<String> runs = new LinkedHashSet<>(known.isEmpty() ? List.of() : Arrays.asList(known.split(",")));
                if (runs.add(run)) {
                    patch(trace, null, Map.of(), Set.of(), Map.of(StoredTrace.LINKED_RUNS, String.join(",", runs)));
                }
            });
        }
        return Endpoints.object();
    }

    private JsonNode linkPrompts(MlflowRequest request) {
        TraceSummary trace = reading.existing(request.required("trace_id"));
        ArrayNode prompts = linked(trace);
        for (JsonNode prompt : request.node("prompt_versions")) {
            JsonNode entry = Endpoints.object()
                    .put("name", MlflowRequest.field(prompt, "name").asText())
                    .put("version", MlflowRequest.field(prompt, "version").asText());
            boolean known = false;
            for (JsonNode old : prompts) {
                known |= old.equals(entry);
            }
            if (!known) {
                prompts.add(entry);
            }
        }
        patch(trace, null, Map.of(StoredTrace.LINKED_PROMPTS, prompts.toString()), Set.of(), Map.of());
        return Endpoints.object();
    }

    private static ArrayNode linked(TraceSummary trace) {
        try {
            String json = trace.tags().get(StoredTrace.LINKED_PROMPTS);
            if (json != null && Endpoints.MAPPER.readTree(json) instanceof ArrayNode list) {
                return list;
            }
        } catch (IOException e) {
            // A tag may hold anything; what is no list of prompts is replaced.
        }
        return Endpoints.MAPPER.createArrayNode();
    }
}
