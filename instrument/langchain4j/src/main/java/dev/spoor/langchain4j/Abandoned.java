package dev.spoor.langchain4j;

import java.lang.ref.Cleaner;

/**
 * Ends calls whose streamed answer was thrown away before anybody started it: nothing else would tell of their end. Its
 * thread is there once a service has streamed.
 */
final class Abandoned {
    private static final Cleaner CLEANER = Cleaner.create();

    private Abandoned() {}

    /** @param answer what the application holds; the call must not lead to it */
    static void watch(Object answer, ServiceCall call) {
        CLEANER.register(answer, call::abandon);
    }
}
