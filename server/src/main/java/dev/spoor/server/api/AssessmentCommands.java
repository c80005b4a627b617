package dev.spoor.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.model.Assessment;
import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import dev.spoor.model.Value;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.store.Change;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judgements of traces and spans. */
final class AssessmentCommands {
    private static final int MAX_NAME_CHARS = 250;
    private static final int MAX_TEXT_CHARS = 1_000_000;
    private static final int MAX_METADATA_CHARS = 8000;

    private final Services services;

    AssessmentCommands(Services services) {
        this.services = services;
    }

    void addTo(Api api) {
        String path = ApiRoutes.ROOT + "/traces/{trace_id}/assessments";
        api.get(path, "list_assessments", this::list);
        api.post(path, "create_assessment", this::create);
        api.patch(path + "/{assessment_id}", "patch_assessment", this::patch);
        api.delete(path + "/{assessment_id}", "delete_assessment", this::delete);
    }

    private void list(ServiceRequestContext ctx, JsonOut out) {
        TraceId traceId = new Params(ctx).traceId();
        TraceQueries.existing(services.store(), traceId);
        List<Assessment> assessments = services.store().assessments(traceId);
        out.object(() -> out.array(
                "assessments", assessments, assessment -> out.object(() -> SpanJson.fields(out, assessment))));
    }

    private void create(ServiceRequestContext ctx, JsonNode json, JsonOut out) {
        TraceId traceId = new Params(ctx).traceId();
        Body body = Body.of(
                json, "name", "kind", "span_id", "source", "value", "error", "rationale", "metadata", "overrides");
        String name = body.required("name", MAX_NAME_CHARS);
        Assessment.Kind kind = body.choice("kind", Assessment.Kind.class, Assessment.Kind.FEEDBACK);
        Value value = body.value("value");
        Assessment.Failure failure = failure(body.object("error", "code", "message", "stack_trace"));
        if (value.equals(Value.EMPTY) && failure == null) {
            throw ApiException.invalid("value: an assessment needs a value, or an error that says why there is none");
        }
        TraceQueries.existing(services.store(), traceId);
        SpanId spanId = spanId(traceId, body.text("span_id", 100));
        String overrides = body.text("overrides", 100);
        long now = System.currentTimeMillis();
        Assessment made = new Assessment(
                Assessment.newId(),
                traceId,
                spanId,
                name,
                kind,
                source(body.object("source", "type", "id")),
                value,
                failure,
                body.text("rationale", MAX_TEXT_CHARS),
                body.map("metadata", MAX_NAME_CHARS, MAX_METADATA_CHARS),
                now,
                now,
                overrides,
                true);
        if (overrides == null) {
            append(List.of(new Change.AssessmentPut(made)));
        } else {
            Assessment replaced = existing(traceId, overrides, "overrides: ");
            append(List.of(
                    new Change.AssessmentPut(replaced.withValidity(false, System.currentTimeMillis())),
                    new Change.AssessmentPut(made)));
        }
        out.object(() -> SpanJson.fields(out, made));
    }

    private void patch(ServiceRequestContext ctx, JsonNode json, JsonOut out) {
        Params params = new Params(ctx);
        Assessment old = existing(params.traceId(), params.path("assessment_id"), "");
        Body body = Body.of(json, "name", "value", "rationale", "metadata");
        String name = body.has("name") ? body.required("name", MAX_NAME_CHARS) : old.name();
        Value value = body.has("value") ? body.value("value") : old.value();
        if (value.equals(Value.EMPTY) && old.failure() == null) {
            throw ApiException.invalid("value: an assessment needs a value");
        }
        Map<String, String> metadata =
                body.has("metadata") ? body.map("metadata", MAX_NAME_CHARS, MAX_METADATA_CHARS) : old.metadata();
        Assessment changed = new Assessment(
                old.id(),
                old.traceId(),
                old.spanId(),
                name,
                old.kind(),
                old.source(),
                value,
                old.failure(),
                body.has("rationale") ? body.text("rationale", MAX_TEXT_CHARS) : old.rationale(),
                metadata,
                old.createdEpochMillis(),
                System.currentTimeMillis(),
                old.overrides(),
                old.valid());
        append(List.of(new Change.AssessmentPut(changed)));
        out.object(() -> SpanJson.fields(out, changed));
    }

    private void delete(ServiceRequestContext ctx, JsonOut out) {
        Params params = new Params(ctx);
        TraceId traceId = params.traceId();
        Assessment old = existing(traceId, params.path("assessment_id"), "");
        Change.AssessmentDeleted deleted = new Change.AssessmentDeleted(traceId, old.id());
        Assessment restored = old.overrides() == null ? null : find(traceId, old.overrides());
        append(
                restored == null
                        ? List.of(deleted)
                        : List.of(
                                deleted,
                                new Change.AssessmentPut(restored.withValidity(true, System.currentTimeMillis()))));
        out.object(() -> {});
    }

    private void append(List<Change> changes) {
        services.store().append(changes).join();
    }

    private Assessment existing(TraceId traceId, String id, String field) {
        Assessment found = find(traceId, id);
        if (found == null) {
            throw ApiException.notFound(field + "the trace " + traceId + " has no assessment '" + id + "'");
        }
        return found;
    }

    private @Nullable Assessment find(TraceId traceId, String id) {
        return services.store().assessments(traceId).stream()
                .filter(assessment -> assessment.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private @Nullable SpanId spanId(TraceId traceId, @Nullable String text) {
        if (text == null) {
            return null;
        }
        SpanId spanId = Params.spanId("span_id", text);
        if (services.store().span(traceId, spanId).isEmpty()) {
            throw ApiException.notFound("span_id: there is no span " + spanId + " in the trace " + traceId);
        }
        return spanId;
    }

    private static Assessment.Source source(@Nullable Body source) {
        if (source == null) {
            return new Assessment.Source(Assessment.Source.Type.HUMAN, "default");
        }
        String id = source.text("id", MAX_NAME_CHARS);
        return new Assessment.Source(
                source.choice("type", Assessment.Source.Type.class, Assessment.Source.Type.HUMAN),
                id == null ? "default" : id);
    }

    private static Assessment.@Nullable Failure failure(@Nullable Body error) {
        return error == null
                ? null
                : new Assessment.Failure(
                        error.text("code", MAX_NAME_CHARS),
                        error.text("message", MAX_TEXT_CHARS),
                        error.text("stack_trace", MAX_TEXT_CHARS));
    }
}
