package dev.spoor.sdk.client;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A judgement of a trace, or of one of its spans. Immutable.
 *
 * @param kind {@code FEEDBACK}: what somebody or something thinks of it; {@code EXPECTATION}: what should have come out
 * @param sourceType {@code HUMAN}, {@code LLM_JUDGE} or {@code CODE}
 * @param value any JSON value
 * @param valid false once another has replaced it
 */
public record Assessment(
        String assessmentId,
        String traceId,
        @Nullable String spanId,
        String name,
        String kind,
        String sourceType,
        String sourceId,
        @Nullable Object value,
        @Nullable String rationale,
        Map<String, String> metadata,
        @Nullable Instant createTime,
        boolean valid) {

    public Assessment {
        metadata = Map.copyOf(metadata);
    }

    static Assessment of(Fields fields) {
        Fields source = Fields.of(fields.json().get("source"));
        return new Assessment(
                fields.textOr("assessment_id", ""),
                fields.textOr("trace_id", ""),
                fields.text("span_id"),
                fields.textOr("name", ""),
                fields.textOr("kind", ""),
                source.textOr("type", ""),
                source.textOr("id", ""),
                fields.json().get("value"),
                fields.text("rationale"),
                fields.texts("metadata"),
                fields.time("create_time"),
                fields.flag("valid"));
    }
}
