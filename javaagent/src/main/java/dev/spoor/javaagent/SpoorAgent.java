package dev.spoor.javaagent;

import static net.bytebuddy.matcher.ElementMatchers.isBootstrapClassLoader;
import static net.bytebuddy.matcher.ElementMatchers.isSynthetic;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;

import dev.spoor.weave.TracePlugin;
import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Weaves {@code @Trace} into classes as they are loaded: {@code java -javaagent:spoor-javaagent.jar …}. With {@code
 * -javaagent:spoor-javaagent.jar=start} it also starts tracing, with what files and environment say, so that the
 * application need not. The application has Spoor's SDK on its class path, where the annotation is.
 */
public final class SpoorAgent {
    private SpoorAgent() {}

    /** Called by the JVM before the application's main. Nothing of it throws: without tracing the application runs. */
    public static void premain(@Nullable String argument, Instrumentation instrumentation) {
        try {
            new AgentBuilder.Default()
                    .disableClassFormatChanges()
                    .ignore(nameStartsWith("java.")
                            .or(nameStartsWith("javax."))
                            .or(nameStartsWith("jdk."))
                            .or(nameStartsWith("sun."))
                            .or(nameStartsWith("com.sun."))
                            .or(nameStartsWith("io.opentelemetry."))
                            .or(nameStartsWith("dev.spoor.sdk."))
                            .or(nameStartsWith("dev.spoor.javaagent."))
                            .or(isSynthetic()))
                    .ignore(new AgentBuilder.RawMatcher.ForElementMatchers(
                            type -> false, isBootstrapClassLoader(), module -> true))
                    .type(TracePlugin.TYPES)
                    .transform((builder, type, loader, module, domain) -> TracePlugin.weave(builder, type))
                    .installOn(instrumentation);
            if ("start".equals(argument)) {
                Class.forName("dev.spoor.sdk.Spoor", true, ClassLoader.getSystemClassLoader())
                        .getMethod("start")
                        .invoke(null);
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            System.err.println(
                    "spoor-javaagent: tracing is not available: " + (e.getCause() == null ? e : e.getCause()));
        }
    }
}
