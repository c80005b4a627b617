package dev.spoor.sdk;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Every call of the method is a span: arguments by their names, the result, and an exception with its stack trace.
 *
 * <pre>{@code
 * @Trace(type = "TOOL", attributes = "tool.kind=lookup")
 * Weather weather(String city, LocalDate day) { ... }
 * }</pre>
 *
 * <p>On a class or an interface it holds for its public methods. Something has to weave it in: the {@code -javaagent},
 * the Maven plugin at build time (both take private and static methods too), or {@link Spoor#traced} for an interface.
 * Names of parameters are there when the code was compiled with {@code -parameters}; else they are {@code arg0} and so on.
 *
 * <p>A span ends with the call, but where the result comes later it ends with that: when a {@link
 * java.util.concurrent.CompletionStage} completes, and when a method that is declared to give a {@link
 * java.util.stream.Stream} or a {@link java.util.concurrent.Flow.Publisher} has given its last item, or was closed or
 * cancelled. The items together are then the span's output.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Trace {
    /** The span's name; the method's when it is empty. */
    String value() default "";

    /** The same as {@link #value}, for when there is more to say. */
    String name() default "";

    /** What it does: the name of a {@link SpanType}, or a type of the application's own. */
    String type() default "UNKNOWN";

    /** Attributes as {@code key=value}. */
    String[] attributes() default {};

    /** Whether arguments are recorded. */
    boolean captureInputs() default true;

    /** Whether the result is recorded. */
    boolean captureOutputs() default true;

    /** Makes one output of the items of a stream or a publisher. It needs a constructor without parameters. */
    Class<? extends OutputReducer> reducer() default OutputReducer.Joined.class;
}
