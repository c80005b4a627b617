package dev.spoor.server.mlflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spoor.model.Assessment;
import dev.spoor.model.Usage;
import dev.spoor.store.StoredTrace;
import dev.spoor.store.TraceSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes {@code TraceInfoV3} and its older form. What clients did not say is filled in from the spans. */
final class TraceInfoJson {
    static final String NAME_TAG = "mlflow.traceName";
    static final String SPANS_LOCATION_TAG = "mlflow.trace.spansLocation";
    static final String ARTIFACT_LOCATION_TAG = "mlflow.artifactLocation";
    private static final String OUTPUTS = "mlflow.traceOutputs";
    /** Longer previews are cut by the server. */
    static final int MAX_PREVIEW_CHARS = 1000;

    private TraceInfoJson() {}

    static ObjectNode of(TraceSummary trace, List<Assessment> assessments) {
        ObjectNode info = Endpoints.object().put("trace_id", TraceIds.shown(trace));
        ProtoJson.text(info, "client_request_id", trace.clientRequestId());
        info.putObject("trace_location")
                .put("type", "MLFLOW_EXPERIMENT")
                .putObject("mlflow_experiment")
                .put("experiment_id", trace.projectId());
        ProtoJson.text(info, "request_preview", trace.inputPreview());
        if (!"".equals(trace.metadata().get(OUTPUTS))) {
            // A client that says that there was no output means it, whatever the spans within put out.
            ProtoJson.text(info, "response_preview", trace.outputPreview());
        }
        info.put("request_time", ProtoJson.time(Math.floorDiv(trace.startEpochNanos(), 1_000_000L)));
        if (trace.endEpochNanos() != 0) {
            info.put("execution_duration", ProtoJson.duration(trace.durationNanos()));
        }
        info.put("state", trace.state().name());
        ProtoJson.map(info, "trace_metadata", metadata(trace));
        ProtoJson.map(info, "tags", tags(trace));
        if (!assessments.isEmpty()) {
            ArrayNode list = info.putArray("assessments");
            assessments.forEach(assessment -> list.add(AssessmentJson.of(assessment, TraceIds.shown(trace))));
        }
        return info;
    }

    /** MLflow 2's {@code TraceInfo}. */
    static ObjectNode legacy(TraceSummary trace) {
        ObjectNode info = Endpoints.object()
                .put("request_id", TraceIds.shown(trace))
                .put("experiment_id", trace.projectId())
                .put("timestamp_ms", Math.floorDiv(trace.startEpochNanos(), 1_000_000L));
        info.put("execution_time_ms", trace.durationNanos() / 1_000_000)
                .put("status", trace.state().name());
        ProtoJson.pairs(info, "request_metadata", metadata(trace));
        ProtoJson.pairs(info, "tags", tags(trace));
        return info;
    }

    static Map<String, String> tags(TraceSummary trace) {
        Map<String, String> tags = new HashMap<>(trace.tags());
        if (!trace.name().isEmpty()) {
            tags.putIfAbsent(NAME_TAG, trace.name());
        }
        tags.put(SPANS_LOCATION_TAG, "TRACKING_STORE");
        tags.put(ARTIFACT_LOCATION_TAG, artifactLocation(trace));
        return tags;
    }

    static String artifactLocation(TraceSummary trace) {
        return "mlflow-artifacts:/" + trace.projectId() + "/traces/" + TraceIds.shown(trace) + "/artifacts";
    }

    private static Map<String, String> metadata(TraceSummary trace) {
        Map<String, String> metadata = new HashMap<>(trace.metadata());
        metadata.remove(TraceIds.GIVEN);
        metadata.remove(StoredTrace.LINKED_RUNS);
        metadata.remove(TraceFiles.TEXTS);
        if (trace.session() != null) {
            metadata.put("mlflow.trace.session", trace.session());
        }
        if (trace.user() != null) {
            metadata.put("mlflow.trace.user", trace.user());
        }
        Usage usage = trace.usage();
        if (!usage.isEmpty()) {
            // Of the stored spans, each counted once, whatever the client added up.
            metadata.put("mlflow.trace.tokenUsage", tokenUsage(usage).toString());
        }
        if (trace.costUsd() != null) {
            metadata.putIfAbsent(
                    "mlflow.trace.cost",
                    Endpoints.object().put("total_cost", trace.costUsd()).toString());
        }
        return metadata;
    }

    static ObjectNode tokenUsage(Usage usage) {
        ObjectNode node = Endpoints.object()
                .put("input_tokens", usage.totalInput())
                .put("output_tokens", usage.totalOutput())
                .put("total_tokens", usage.total());
        if (usage.cacheRead() > 0) {
            node.put("cache_read_input_tokens", usage.cacheRead());
        }
        if (usage.cacheWrite() > 0) {
            node.put("cache_creation_input_tokens", usage.cacheWrite());
        }
        return node;
    }
}
