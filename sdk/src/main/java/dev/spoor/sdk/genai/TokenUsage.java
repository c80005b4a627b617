package dev.spoor.sdk.genai;

import org.jspecify.annotations.Nullable;

/**
 * What a call used, in tokens; null where it is not known. Input includes what was read from or written to a cache,
 * output includes reasoning, as OpenTelemetry's GenAI conventions have it.
 *
 * @param cacheRead of the input
 * @param cacheWrite of the input
 * @param reasoning of the output
 */
public record TokenUsage(
        @Nullable Long input,
        @Nullable Long output,
        @Nullable Long cacheRead,
        @Nullable Long cacheWrite,
        @Nullable Long reasoning) {

    /** Without caches and reasoning. */
    public static TokenUsage of(@Nullable Long input, @Nullable Long output) {
        return new TokenUsage(input, output, null, null, null);
    }
}
