package dev.spoor.model;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A judgement of a trace or of one of its spans: feedback (how good it was), an expectation (what it should have been), or
 * that it shows an issue.
 *
 * @param id unique, made by the server: {@code a-} and 32 hex digits
 * @param spanId the span that is judged; null for the whole trace
 * @param name what is judged; of an issue its id
 * @param value any JSON value; of an issue its name; for feedback {@link Value#EMPTY} when there is only an error
 * @param overrides the id of the assessment that this one replaces
 * @param valid false once another assessment has replaced this one
 */
public record Assessment(
        String id,
        TraceId traceId,
        @Nullable SpanId spanId,
        String name,
        Kind kind,
        Source source,
        Value value,
        @Nullable Failure failure,
        @Nullable String rationale,
        Map<String, String> metadata,
        long createdEpochMillis,
        long updatedEpochMillis,
        @Nullable String overrides,
        boolean valid) {

    public Assessment {
        metadata = Map.copyOf(metadata);
    }

    /** A new id. */
    public static String newId() {
        return "a-" + UUID.randomUUID().toString().replace("-", "");
    }

    /** The same, replaced or restored. */
    public Assessment withValidity(boolean nowValid, long nowEpochMillis) {
        return new Assessment(
                id,
                traceId,
                spanId,
                name,
                kind,
                source,
                value,
                failure,
                rationale,
                metadata,
                createdEpochMillis,
                nowEpochMillis,
                overrides,
                nowValid);
    }

    public enum Kind {
        FEEDBACK,
        EXPECTATION,
        ISSUE
    }

    /** Who judged. */
    public record Source(Type type, String id) {
        public enum Type {
            HUMAN,
            LLM_JUDGE,
            CODE,
            SOURCE_TYPE_UNSPECIFIED
        }
    }

    /** Why a judge came to no result. */
    public record Failure(
            @Nullable String code,
            @Nullable String message,
            @Nullable String stackTrace) {}
}
