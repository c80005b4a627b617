package dev.spoor.sdk.size;

import org.jspecify.annotations.Nullable;

/**
 * How much content the span holds that this thread is just ending. Whoever took the content knows; to look it up among the
 * span's attributes would cost every span a sixth of its time.
 */
public final class EndingSpan {
    /** The instrumentation scope of spans for which it is told. */
    public static final String SCOPE = "dev.spoor.sdk";

    private static final ThreadLocal<@Nullable Integer> CONTENT_CHARS = new ThreadLocal<>();

    private EndingSpan() {}

    /** To be called around the end of a span that holds content. */
    public static void end(int contentChars, Runnable end) {
        CONTENT_CHARS.set(contentChars);
        try {
            end.run();
        } finally {
            CONTENT_CHARS.remove();
        }
    }

    /** Characters; 0 when it holds none. */
    public static int contentChars() {
        Integer chars = CONTENT_CHARS.get();
        return chars == null ? 0 : chars;
    }
}
