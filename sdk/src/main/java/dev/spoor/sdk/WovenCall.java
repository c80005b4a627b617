package dev.spoor.sdk;

import org.jspecify.annotations.Nullable;

/**
 * What code that was woven for {@link Trace} calls at the beginning and at the end of a method. Applications do not call
 * it. Throws nothing.
 */
public final class WovenCall {
    private final TracedMethod method;
    private final ActiveSpan span;

    private WovenCall(TracedMethod method, ActiveSpan span) {
        this.method = method;
        this.span = span;
    }

    /**
     * A method begins.
     *
     * @param owner its class
     * @param signature its name and its descriptor as in the class file
     * @return to be given to {@link #end} by the same thread; null when the call is not traced
     */
    public static @Nullable WovenCall begin(Class<?> owner, String signature, @Nullable Object[] arguments) {
        if (!Spoor.isEnabled()) {
            return null;
        }
        TracedMethod method = TracedMethod.of(owner, signature);
        return method == null ? null : new WovenCall(method, method.start(arguments, true));
    }

    /**
     * A method ends.
     *
     * @return what the caller gets
     */
    public static @Nullable Object end(@Nullable WovenCall call, @Nullable Object result, @Nullable Throwable problem) {
        if (call == null) {
            return result;
        }
        call.span.leave();
        if (problem != null) {
            call.span.error(problem).close();
            return result;
        }
        return LaterResult.follow(call.span, call.method.declared(), result, call.method.reducer());
    }
}
