package dev.spoor.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What people and programs said of a trace, beside its spans in a line of OTLP's JSON: {@code "spoor": {"trace_id", "tags",
 * "assessments"}}. Other readers of OTLP pass it over.
 */
final class Beside {
    static final String FIELD = "spoor";

    private Beside() {}

    /**
     * Adds it to the line, when there is any.
     *
     * @param trace with its assessments
     */
    static void add(JsonNode trace, ObjectNode line) {
        ObjectNode beside = JsonNodeFactory.instance
                .objectNode()
                .put("trace_id", trace.path("trace_id").asText());
        for (String field : new String[] {"tags", "assessments"}) {
            if (!trace.path(field).isEmpty()) {
                beside.set(field, trace.path(field));
            }
        }
        if (beside.size() > 1) {
            line.set(FIELD, beside);
        }
    }

    /** Says it again to a server that has the spans. Assessments that were replaced stay behind. */
    static void send(SpoorApi api, JsonNode beside) {
        String path = "/api/v1/traces/" + beside.path("trace_id").asText();
        if (beside.has("tags")) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.set("set", beside.path("tags"));
            api.patch(path + "/tags", body);
        }
        if (!beside.has("assessments")) {
            return;
        }
        JsonNode known = api.get(path + "/assessments", new SpoorApi.Query()).path("assessments");
        for (JsonNode assessment : beside.path("assessments")) {
            if (assessment.path("valid").asBoolean(true) && !isIn(known, assessment)) {
                ObjectNode body = JsonNodeFactory.instance.objectNode();
                for (String field :
                        new String[] {"name", "kind", "span_id", "source", "value", "error", "rationale", "metadata"}) {
                    if (assessment.hasNonNull(field)) {
                        body.set(field, assessment.get(field));
                    }
                }
                api.post(path + "/assessments", body);
            }
        }
    }

    /** So that a file which is imported twice judges once. */
    private static boolean isIn(JsonNode known, JsonNode assessment) {
        for (JsonNode one : known) {
            boolean same = true;
            for (String field : new String[] {"name", "kind", "span_id", "source", "value", "rationale"}) {
                same &= one.path(field).equals(assessment.path(field));
            }
            if (same) {
                return true;
            }
        }
        return false;
    }
}
