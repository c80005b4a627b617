package dev.spoor.sdk.client;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A judgement to be made. Immutable.
 *
 * <pre>{@code
 * client.judge(traceId, Judgement.feedback("helpful", true).by("HUMAN", "reviewer-3").rationale("It cites its source."));
 * client.judge(traceId, Judgement.expectation("expected_response", "Under the mat."));
 * }</pre>
 */
public final class Judgement {
    private final Map<String, @Nullable Object> json;

    private Judgement(Map<String, @Nullable Object> json) {
        this.json = json;
    }

    /** What somebody or something thinks: true or false, a number, a text, or any other JSON value. */
    public static Judgement feedback(String name, @Nullable Object value) {
        return of("FEEDBACK", name, value).by("CODE", "default");
    }

    /** What should have come out. */
    public static Judgement expectation(String name, @Nullable Object value) {
        return of("EXPECTATION", name, value).by("HUMAN", "default");
    }

    private static Judgement of(String kind, String name, @Nullable Object value) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("kind", kind);
        json.put("name", name);
        json.put("value", value);
        return new Judgement(json);
    }

    /**
     * Who judges.
     *
     * @param type {@code HUMAN}, {@code LLM_JUDGE} or {@code CODE}
     */
    public Judgement by(String type, String id) {
        return with("source", Map.of("type", type, "id", id));
    }

    /** Why. */
    public Judgement rationale(String text) {
        return with("rationale", text);
    }

    /** Of one span instead of the whole trace. */
    public Judgement ofSpan(String spanId) {
        return with("span_id", spanId);
    }

    public Judgement metadata(Map<String, String> metadata) {
        return with("metadata", Map.copyOf(metadata));
    }

    /** Replaces an earlier one, which is then no longer valid. */
    public Judgement overriding(String assessmentId) {
        return with("overrides", assessmentId);
    }

    private Judgement with(String field, Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(json);
        more.put(field, value);
        return new Judgement(more);
    }

    Map<String, @Nullable Object> json() {
        return json;
    }
}
