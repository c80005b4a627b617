package dev.spoor.server.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spoor.model.Assessment;
import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import dev.spoor.model.Value;
import dev.spoor.server.http.ApiException;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Assessments as MLflow's clients write and read them. */
final class AssessmentJson {
    private AssessmentJson() {}

    /** @param traceId as it is shown */
    static ObjectNode of(Assessment assessment, String traceId) {
        ObjectNode node = Endpoints.object()
                .put("assessment_id", assessment.id())
                .put("assessment_name", assessment.name())
                .put("trace_id", traceId);
        if (assessment.spanId() != null) {
            node.put("span_id", assessment.spanId().toString());
        }
        node.putObject("source")
                .put("source_type", assessment.source().type().name())
                .put("source_id", assessment.source().id());
        node.put("create_time", ProtoJson.time(assessment.createdEpochMillis()))
                .put("last_update_time", ProtoJson.time(assessment.updatedEpochMillis()));
        switch (assessment.kind()) {
            case FEEDBACK -> feedback(node.putObject("feedback"), assessment);
            case EXPECTATION -> expectation(node.putObject("expectation"), assessment.value());
            case ISSUE -> node.putObject("issue").set("issue_name", ProtoJson.node(assessment.value()));
        }
        ProtoJson.text(node, "rationale", assessment.rationale());
        ProtoJson.map(node, "metadata", assessment.metadata());
        ProtoJson.text(node, "overrides", assessment.overrides());
        return node.put("valid", assessment.valid());
    }

    private static void feedback(ObjectNode feedback, Assessment assessment) {
        feedback.set("value", ProtoJson.node(assessment.value()));
        Assessment.Failure failure = assessment.failure();
        if (failure != null) {
            ObjectNode error = feedback.putObject("error");
            ProtoJson.text(error, "error_code", failure.code());
            ProtoJson.text(error, "error_message", failure.message());
            ProtoJson.text(error, "stack_trace", failure.stackTrace());
        }
    }

    /** Python's client takes lists and maps only as JSON in a text. */
    private static void expectation(ObjectNode expectation, Value value) {
        if (value instanceof Value.ListOf || value instanceof Value.MapOf) {
            expectation
                    .putObject("serialized_value")
                    .put("serialization_format", "JSON_FORMAT")
                    .put("value", ProtoJson.node(value).toString());
        } else {
            expectation.set("value", ProtoJson.node(value));
        }
    }

    /**
     * A new assessment.
     *
     * @throws ApiException when it has no name, or neither feedback nor expectation nor issue
     */
    static Assessment read(JsonNode node, TraceId traceId, long nowMillis) {
        String name = field(node, "assessment_name").asText();
        if (name.isBlank()) {
            throw MlflowRequest.missing("assessment.assessment_name");
        }
        Assessment.Kind kind = kind(node);
        String overrides = field(node, "overrides").asText();
        return new Assessment(
                Assessment.newId(),
                traceId,
                spanId(field(node, "span_id").asText()),
                name,
                kind,
                source(field(node, "source"), kind),
                value(node, kind),
                failure(field(field(node, "feedback"), "error")),
                text(field(node, "rationale")),
                MlflowRequest.map(field(node, "metadata")),
                millis(node, "create_time", nowMillis),
                millis(node, "last_update_time", nowMillis),
                overrides.isEmpty() ? null : overrides,
                true);
    }

    private static Assessment.Kind kind(JsonNode node) {
        for (Assessment.Kind kind : Assessment.Kind.values()) {
            if (!field(node, kind.name().toLowerCase(Locale.ROOT)).isMissingNode()) {
                return kind;
            }
        }
        throw ApiException.invalid(
                "Unknown assessment type: None. An assessment has a 'feedback', an 'expectation' or an 'issue'.");
    }

    /** What a new or changed assessment of that kind says. */
    static Value value(JsonNode node, Assessment.Kind kind) {
        return switch (kind) {
            case FEEDBACK -> ProtoJson.value(field(field(node, "feedback"), "value"));
            case EXPECTATION -> expectationValue(field(node, "expectation"));
            case ISSUE -> Value.of(field(field(node, "issue"), "issue_name").asText());
        };
    }

    private static long millis(JsonNode node, String name, long byDefault) {
        String text = field(node, name).asText();
        return text.isEmpty() ? byDefault : ProtoJson.epochMillis(name, text);
    }

    private static Value expectationValue(JsonNode expectation) {
        JsonNode serialized = field(field(expectation, "serialized_value"), "value");
        if (serialized.isMissingNode()) {
            return ProtoJson.value(field(expectation, "value"));
        }
        try {
            return ProtoJson.value(Endpoints.MAPPER.readTree(serialized.asText()));
        } catch (IOException e) {
            throw ApiException.invalid("assessment.expectation.serialized_value: the value is no JSON");
        }
    }

    static Assessment.@Nullable Failure failure(JsonNode error) {
        return error.isMissingNode()
                ? null
                : new Assessment.Failure(
                        text(field(error, "error_code")),
                        text(field(error, "error_message")),
                        text(field(error, "stack_trace")));
    }

    static @Nullable String text(JsonNode node) {
        String text = node.asText();
        return text.isEmpty() ? null : text;
    }

    private static @Nullable SpanId spanId(String text) {
        try {
            return text.isEmpty() ? null : SpanId.parse(text);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("assessment.span_id: " + e.getMessage());
        }
    }

    private static Assessment.Source source(JsonNode source, Assessment.Kind kind) {
        String id = field(source, "source_id").asText();
        String type = field(source, "source_type").asText().toUpperCase(Locale.ROOT);
        Assessment.Source.Type known = switch (type) {
            case "HUMAN", "1" -> Assessment.Source.Type.HUMAN;
            case "LLM_JUDGE", "2" -> Assessment.Source.Type.LLM_JUDGE;
            case "CODE", "3" -> Assessment.Source.Type.CODE;
            case "" -> kind == Assessment.Kind.FEEDBACK ? Assessment.Source.Type.CODE : Assessment.Source.Type.HUMAN;
            default -> Assessment.Source.Type.SOURCE_TYPE_UNSPECIFIED;
        };
        return new Assessment.Source(known, id.isEmpty() ? "default" : id);
    }

    private static JsonNode field(JsonNode node, String name) {
        return MlflowRequest.field(node, name);
    }
}
