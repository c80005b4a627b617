package dev.spoor.sdk;

import dev.spoor.sdk.json.JsonLimits;
import dev.spoor.sdk.json.JsonWriter;
import dev.spoor.sdk.privacy.Redaction;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is taken of prompts, answers, arguments and results when a span is made.
 *
 * @param include whether anything is taken at all
 * @param redaction takes out what is secret
 * @param joined null when the way out is ours. Where it is another OpenTelemetry's, told of every span of ours that has
 *     ended; what is secret is then taken out when it comes in
 */
record ContentPolicy(
        boolean include,
        JsonLimits limits,
        Redaction redaction,
        @Nullable Consumer<ReadableSpan> joined) {
    /** Not worth cutting, or counting. */
    static final int SHORT_CHARS = 256;

    /** Whether what is secret is taken out when it comes in. */
    boolean atOnce() {
        return joined != null;
    }

    /** Whether such a text can be taken as it is. */
    boolean isPlain(String text) {
        return text.length() <= SHORT_CHARS && joined == null;
    }

    /** A text of an attribute, not longer than one text may be. */
    String text(String name, String text) {
        if (!atOnce()) {
            return JsonWriter.cut(text, limits.maxTextChars());
        }
        return redaction.isSecret(name, text)
                ? Redaction.REDACTED
                : JsonWriter.cut(redaction.apply(text), limits.maxTextChars());
    }

    String json(@Nullable Object value) {
        return redacted(JsonWriter.write(value, limits));
    }

    String json(String[] names, @Nullable Object[] values) {
        return redacted(JsonWriter.writeObject(names, values, limits));
    }

    private String redacted(String json) {
        return atOnce() ? redaction.apply(json) : json;
    }
}
