package dev.spoor.sdk;

import io.opentelemetry.context.Scope;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Runs a call inside a span that takes its arguments and its result. */
final class TracedCall {
    static final String[] NO_NAMES = {};
    static final @Nullable Object[] NO_ARGUMENTS = {};

    private TracedCall() {}

    interface Call<T extends @Nullable Object, X extends Exception> {
        T run() throws X;
    }

    /** The span ends with the call, or where the result is a stage that completes later, with that. */
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
        if (result instanceof CompletionStage<?> stage) {
            endWith(span, stage);
        } else {
            span.outputs(result).close();
        }
        return result;
    }

    private static void endWith(ActiveSpan span, CompletionStage<?> stage) {
        var unused = stage.whenComplete((value, problem) -> {
            if (problem == null) {
                span.outputs(value);
            } else {
                span.error(unwrapped(problem));
            }
            span.close();
        });
    }

    /** What really failed: stages wrap it. */
    private static Throwable unwrapped(Throwable problem) {
        Throwable cause = problem.getCause();
        return problem instanceof java.util.concurrent.CompletionException && cause != null ? cause : problem;
    }
}
