package dev.spoor.sdk;

import dev.spoor.sdk.json.JsonLimits;
import dev.spoor.sdk.json.JsonWriter;
import dev.spoor.sdk.privacy.Redaction;
import org.jspecify.annotations.Nullable;

/**
 * What is taken of prompts, answers, arguments and results when a span is made.
 *
 * @param include whether anything is taken at all
 * @param redaction takes out what is secret
 * @param atOnce whether that is done when it comes in, since the way out is not ours
 */
record ContentPolicy(boolean include, JsonLimits limits, Redaction redaction, boolean atOnce) {
    /** Not worth cutting, or counting. */
    static final int SHORT_CHARS = 256;

    /** Whether such a text can be taken as it is. */
    boolean isPlain(String text) {
        return text.length() <= SHORT_CHARS && !atOnce;
    }

    /** A text of an attribute, not longer than one text may be. */
    String text(String name, String text) {
        if (!atOnce) {
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
        return atOnce ? redaction.apply(json) : json;
    }
}
