package dev.spoor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each example as a reader starts it, in a JVM of its own, and what the server then shows of it. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("../examples/target/spoor-examples.jar");
    private static final Pattern TRACE = Pattern.compile("Trace ([0-9a-f]{32})");

    @TempDir
    static Path data;

    @TempDir
    Path folder;

    private static SpoorProcess server;

    @BeforeAll
    static void serve() throws Exception {
        server = SpoorProcess.start(data);
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    /** What it printed. */
    private String run(String example, String... arguments) throws Exception {
        Path errors = folder.resolve("errors");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                EXAMPLES.toAbsolutePath().toString(),
                "dev.spoor.examples." + example));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(SPOOR|OTEL|MLFLOW)_.*"));
        builder.environment().put("SPOOR_ENDPOINT", server.url());
        builder.environment().put("SPOOR_SDK_CLOSE_TIMEOUT", "60s");
        builder.environment().put("SPOOR_SDK_FALLBACK_FOLDER", folder.toString());
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return printed;
    }

    /** The traces that an example named, as the server has them. */
    private static List<JsonNode> traces(String printed) throws Exception {
        List<JsonNode> traces = new ArrayList<>();
        Matcher named = TRACE.matcher(printed);
        while (named.find()) {
            traces.add(server.json("/api/v1/traces/" + named.group(1)));
        }
        return traces;
    }

    private static JsonNode trace(String printed) throws Exception {
        List<JsonNode> traces = traces(printed);
        assertThat(traces).hasSize(1);
        assertThat(traces.get(0).get("state").asText()).isEqualTo("OK");
        return traces.get(0);
    }

    /** Each span as {@code parent > name TYPE}, in the order of the server's tree. */
    private static List<String> tree(JsonNode trace) {
        Map<String, String> names = new HashMap<>();
        trace.get("spans")
                .forEach(span ->
                        names.put(span.get("span_id").asText(), span.get("name").asText()));
        List<String> tree = new ArrayList<>();
        for (JsonNode span : trace.get("spans")) {
            String parent = names.get(span.path("parent_span_id").asText());
            tree.add((parent == null ? "" : parent + " > ") + span.get("name").asText() + " "
                    + span.get("type").asText());
        }
        return tree;
    }

    @Test
    void quickStart() throws Exception {
        String printed = run("QuickStart");
        assertThat(printed).startsWith("Under the mat.");
        JsonNode trace = trace(printed);
        assertThat(tree(trace)).containsExactly("answer AGENT", "answer > chat local-1 CHAT_MODEL");
        assertThat(trace.get("session").asText()).isEqualTo("chat-17");
        assertThat(trace.at("/usage/total").asInt()).isEqualTo(29);
        assertThat(trace.at("/usage/cache_read").asInt()).isEqualTo(12);
    }

    @Test
    void toolAgent() throws Exception {
        String printed = run("ToolAgent");
        assertThat(printed).startsWith("The key is under the mat.");
        JsonNode trace = trace(printed);
        assertThat(tree(trace))
                .containsExactly(
                        "answer AGENT",
                        "answer > chat local-1 CHAT_MODEL",
                        "answer > look TOOL",
                        "answer > chat local-1 CHAT_MODEL");
        assertThat(trace.get("output_preview").asText()).contains("The key is under the mat.");
    }

    @Test
    void rag() throws Exception {
        String printed = run("Rag");
        assertThat(printed).startsWith("Under the mat.");
        JsonNode trace = trace(printed);
        assertThat(tree(trace))
                .containsExactly(
                        "Assistant.answer CHAIN",
                        "Assistant.answer > augmentation CHAIN",
                        "augmentation > retrieval RETRIEVER",
                        "retrieval > embeddings local-embedding-1 EMBEDDING",
                        "retrieval > search RETRIEVER",
                        "Assistant.answer > chat local-1 CHAT_MODEL");
        String retrieval = trace.get("spans").get(2).get("span_id").asText();
        JsonNode span = server.json("/api/v1/traces/" + trace.get("trace_id").asText() + "/spans/" + retrieval);
        assertThat(span.at("/content/documents")).hasSize(1);
        assertThat(span.at("/content/documents/0/content").asText())
                .isEqualTo("The key of the house lies under the mat.");
        assertThat(span.at("/content/documents/0/score").isNumber()).isTrue();
    }

    @Test
    void streamingChat() throws Exception {
        String printed = run("StreamingChat");
        assertThat(printed).contains("Under the mat, I think.", "You asked for the key.");
        List<JsonNode> turns = traces(printed);
        assertThat(turns).hasSize(2).allSatisfy(turn -> {
            assertThat(tree(turn)).containsExactly("Assistant.chat CHAIN", "Assistant.chat > chat local-1 CHAT_MODEL");
            assertThat(turn.get("session").asText()).isEqualTo("chat-17");
            assertThat(turn.get("user").asText()).isEqualTo("u-4");
            assertThat(turn.at("/tags/channel").asText()).isEqualTo("screen");
        });
        JsonNode chat = turns.get(0).get("spans").get(1);
        assertThat(chat.get("time_to_first_token_ns").asLong()).isPositive();
    }

    @Test
    void recursiveAgent() throws Exception {
        String printed = run("RecursiveAgent");
        assertThat(printed).startsWith("the key is at home, the bread is at home, the cat is at home");
        List<String> tree = tree(trace(printed));
        assertThat(tree).hasSize(10).startsWith("solve AGENT");
        assertThat(tree.stream().filter("solve > solve AGENT"::equals)).hasSize(4);
        assertThat(tree.stream().filter("solve > chat local-1 CHAT_MODEL"::equals))
                .hasSize(5);
    }

    @Test
    void batchRun() throws Exception {
        String printed = run("BatchRun", folder.resolve("workspace").toString());
        JsonNode trace = trace(printed);
        assertThat(tree(trace))
                .hasSize(7)
                .filteredOn("summary > chat local-1 CHAT_MODEL"::equals)
                .hasSize(3);
        Path run = Path.of(printed.lines().findFirst().orElseThrow());
        assertThat(run.resolve("manifest.json")).content().contains("succeeded");
        assertThat(run.resolve("summaries.json")).content().contains("About the key.");
        assertThat(run.resolve("agent_trace.json")).exists();
        assertThat(trace.get("client_request_id").asText())
                .isEqualTo(run.getFileName().toString());
        assertThat(trace.at("/tags/run_id").asText())
                .isEqualTo(run.getFileName().toString());
    }
}
