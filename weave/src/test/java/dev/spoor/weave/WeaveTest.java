package dev.spoor.weave;

import static dev.spoor.sdk.test.SpoorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.Spoor;
import dev.spoor.sdk.Trace;
import dev.spoor.sdk.test.CapturedTraces;
import dev.spoor.sdk.test.SpoorExtension;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.pool.TypePool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SpoorExtension.class)
class WeaveTest {
    public static class Agent {
        @Trace(name = "answer", type = "AGENT")
        public String answer(String question) {
            return look("mat", 2) + count(3);
        }

        @Trace(type = "TOOL")
        private static String look(String where, long tries) {
            return where + tries;
        }

        @Trace
        int count(int from) {
            return from + 1;
        }

        @Trace
        void fails() throws IOException {
            throw new IOException("no");
        }

        @Trace
        CompletableFuture<String> later(CompletableFuture<String> promise) {
            return promise;
        }

        @Trace
        Stream<Integer> numbers() {
            return Stream.of(1, 2);
        }

        String plain() {
            return "p";
        }
    }

    @Trace
    public static class Whole {
        public double half(double of) {
            return of / 2;
        }

        String inner() {
            return "i";
        }
    }

    private static Object woven(Class<?> type) throws ReflectiveOperationException {
        TracePlugin plugin = new TracePlugin();
        TypeDescription description = TypeDescription.ForLoadedType.of(type);
        assertThat(plugin.matches(description)).isTrue();
        Class<?> loaded = plugin.apply(
                        new ByteBuddy().redefine(type),
                        description,
                        ClassFileLocator.ForClassLoader.of(type.getClassLoader()))
                .make()
                .load(type.getClassLoader(), ClassLoadingStrategy.Default.CHILD_FIRST)
                .getLoaded();
        assertThat(loaded).isNotSameAs(type);
        return loaded.getDeclaredConstructor().newInstance();
    }

    /** A build finds the classes that the one before has woven, and an agent what a build has. */
    @Test
    void whatIsWovenIsNotWovenAgain() {
        TracePlugin plugin = new TracePlugin();
        String name = Agent.class.getName();
        byte[] woven = plugin.apply(
                        new ByteBuddy().redefine(Agent.class),
                        TypeDescription.ForLoadedType.of(Agent.class),
                        ClassFileLocator.ForClassLoader.of(Agent.class.getClassLoader()))
                .make()
                .getBytes();
        TypeDescription read = TypePool.Default.of(new ClassFileLocator.Compound(
                        ClassFileLocator.Simple.of(name, woven),
                        ClassFileLocator.ForClassLoader.of(Agent.class.getClassLoader())))
                .describe(name)
                .resolve();
        assertThat(plugin.matches(read)).isFalse();
        assertThat(plugin.matches(TypeDescription.ForLoadedType.of(Agent.class)))
                .isTrue();
    }

    private static Object call(Object target, String name, Object... arguments) throws Throwable {
        Method method = Arrays.stream(target.getClass().getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow();
        method.setAccessible(true);
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Test
    void methodsOfAllKindsAreTracedAsOneTree(CapturedTraces traces) throws Throwable {
        assertThat(call(woven(Agent.class), "answer", "Where?")).isEqualTo("mat24");
        assertThat(traces.single())
                .isOneTree()
                .hasRoot("answer")
                .hasChild("answer", "look")
                .hasChild("answer", "count")
                .hasSpan("look", SpanType.TOOL);
        assertThat(traces.single())
                .span("answer")
                .hasInputs(Map.of("question", "Where?"))
                .hasOutputs("mat24");
        assertThat(traces.single()).span("look").hasInputs(Map.of("where", "mat", "tries", 2L));
        assertThat(traces.single()).span("count").hasOutputs(4L);
    }

    @Test
    void exceptionsArriveAsTheyAre(CapturedTraces traces) throws Throwable {
        Object agent = woven(Agent.class);
        assertThatThrownBy(() -> call(agent, "fails")).isExactlyInstanceOf(IOException.class);
        assertThat(traces.single()).span("fails").hasFailed().hasException(IOException.class);
    }

    @Test
    void resultsThatComeLaterEndTheirSpans(CapturedTraces traces) throws Throwable {
        Object agent = woven(Agent.class);
        CompletableFuture<String> promise = new CompletableFuture<>();
        assertThat(call(agent, "later", promise)).isSameAs(promise);
        assertThat(traces.all()).isEmpty();
        promise.complete("done");
        assertThat(traces.single()).span("later").hasOutputs("done");
        traces.clear();
        assertThat(((Stream<?>) call(agent, "numbers")).toList()).isEqualTo(List.of(1, 2));
        assertThat(traces.single()).span("numbers").hasOutputs(List.of(1L, 2L));
    }

    @Test
    void whatIsNotAnnotatedIsLeftAlone(CapturedTraces traces) throws Throwable {
        assertThat(call(woven(Agent.class), "plain")).isEqualTo("p");
        assertThat(traces.all()).isEmpty();
        assertThat(new TracePlugin().matches(TypeDescription.ForLoadedType.of(String.class)))
                .isFalse();
    }

    @Test
    void anAnnotatedClassHasItsPublicMethodsTraced(CapturedTraces traces) throws Throwable {
        Object whole = woven(Whole.class);
        assertThat(call(whole, "half", 3.0)).isEqualTo(1.5);
        assertThat(call(whole, "inner")).isEqualTo("i");
        assertThat(traces.single()).hasRoot("half").hasSpanCount(1);
    }

    @Test
    void whileTracingIsOffTheMethodsDoWhatTheyDid(CapturedTraces traces) throws Throwable {
        Spoor.disable();
        try {
            assertThat(call(woven(Agent.class), "answer", "Where?")).isEqualTo("mat24");
            assertThat(traces.all()).isEmpty();
        } finally {
            Spoor.enable();
        }
    }
}
