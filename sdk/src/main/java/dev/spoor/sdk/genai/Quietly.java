package dev.spoor.sdk.genai;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an integration reads for a trace alone: that it cannot be read must not reach the application. */
public final class Quietly {
    private Quietly() {}

    /** Runs it, and swallows what it throws; the span lacks what could not be read. */
    public static void run(Runnable reading) {
        try {
            reading.run();
        } catch (RuntimeException e) {
            // The span lacks what could not be read.
        }
    }

    /** What it gives, or null when it throws. */
    public static <T> @Nullable T get(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (RuntimeException e) {
            return null;
        }
    }
}
