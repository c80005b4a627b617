package dev.spoor.server.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpMethod;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.store.Change;
import dev.spoor.store.TraceState;
import dev.spoor.store.TraceSummary;
import java.util.List;
import java.util.UUID;

/** MLflow 2's trace endpoints: a trace is told of when it starts, and again when it ends. */
final class LegacyTraces {
    private final Services services;
    private final TraceReading reading;

    LegacyTraces(Services services) {
        this.services = services;
        this.reading = new TraceReading(services);
    }

    void addTo(Endpoints endpoints) {
        for (String api : new String[] {"/api/2.0", "/ajax-api/2.0"}) {
            String path = api + "/mlflow/traces";
            endpoints.raw(HttpMethod.POST, path, (request, out) -> Endpoints.MAPPER.writeTree(out, start(request)));
            endpoints.raw(HttpMethod.GET, path, (request, out) -> Endpoints.MAPPER.writeTree(out, search(request)));
            endpoints.raw(
                    HttpMethod.PATCH,
                    path + "/{trace_id}",
                    (request, out) -> Endpoints.MAPPER.writeTree(out, end(request)));
            endpoints.raw(
                    HttpMethod.GET,
                    path + "/{trace_id}/info",
                    (request, out) ->
                            Endpoints.MAPPER.writeTree(out, shown(reading.existing(request.path("trace_id")))));
        }
    }

    private static ObjectNode shown(TraceSummary trace) {
        ObjectNode answer = Endpoints.object();
        answer.set("trace_info", TraceInfoJson.legacy(trace));
        return answer;
    }

    private JsonNode start(MlflowRequest request) {
        String experiment = request.required("experiment_id");
        if (services.projects().find(experiment) == null) {
            throw ApiException.notFound("No Experiment with id=" + experiment + " exists");
        }
        return patch(
                request,
                UUID.randomUUID().toString().replace("-", ""),
                experiment,
                TraceState.IN_PROGRESS,
                request.number("timestamp_ms", System.currentTimeMillis()),
                null);
    }

    private JsonNode end(MlflowRequest request) {
        TraceSummary trace = reading.existing(request.path("trace_id"));
        TraceState state = TraceInfoInput.state(request.text("status"));
        long startMillis = Math.floorDiv(trace.startEpochNanos(), 1_000_000L);
        long end = request.number("timestamp_ms", startMillis);
        return patch(
                request,
                TraceIds.shown(trace),
                trace.projectId(),
                state == null ? TraceState.OK : state,
                startMillis,
                Math.max(0, end - startMillis) * 1_000_000);
    }

    private JsonNode patch(
            MlflowRequest request,
            String id,
            String experiment,
            TraceState state,
            long startMillis,
            @org.jspecify.annotations.Nullable Long durationNanos) {
        Change.TracePatched patch = TraceInfoInput.patch(
                id,
                experiment,
                null,
                state,
                startMillis,
                durationNanos,
                null,
                null,
                MlflowRequest.map(request.node("tags")),
                MlflowRequest.map(request.node("request_metadata")));
        services.store().append(List.of(patch)).join();
        return shown(services.store().trace(patch.traceId()).orElseThrow());
    }

    private JsonNode search(MlflowRequest request) {
        List<String> experiments = request.texts("experiment_ids");
        if (experiments.isEmpty()) {
            throw MlflowRequest.missing("experiment_ids");
        }
        TraceSearch.Found found = TraceSearch.page(services, request, experiments);
        ObjectNode answer = Endpoints.object();
        if (!found.traces().isEmpty()) {
            ArrayNode traces = answer.putArray("traces");
            found.traces().forEach(trace -> traces.add(TraceInfoJson.legacy(trace)));
        }
        ProtoJson.text(answer, "next_page_token", found.token());
        return answer;
    }
}
