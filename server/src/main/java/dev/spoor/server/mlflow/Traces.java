package dev.spoor.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpMethod;
import dev.spoor.model.Assessment;
import dev.spoor.model.Project;
import dev.spoor.model.Span;
import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.store.Change;
import dev.spoor.store.TraceSummary;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Traces are told of, and read. */
final class Traces {
    private static final int MAX_BATCH = 1000;
    /** How long a trace's last spans are waited for, as MLflow does. */
    private static final long WAIT_FOR_SPANS_MILLIS = 3_000;

    private static final long POLL_MILLIS = 50;
    private static final Pattern SPANS_SENT = Pattern.compile("\"num_spans\":\\s*(\\d{1,9})");

    private final Services services;
    private final TraceReading reading;
    private final MlflowAttributes attributes;

    Traces(Services services) {
        this.services = services;
        this.reading = new TraceReading(services);
        this.attributes = new MlflowAttributes(services);
    }

    void addTo(Endpoints endpoints) {
        for (String api : new String[] {"/api/3.0", "/ajax-api/3.0"}) {
            endpoints.raw(
                    HttpMethod.POST,
                    api + "/mlflow/traces",
                    (request, out) -> Endpoints.MAPPER.writeTree(out, start(request)));
            endpoints.raw(
                    HttpMethod.GET,
                    api + "/mlflow/traces/{trace_id}",
                    (request, out) -> Endpoints.MAPPER.writeTree(out, info(request)));
        }
        endpoints.stream(HttpMethod.GET, "/traces/get", this::get);
        endpoints.stream(HttpMethod.GET, "/traces/batchGet", this::batchGet);
        endpoints.on(HttpMethod.POST, "/traces/batchGetInfos", this::batchGetInfos);
    }

    /** Called at the end of a trace, before its spans arrive or after: inserts or merges. */
    private JsonNode start(MlflowRequest request) {
        JsonNode info = MlflowRequest.field(request.node("trace"), "trace_info");
        if (info.isMissingNode()) {
            throw MlflowRequest.missing("trace");
        }
        String experiment = TraceInfoInput.experiment(MlflowRequest.field(info, "trace_location"));
        if (experiment == null) {
            throw ApiException.invalid(
                    "Missing value for required parameter 'trace.trace_info.trace_location.mlflow_experiment"
                            + ".experiment_id'");
        }
        active(experiment);
        Change.TracePatched patch = TraceInfoInput.of(info, experiment);
        List<Change> changes = new ArrayList<>();
        changes.add(patch);
        MlflowRequest.field(info, "assessments")
                .forEach(assessment -> changes.add(new Change.AssessmentPut(
                        AssessmentJson.read(assessment, patch.traceId(), System.currentTimeMillis()))));
        services.store().append(changes).join();
        ObjectNode answer = Endpoints.object();
        answer.putObject("trace")
                .set(
                        "trace_info",
                        reading.info(services.store().trace(patch.traceId()).orElseThrow()));
        return answer;
    }

    private void active(String experiment) {
        Project project = services.projects().find(experiment);
        if (project == null) {
            throw ApiException.notFound("No Experiment with id=" + experiment + " exists");
        }
        if (project.deleted()) {
            throw ApiException.invalid(
                    "The experiment " + experiment + " must be in the 'active' state. Current state" + " is deleted.");
        }
    }

    private JsonNode info(MlflowRequest request) {
        ObjectNode answer = Endpoints.object();
        answer.putObject("trace").set("trace_info", reading.info(reading.existing(request.path("trace_id"))));
        return answer;
    }

    private void get(MlflowRequest request, JsonGenerator out) throws IOException {
        String id = request.required("trace_id");
        TraceSummary trace = services.store()
                .trace(TraceIds.of(id))
                .orElseThrow(() -> ApiException.notFound("Trace with ID " + id + " is not found."));
        if (!request.flag("allow_partial")) {
            trace = whole(trace, id);
        }
        out.writeStartObject();
        out.writeFieldName("trace");
        write(out, trace, services.store().assessments(trace.traceId()));
        out.writeEndObject();
    }

    /** Clients may ask before all spans are here: they say how many they send. */
    private TraceSummary whole(TraceSummary first, String id) {
        TraceSummary trace = first;
        long deadline = System.nanoTime() + WAIT_FOR_SPANS_MILLIS * 1_000_000;
        while (trace.spanCount() < spansSent(trace)) {
            if (System.nanoTime() > deadline) {
                throw ApiException.notFound("Trace with ID " + id + " is not fully exported yet.");
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw ApiException.unavailable("the server stops", 1);
            }
            trace = services.store().trace(trace.traceId()).orElse(trace);
        }
        return trace;
    }

    private static int spansSent(TraceSummary trace) {
        String stats = trace.metadata().get("mlflow.trace.sizeStats");
        Matcher found = stats == null ? null : SPANS_SENT.matcher(stats);
        return found != null && found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    private void batchGet(MlflowRequest request, JsonGenerator out) throws IOException {
        List<TraceSummary> traces = existing(request);
        Map<TraceId, List<Assessment>> assessments = assessments(traces);
        out.writeStartObject();
        if (!traces.isEmpty()) {
            out.writeArrayFieldStart("traces");
            for (TraceSummary trace : traces) {
                write(out, trace, assessments.getOrDefault(trace.traceId(), List.of()));
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private JsonNode batchGetInfos(MlflowRequest request) {
        List<TraceSummary> traces = existing(request);
        Map<TraceId, List<Assessment>> assessments = assessments(traces);
        ObjectNode answer = Endpoints.object();
        if (!traces.isEmpty()) {
            ArrayNode infos = answer.putArray("trace_infos");
            traces.forEach(
                    trace -> infos.add(TraceInfoJson.of(trace, assessments.getOrDefault(trace.traceId(), List.of()))));
        }
        return answer;
    }

    /** Those that are there, in the order asked. */
    private List<TraceSummary> existing(MlflowRequest request) {
        List<String> ids = request.texts("trace_ids");
        if (ids.isEmpty()) {
            throw MlflowRequest.missing("trace_ids");
        }
        if (ids.size() > MAX_BATCH) {
            throw ApiException.invalid(
                    "trace_ids: at most " + MAX_BATCH + " traces may be asked for at once, not " + ids.size());
        }
        return ids.stream()
                .flatMap(id -> services.store().trace(TraceIds.of(id)).stream())
                .toList();
    }

    private Map<TraceId, List<Assessment>> assessments(List<TraceSummary> traces) {
        return services.store()
                .assessments(traces.stream().map(TraceSummary::traceId).toList());
    }

    /** {@code {trace_info, spans}}, a span at a time. */
    private void write(JsonGenerator out, TraceSummary trace, List<Assessment> assessments) throws IOException {
        String id = TraceIds.shown(trace);
        out.writeStartObject();
        out.writeFieldName("trace_info");
        Endpoints.MAPPER.writeTree(out, TraceInfoJson.of(trace, assessments));
        List<Span> spans = reading.spans(trace.traceId());
        if (!spans.isEmpty()) {
            Map<SpanId, BigDecimal> costs = reading.costs(trace);
            out.writeArrayFieldStart("spans");
            for (Span span : spans) {
                Endpoints.MAPPER.writeTree(
                        out, SpanJson.proto(span, attributes.of(span, id, costs.get(span.spanId()))));
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }
}
