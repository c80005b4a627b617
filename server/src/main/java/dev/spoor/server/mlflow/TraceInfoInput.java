package dev.spoor.server.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spoor.model.TraceId;
import dev.spoor.server.http.ApiException;
import dev.spoor.store.Change;
import dev.spoor.store.TraceState;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a client says of a trace into a change. */
final class TraceInfoInput {
    private static final String FINAL = "mlflow.trace.infoFinalized";

    private TraceInfoInput() {}

    /** {@code TraceInfoV3}. */
    static Change.TracePatched of(JsonNode info, String projectId) {
        String id = field(info, "trace_id").asText();
        String time = text(info, "request_time");
        String duration = text(info, "execution_duration");
        return patch(
                id,
                projectId,
                text(info, "client_request_id"),
                state(text(info, "state")),
                time == null ? null : ProtoJson.epochMillis("request_time", time),
                duration == null ? null : ProtoJson.nanos("execution_duration", duration),
                preview(text(info, "request_preview")),
                preview(text(info, "response_preview")),
                MlflowRequest.map(field(info, "tags")),
                MlflowRequest.map(field(info, "trace_metadata")));
    }

    /** @param metadata of a trace that is told whole, and so final */
    static Change.TracePatched patch(
            String id,
            String projectId,
            @Nullable String clientRequestId,
            @Nullable TraceState state,
            @Nullable Long startEpochMillis,
            @Nullable Long durationNanos,
            @Nullable String request,
            @Nullable String response,
            Map<String, String> givenTags,
            Map<String, String> givenMetadata) {
        TraceId traceId = TraceIds.of(id);
        Map<String, String> tags = new HashMap<>(givenTags);
        // These two say where Spoor keeps the spans, whatever the client thinks.
        tags.remove(TraceInfoJson.SPANS_LOCATION_TAG);
        tags.remove(TraceInfoJson.ARTIFACT_LOCATION_TAG);
        Map<String, String> metadata = new HashMap<>(givenMetadata);
        if (state != TraceState.IN_PROGRESS) {
            metadata.put(FINAL, "true");
        }
        if (!id.equals(TraceIds.shown(traceId))) {
            metadata.put(TraceIds.GIVEN, id);
        }
        return new Change.TracePatched(
                traceId,
                projectId,
                tags.get(TraceInfoJson.NAME_TAG),
                clientRequestId,
                state,
                startEpochMillis == null ? null : startEpochMillis * 1_000_000,
                durationNanos,
                request,
                response,
                tags,
                Set.of(),
                metadata);
    }

    /** Null when it is not said; by name or number. */
    static @Nullable TraceState state(@Nullable String text) {
        return switch (text == null ? "" : text) {
            case "OK", "1" -> TraceState.OK;
            case "ERROR", "2" -> TraceState.ERROR;
            case "IN_PROGRESS", "3" -> TraceState.IN_PROGRESS;
            case "", "STATE_UNSPECIFIED", "TRACE_STATUS_UNSPECIFIED", "0" -> null;
            default ->
                throw ApiException.invalid("Invalid value " + text + " for parameter 'state' supplied: it must be one"
                        + " of STATE_UNSPECIFIED, OK, ERROR, IN_PROGRESS");
        };
    }

    /** The experiment that a {@code trace_location} names; null for none. */
    static @Nullable String experiment(JsonNode location) {
        String id = field(field(location, "mlflow_experiment"), "experiment_id").asText();
        return id.isEmpty() ? null : id;
    }

    static @Nullable String preview(@Nullable String text) {
        return text == null || text.length() <= TraceInfoJson.MAX_PREVIEW_CHARS
                ? text
                : text.substring(0, TraceInfoJson.MAX_PREVIEW_CHARS - 3) + "...";
    }

    private static JsonNode field(JsonNode node, String name) {
        return MlflowRequest.field(node, name);
    }

    private static @Nullable String text(JsonNode node, String name) {
        String text = field(node, name).asText();
        return text.isEmpty() ? null : text;
    }
}
