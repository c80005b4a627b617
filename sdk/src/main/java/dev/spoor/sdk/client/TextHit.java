package dev.spoor.sdk.client;

import org.jspecify.annotations.Nullable;

/**
 * A trace that contains a text, and the first of its spans that does. Immutable.
 *
 * @param spanId null when a log record has the text that names no span of the trace
 * @param field where in the span, for example {@code input}, {@code output}, {@code name} or {@code attributes.KEY}
 * @param snippet some 200 characters around the first place
 * @param matchCount how many of the trace's spans contain it
 */
public record TextHit(
        TraceInfo trace,
        @Nullable String spanId,
        @Nullable String spanName,
        String field,
        String snippet,
        long matchCount) {

    static TextHit of(Fields fields) {
        return new TextHit(
                TraceInfo.of(Fields.of(fields.json().get("trace"))),
                fields.text("span_id"),
                fields.text("span_name"),
                fields.textOr("field", ""),
                Fields.of(fields.json().get("snippet")).textOr("text", ""),
                fields.number("match_count"));
    }
}
