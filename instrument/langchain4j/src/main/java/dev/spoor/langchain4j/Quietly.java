package dev.spoor.langchain4j;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is read for a trace alone: that it cannot be read must not reach the application. */
final class Quietly {
    private Quietly() {}

    static void run(Runnable reading) {
        try {
            reading.run();
        } catch (RuntimeException e) {
            // The span lacks what could not be read.
        }
    }

    static <T> @Nullable T get(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (RuntimeException e) {
            return null;
        }
    }
}
