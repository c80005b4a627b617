package dev.spoor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.client.Assessment;
import dev.spoor.sdk.client.SpoorClient;
import dev.spoor.sdk.client.TraceInfo;
import dev.spoor.sdk.client.TraceSearch;
import dev.spoor.sdk.trace.RecordedTrace;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every piece of Java in the SDK's document compiles, runs, and is seen by a server, so that it cannot rot. */
class SdkDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/sdk.md");
    private static final Path AGENT = Path.of("../javaagent/target/spoor-javaagent.jar");
    private static final Pattern BLOCK = Pattern.compile("^```java\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    /** Sections of integrations, which the examples run, since they have the libraries. */
    private static final Pattern OF_INTEGRATIONS =
            Pattern.compile("^## (LangChain4j|OpenAI's Java client)$.*?(?=^## )", Pattern.DOTALL | Pattern.MULTILINE);

    private static final List<String> IMPORTS = List.of(
            "dev.spoor.sdk.*",
            "dev.spoor.sdk.client.*",
            "dev.spoor.sdk.export.*",
            "dev.spoor.sdk.genai.*",
            "dev.spoor.sdk.trace.*",
            "java.nio.file.Path",
            "java.time.*",
            "java.util.*",
            "java.util.concurrent.*",
            "java.util.function.*");

    @TempDir
    Path folder;

    /** @param url of the server that stands for all that the document names */
    private static String source(String url, int[] count) throws IOException {
        TreeSet<String> imports = new TreeSet<>();
        IMPORTS.forEach(name -> imports.add("import " + name + ";"));
        StringBuilder members = new StringBuilder();
        Matcher blocks = BLOCK.matcher(
                OF_INTEGRATIONS.matcher(Files.readString(DOCUMENT)).replaceAll(""));
        while (blocks.find()) {
            StringBuilder code = new StringBuilder();
            blocks.group(1).lines().forEach(line -> {
                if (line.startsWith("import ")) {
                    imports.add(line);
                } else {
                    code.append(line).append('\n');
                }
            });
            String text = code.toString()
                    .strip()
                    .replace("http://127.0.0.1:5050", url)
                    .replaceAll("https://[a-z.]+/(otel/)?v1/traces", url + "/v1/traces");
            if (text.startsWith("@") || text.startsWith("class ")) {
                members.append(text.replaceFirst("(?m)^class ", "static class "))
                        .append('\n');
            } else {
                boolean starts = text.contains("Spoor.start()") || text.contains("Spoor.builder()");
                members.append(String.format(
                        "public void snippet%02d%s() throws Exception {\n%s\n}\n",
                        ++count[0], starts ? "starting" : "", text));
            }
        }
        return String.join("\n", imports) + "\npublic class Snippets extends dev.spoor.e2e.DocumentWorld {\n" + members
                + "}\n";
    }

    private Path compiled(String source) throws IOException {
        Path file = Files.writeString(folder.resolve("Snippets.java"), source);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        messages,
                        messages,
                        "-parameters",
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        file.toString());
        assertThat(result)
                .as(messages.toString(StandardCharsets.UTF_8) + source)
                .isZero();
        return classes;
    }

    private String run(String url, Path classes) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + AGENT.toAbsolutePath(),
                "-Duser.home=" + folder,
                "-cp",
                classes + File.pathSeparator + absolute(System.getProperty("java.class.path")),
                DocumentRunner.class.getName()));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(SPOOR|OTEL|MLFLOW)_.*"));
        builder.environment().put("SPOOR_ENDPOINT", url);
        builder.environment().put("SPOOR_SDK_CLOSE_TIMEOUT", "60s");
        builder.environment().put("SPOOR_PROJECT", "shop");
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    private static String absolute(String path) {
        return String.join(
                File.pathSeparator,
                Stream.of(path.split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }

    @Test
    void whatTheDocumentShowsCompilesRunsAndReachesTheServer() throws Exception {
        try (SpoorProcess server = SpoorProcess.start(folder.resolve("data"))) {
            int[] count = {0};
            Path classes = compiled(source(server.url(), count));
            assertThat(count[0]).isGreaterThanOrEqualTo(9);
            assertThat(run(server.url(), classes)).contains("ran " + count[0] + " snippets and 1 test");

            SpoorClient client = SpoorClient.of(server.url());
            List<TraceInfo> traces = client.searchAll(TraceSearch.all().limit(100), 1000);
            assertThat(traces)
                    .extracting(TraceInfo::name)
                    .contains("answer", "order", "chat gpt-5", "ingest", "weather", "broken")
                    .doesNotContain("looksUnderTheMat");
            String broken = client.search(TraceSearch.all().name("broken"))
                    .items()
                    .get(0)
                    .traceId();
            assertThat(client.assessments(broken)).extracting(Assessment::name).containsExactly("helpful");
            RecordedTrace first = trace(client, TraceSearch.all().session("chat-17"));
            assertThat(first.user()).isEqualTo("u-4");
            assertThat(first.tags()).containsEntry("plan", "free");
            RecordedTrace weather = trace(client, TraceSearch.all().name("weather"));
            assertThat(weather.searchSpans(SpanType.TOOL)).singleElement().satisfies(span -> {
                assertThat(span.inputs()).isEqualTo(Map.of("city", "Ulm", "day", "2026-01-02"));
                assertThat(span.outputs()).isEqualTo(Map.of("city", "Ulm", "day", "2026-01-02", "sky", "sunny"));
                assertThat(span.attribute("kind")).isEqualTo("lookup");
            });
            RecordedTrace order = trace(client, TraceSearch.all().name("order"));
            assertThat(order.children(order.root().orElseThrow()))
                    .singleElement()
                    .satisfies(step -> assertThat(step.outputs()).isEqualTo("fine"));
            assertThat(folder.resolve(".spoor/runs")).isDirectoryRecursivelyContaining("glob:**/manifest.json");
            assertThat(folder.resolve("workspace")).isDirectoryRecursivelyContaining("glob:**/job-7/manifest.json");
            assertThat(folder.resolve("traces.jsonl")).isNotEmptyFile();
        }
    }

    private static RecordedTrace trace(SpoorClient client, TraceSearch search) {
        List<TraceInfo> found = client.search(search.limit(1)).items();
        assertThat(found).hasSize(1);
        return client.trace(found.get(0).traceId()).orElseThrow();
    }
}
