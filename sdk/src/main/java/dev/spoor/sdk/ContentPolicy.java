package dev.spoor.sdk;

import dev.spoor.sdk.json.JsonLimits;
import dev.spoor.sdk.json.JsonWriter;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is taken of prompts, answers, arguments and results when a span is made.
 *
 * @param include whether anything is taken at all
 * @param redact applied to what was taken
 */
record ContentPolicy(boolean include, JsonLimits limits, UnaryOperator<String> redact) {
    /** A text as it is, but not longer than one text may be. */
    String cut(String text) {
        return JsonWriter.cut(text, limits.maxTextChars());
    }

    String json(@Nullable Object value) {
        return redact.apply(JsonWriter.write(value, limits));
    }

    String json(String[] names, @Nullable Object[] values) {
        return redact.apply(JsonWriter.writeObject(names, values, limits));
    }
}
