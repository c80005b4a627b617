package dev.spoor.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spoor.model.Span;
import dev.spoor.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * MLflow's data model as its server and its Python client check it, strictly: fields that it does not know, values that
 * its columns cannot hold, and spans that its client cannot read are failures.
 */
final class MlflowModel {
    private static final Set<String> INFO_FIELDS = Set.of(
            "trace_id",
            "client_request_id",
            "trace_location",
            "request_preview",
            "response_preview",
            "request_time",
            "execution_duration",
            "state",
            "trace_metadata",
            "tags",
            "assessments");

    private MlflowModel() {}

    /** {@code TraceInfoV3} as {@code StartTraceV3} takes it. */
    static void checkInfo(JsonNode info, String experimentId) {
        assertThat(info.fieldNames()).toIterable().isSubsetOf(INFO_FIELDS);
        assertThat(text(info, "trace_id", 50)).matches("tr-[0-9a-f]{32}");
        if (info.has("client_request_id")) {
            text(info, "client_request_id", 50);
        }
        JsonNode location = info.get("trace_location");
        assertThat(location.fieldNames()).toIterable().containsExactlyInAnyOrder("type", "mlflow_experiment");
        assertThat(location.get("type").asText()).isEqualTo("MLFLOW_EXPERIMENT");
        assertThat(location.get("mlflow_experiment").fieldNames()).toIterable().containsExactly("experiment_id");
        assertThat(text(location.get("mlflow_experiment"), "experiment_id", 20)).isEqualTo(experimentId);
        for (String preview : List.of("request_preview", "response_preview")) {
            if (info.has(preview)) {
                text(info, preview, 1000);
            }
        }
        assertThat(text(info, "request_time", 40))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3}|\\.\\d{6})?Z");
        assertThat(text(info, "execution_duration", 30)).matches("\\d+(\\.\\d{3}|\\.\\d{6}|\\.\\d{9})?s");
        assertThat(text(info, "state", 20)).isIn("OK", "ERROR", "IN_PROGRESS", "STATE_UNSPECIFIED");
        checkPairs(info.get("trace_metadata"), 250);
        assertThat(info.at("/trace_metadata/mlflow.trace_schema.version").asText())
                .isEqualTo("3");
        checkPairs(info.get("tags"), 4096);
        assertThat(info.at("/tags/mlflow.traceName").asText()).isNotEmpty();
    }

    private static void checkPairs(JsonNode pairs, int maxChars) {
        assertThat(pairs.isObject()).isTrue();
        for (Map.Entry<String, JsonNode> pair : pairs.properties()) {
            assertThat(pair.getKey()).matches("[A-Za-z0-9_\\-. :/]{1,250}");
            assertThat(pair.getValue().isTextual()).as(pair.getKey()).isTrue();
            assertThat(pair.getValue().asText()).as(pair.getKey()).hasSizeLessThanOrEqualTo(maxChars);
        }
    }

    private static String text(JsonNode node, String field, int maxChars) {
        assertThat(node.path(field).isTextual()).as(field + " of " + node).isTrue();
        assertThat(node.get(field).asText()).as(field).isNotEmpty().hasSizeLessThanOrEqualTo(maxChars);
        return node.get(field).asText();
    }

    /** The spans of one trace, as its OTLP endpoint takes them and {@code Trace.from_dict} reads them back. */
    static void checkSpans(List<Span> spans, String traceId) {
        assertThat(spans).isNotEmpty();
        Set<String> ids = spans.stream().map(span -> span.spanId().toString()).collect(Collectors.toSet());
        assertThat(ids).hasSize(spans.size());
        assertThat(spans).filteredOn(span -> span.parentSpanId() == null).hasSize(1);
        for (Span span : spans) {
            assertThat(span.traceId()).hasToString(traceId);
            if (span.parentSpanId() != null) {
                assertThat(ids).contains(span.parentSpanId().toString());
            }
            assertThat(span.name()).isNotEmpty();
            assertThat(span.endEpochNanos()).isGreaterThanOrEqualTo(span.startEpochNanos());
            checkSpan(span);
        }
    }

    private static void checkSpan(Span span) {
        Value type = span.attributes().get("mlflow.spanType");
        // Any text is a type, and without one there is no type to show.
        assertThat(type)
                .isInstanceOfSatisfying(
                        Value.Text.class, text -> assertThat(text.text()).hasSizeBetween(1, 500));
        for (String content : List.of("mlflow.spanInputs", "mlflow.spanOutputs")) {
            Value value = span.attributes().get(content);
            // JSON inside a text would be shown as a text.
            if (value instanceof Value.Text text) {
                assertThat(text.text())
                        .doesNotStartWith("{")
                        .doesNotStartWith("[")
                        .doesNotStartWith("\"");
            }
        }
        span.events().stream().filter(event -> event.name().equals("exception")).forEach(event -> {
            for (String field : List.of("exception.type", "exception.message", "exception.stacktrace")) {
                assertThat(event.attributes().get(field)).as(field).isNotNull();
            }
        });
    }
}
