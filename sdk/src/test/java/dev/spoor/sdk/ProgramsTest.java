package dev.spoor.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole programs in a JVM of their own, with nothing at hand but the SDK and OpenTelemetry. */
class ProgramsTest {
    @TempDir
    Path folder;

    /** The SDK and the jars that it brings along. */
    private static String sdkPath() {
        List<String> brought = List.of(
                "opentelemetry-api",
                "opentelemetry-common",
                "opentelemetry-context",
                "opentelemetry-exporter-common",
                "opentelemetry-exporter-otlp",
                "opentelemetry-exporter-otlp-common",
                "opentelemetry-sdk",
                "opentelemetry-sdk-common",
                "opentelemetry-sdk-logs",
                "opentelemetry-sdk-metrics",
                "opentelemetry-sdk-trace");
        return Stream.concat(
                        Stream.of(locationOf(Spoor.class)),
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(entry -> brought.stream()
                                        .anyMatch(name -> Path.of(entry)
                                                .getFileName()
                                                .toString()
                                                .matches(name + "-[0-9][^a-z]*\\.jar"))))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String locationOf(Class<?> type) {
        return Path.of(java.net.URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    private Path source(String name, String text) throws IOException {
        Path file = folder.resolve("src").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private String java(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(SPOOR|OTEL|MLFLOW)_.*"));
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    @Test
    void anApplicationThatIsANamedModuleCompilesAndRuns() throws Exception {
        Path info = source("module-info.java", "module app { requires dev.spoor.sdk; opens app to dev.spoor.sdk; }");
        Path closed = source("closed/Place.java", """
                package closed;

                public record Place(String name) {
                    public interface Finder {
                        Place find();
                    }
                }
                """);
        Path main = source("app/Main.java", """
                package app;

                import dev.spoor.sdk.ActiveSpan;
                import dev.spoor.sdk.SpanType;
                import dev.spoor.sdk.Spoor;
                import dev.spoor.sdk.Trace;
                import dev.spoor.sdk.trace.LocalTraces;
                import closed.Place;
                import java.util.Map;

                public class Main {
                    record Question(String text) {}

                    public interface Tools {
                        @Trace(type = "TOOL")
                        String look(String where);
                    }

                    public static void main(String[] arguments) {
                        LocalTraces traces = new LocalTraces(LocalTraces.Limits.DEFAULT);
                        Spoor.builder().programOnly().exportToServer(false).keep(traces).start();
                        Tools tools = Spoor.traced(Tools.class, where -> "under the " + where);
                        try (ActiveSpan span = Spoor.span("answer").type(SpanType.AGENT).start()) {
                            span.inputs(Map.of("question", new Question("Where?"))).outputs(tools.look("mat"));
                        }
                        Spoor.span("closed").run(span -> span.outputs(new Place("mat")));
                        try {
                            Spoor.traced(Place.Finder.class, () -> new Place("mat"));
                        } catch (IllegalArgumentException e) {
                            System.out.println(e.getMessage());
                        }
                        traces.all().forEach(trace -> trace.spans().forEach(span ->
                                System.out.println(span.name() + " " + span.inputs() + " " + span.outputs())));
                        ModuleLayer.boot().modules().stream()
                                .map(Module::getName)
                                .filter(name -> !name.startsWith("java.") && !name.startsWith("jdk."))
                                .sorted()
                                .forEach(name -> System.out.println("module " + name));
                        Spoor.close();
                    }
                }
                """);
        Path classes = folder.resolve("classes");
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        messages,
                        messages,
                        "-p",
                        sdkPath(),
                        "-parameters",
                        "-d",
                        classes.toString(),
                        info.toString(),
                        closed.toString(),
                        main.toString());
        assertThat(result).as(messages.toString(StandardCharsets.UTF_8)).isZero();
        String printed = java("-p", sdkPath() + File.pathSeparator + classes, "-m", "app/app.Main");
        assertThat(printed)
                .contains("answer {question={text=Where?}} under the mat")
                .contains("look {where=mat} under the mat")
                // What the module does not open is written by its own toString.
                .contains("closed null Place[name=mat]")
                .contains("its module must say 'opens closed to dev.spoor.sdk'");
        assertThat(printed.lines().filter(line -> line.startsWith("module ")))
                .contains("module dev.spoor.sdk")
                .allMatch(line -> line.matches("module (app|dev\\.spoor\\.sdk|io\\.opentelemetry\\..*)"));
    }

    /** Structured concurrency is a preview in Java 25; in others it looks different, or is not there. */
    @Test
    void forksOfAStructuredTaskScopeStayInTheTree() throws Exception {
        assumeTrue(Runtime.version().feature() == 25);
        Path main = source("Scopes.java", """
                import dev.spoor.sdk.Spoor;
                import dev.spoor.sdk.trace.LocalTraces;
                import java.util.concurrent.StructuredTaskScope;
                import java.util.concurrent.StructuredTaskScope.Joiner;

                public class Scopes {
                    public static void main(String[] arguments) throws Exception {
                        LocalTraces traces = new LocalTraces(LocalTraces.Limits.DEFAULT);
                        Spoor.builder().programOnly().exportToServer(false).keep(traces).start();
                        Spoor.span("root").run(root -> {
                            try (var scope = StructuredTaskScope.open(
                                    Joiner.<String>awaitAllSuccessfulOrThrow(),
                                    config -> config.withThreadFactory(
                                            Spoor.threadsInContext(Thread.ofVirtual().factory())))) {
                                scope.fork(() -> Spoor.span("first").call(span -> "a"));
                                Spoor.span("between").run(between ->
                                        scope.fork(() -> Spoor.span("second").call(span -> "b")));
                                scope.join();
                            }
                            try (var scope = StructuredTaskScope.open()) {
                                scope.fork(Spoor.inContext(() -> Spoor.span("third").call(span -> "c")));
                                scope.join();
                            }
                        });
                        var trace = traces.all();
                        System.out.println("traces " + trace.size());
                        var spans = trace.get(0).spans();
                        for (var span : spans) {
                            spans.stream().filter(parent -> parent.spanId().equals(span.parentSpanId()))
                                    .forEach(parent -> System.out.println(parent.name() + " > " + span.name()));
                        }
                        Spoor.close();
                    }
                }
                """);
        String printed = java("--enable-preview", "--source", "25", "-cp", sdkPath(), main.toString());
        assertThat(printed.lines())
                .contains("traces 1", "root > first", "root > between", "between > second", "root > third");
    }
}
