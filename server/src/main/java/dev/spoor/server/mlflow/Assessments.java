package dev.spoor.server.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpMethod;
import dev.spoor.model.Assessment;
import dev.spoor.model.TraceId;
import dev.spoor.model.Value;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.store.Change;
import dev.spoor.store.TraceSummary;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Feedback and expectations. */
final class Assessments {
    private final Services services;
    private final TraceReading reading;

    Assessments(Services services) {
        this.services = services;
        this.reading = new TraceReading(services);
    }

    void addTo(Endpoints endpoints) {
        String one = "/traces/{trace_id}/assessments/{assessment_id}";
        endpoints.on(HttpMethod.POST, "/traces/{trace_id}/assessments", this::create);
        endpoints.on(HttpMethod.GET, one, this::get);
        endpoints.on(HttpMethod.PATCH, one, this::update);
        endpoints.on(HttpMethod.DELETE, one, this::delete);
    }

    private JsonNode create(MlflowRequest request) {
        TraceSummary trace = reading.existing(request.path("trace_id"));
        Assessment made = AssessmentJson.read(request.node("assessment"), trace.traceId(), System.currentTimeMillis());
        if (made.overrides() == null) {
            append(List.of(new Change.AssessmentPut(made)));
        } else {
            Assessment replaced = existing(trace, made.overrides());
            append(List.of(
                    new Change.AssessmentPut(replaced.withValidity(false, System.currentTimeMillis())),
                    new Change.AssessmentPut(made)));
        }
        return shown(made, trace);
    }

    private static ObjectNode shown(Assessment assessment, TraceSummary trace) {
        ObjectNode answer = Endpoints.object();
        answer.set("assessment", AssessmentJson.of(assessment, TraceIds.shown(trace)));
        return answer;
    }

    private void append(List<Change> changes) {
        services.store().append(changes).join();
    }

    private JsonNode get(MlflowRequest request) {
        TraceSummary trace = reading.existing(request.path("trace_id"));
        return shown(existing(trace, request.path("assessment_id")), trace);
    }

    private JsonNode update(MlflowRequest request) {
        TraceSummary trace = reading.existing(request.path("trace_id"));
        Assessment old = existing(trace, request.path("assessment_id"));
        JsonNode given = request.node("assessment");
        Set<String> mask = mask(request.text("update_mask"));
        Value value = old.value();
        Assessment.@Nullable Failure failure = old.failure();
        for (Assessment.Kind kind : Assessment.Kind.values()) {
            if (!mask.contains(kind.name().toLowerCase(Locale.ROOT))) {
                continue;
            }
            if (kind != old.kind()) {
                throw ApiException.invalid("Cannot change the type of an assessment: " + old.id() + " is "
                        + old.kind().name().toLowerCase(Locale.ROOT));
            }
            value = AssessmentJson.value(given, kind);
            failure = AssessmentJson.failure(MlflowRequest.field(MlflowRequest.field(given, "feedback"), "error"));
        }
        Map<String, String> metadata =
                mask.contains("metadata") ? MlflowRequest.map(MlflowRequest.field(given, "metadata")) : old.metadata();
        String name = MlflowRequest.field(given, "assessment_name").asText();
        Assessment changed = new Assessment(
                old.id(),
                old.traceId(),
                old.spanId(),
                mask.contains("assessmentname") && !name.isBlank() ? name : old.name(),
                old.kind(),
                old.source(),
                value,
                failure,
                mask.contains("rationale")
                        ? AssessmentJson.text(MlflowRequest.field(given, "rationale"))
                        : old.rationale(),
                metadata,
                old.createdEpochMillis(),
                System.currentTimeMillis(),
                old.overrides(),
                old.valid());
        append(List.of(new Change.AssessmentPut(changed)));
        return shown(changed, trace);
    }

    /** Paths with dots change their first part. */
    private static Set<String> mask(@Nullable String text) {
        Set<String> mask = new HashSet<>();
        for (String path : text == null ? new String[0] : text.split(",")) {
            mask.add(path.strip().split("\\.")[0].replace("_", "").toLowerCase(Locale.ROOT));
        }
        return mask;
    }

    private JsonNode delete(MlflowRequest request) {
        TraceSummary trace = reading.existing(request.path("trace_id"));
        Assessment old = find(trace.traceId(), request.path("assessment_id"));
        if (old != null) {
            Change.AssessmentDeleted deleted = new Change.AssessmentDeleted(trace.traceId(), old.id());
            Assessment restored = old.overrides() == null ? null : find(trace.traceId(), old.overrides());
            append(
                    restored == null
                            ? List.of(deleted)
                            : List.of(
                                    deleted,
                                    new Change.AssessmentPut(restored.withValidity(true, System.currentTimeMillis()))));
        }
        return Endpoints.object();
    }

    private Assessment existing(TraceSummary trace, String id) {
        Assessment found = find(trace.traceId(), id);
        if (found == null) {
            throw ApiException.notFound(
                    "Assessment with ID '" + id + "' not found for trace '" + TraceIds.shown(trace) + "'");
        }
        return found;
    }

    private @Nullable Assessment find(TraceId traceId, String id) {
        return services.store().assessments(traceId).stream()
                .filter(assessment -> assessment.id().equals(id))
                .findFirst()
                .orElse(null);
    }
}
