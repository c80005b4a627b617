package dev.spoor.sdk;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Knows a library's own kind of result that comes later, so that the span of a method annotated by {@link Trace} ends
 * with it. Found by {@link java.util.ServiceLoader}; must be safe for several threads, and throw nothing.
 */
public interface ResultFollower {
    /**
     * @param declared what the method is declared to give: what is given instead must be of that type
     * @return what the caller gets; null when it is no result of this library, or must not be replaced
     */
    @Nullable
    Object follow(Class<?> declared, Object result, Items items);

    /** Takes what comes, and ends the span. Safe for several threads. */
    interface Items {
        /** The context in which the method's span is the current one. */
        Context context();

        /** The next of several. */
        void add(@Nullable Object item);

        /** The only one: the output is the value itself, not a list of it. */
        void only(@Nullable Object value);

        /**
         * No more will come. Later calls do nothing.
         *
         * @param problem null when all went well
         */
        void end(@Nullable Throwable problem);
    }
}
