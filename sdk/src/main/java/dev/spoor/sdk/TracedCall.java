package dev.spoor.sdk;

import io.opentelemetry.context.Scope;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs a call inside a span that takes its arguments and its result. */
final class TracedCall {
    static final String[] NO_NAMES = {};
    static final @Nullable Object[] NO_ARGUMENTS = {};

    private static final OutputReducer JOINED = new OutputReducer.Joined();

    private TracedCall() {}

    interface Call<T extends @Nullable Object, X extends Exception> {
        T run() throws X;
    }

    /** The span ends with the call, or where the result comes later, with that. */
    // A result is only replaced by one of the type that callers know it by, and is null only when it was.
    @SuppressWarnings({"unchecked", "NullAway"})
    static <T extends @Nullable Object, X extends Exception> T run(
            SpanStart start, String[] names, @Nullable Object[] arguments, Call<T, X> call) throws X {
        ActiveSpan span = start.startDetached();
        if (names.length > 0) {
            span.inputs(names, arguments);
        }
        T result;
        try (Scope scope = span.makeCurrent()) {
            result = call.run();
        } catch (Throwable e) {
            span.error(e).close();
            throw e;
        }
        return (T) LaterResult.follow(span, knownAs(result), result, JOINED);
    }

    /** The JDK's streams are known by their interface alone. */
    private static Class<?> knownAs(@Nullable Object result) {
        return result instanceof Stream<?> && result.getClass().getName().startsWith("java.util.stream.")
                ? Stream.class
                : Object.class;
    }
}
