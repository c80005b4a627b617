package dev.spoor.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spoor.dialects.Captures.Capture;
import dev.spoor.model.Message;
import dev.spoor.model.Span;
import dev.spoor.model.SpanContent;
import dev.spoor.model.SpanSummary;
import dev.spoor.model.SpanType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The table in {@code docs/dialects.md} says what is found in the captures and nothing else. Written anew with
 * {@code -Dspoor.golden=write}, as the expectations of {@link GoldenTest} are.
 */
class DialectTableTest {
    private static final Path TABLE = Path.of("../docs/dialects.md");
    private static final Path SDKS = Path.of("../e2e/captures");

    private static final Pattern FIRST_DEPENDENCY = Pattern.compile("<dependency>\\s*<groupId>([^<]+)</groupId>\\s*"
            + "<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>");

    private static final String HEAD = """
            # Dialects: which SDKs Spoor understands

            This table is made by a test (`DialectTableTest`) from what each SDK really sent. "Recorded" rows are captures of
            the SDK in that version, driven against a server that speaks OpenAI's wire format (`e2e/captures`); rows
            "written by hand" are spans made up for the test, not seen from the SDK. What no dialect knows is
            kept and shown as it came.

            Spring AI 1.1 puts on each model call of a tool loop the tokens of the whole loop so far; Spoor shows and
            prices what it says. LangChain4j's own observations (`langchain4j-observation`), Quarkus LangChain4j and Genkit
            for Java could not be had from the package registries that the captures were made with, so the former two are
            written by hand, and the last was not seen.

            | dialect | seen with | span types | recognised |
            | --- | --- | --- | --- |
            """;

    @Test
    void theDocumentationSaysWhatTheCapturesShow() throws IOException {
        StringBuilder table = new StringBuilder(HEAD);
        for (Capture capture : Captures.all().toList()) {
            table.append(row(capture));
        }
        if ("write".equals(System.getProperty("spoor.golden"))) {
            Files.writeString(TABLE, table);
        }
        assertThat(table.toString()).isEqualTo(Files.readString(TABLE));
    }

    @Test
    void everyDialectHasACapture() {
        Set<String> spoken = new TreeSet<>();
        Captures.all()
                .flatMap(capture -> capture.spans().stream())
                .forEach(span -> spoken.add(Dialects.standard().summarise(span).dialect()));
        List<String> expected = new java.util.ArrayList<>(Dialects.standard().names());
        expected.remove(Generic.NAME);
        assertThat(spoken).containsAll(expected);
    }

    private static String row(Capture capture) throws IOException {
        Set<String> dialects = new LinkedHashSet<>();
        Set<String> types = new TreeSet<>();
        Set<String> found = new LinkedHashSet<>();
        for (Span span : capture.spans()) {
            SpanSummary summary = Dialects.standard().summarise(span);
            SpanContent content = Dialects.standard().read(span, capture.logs());
            if (!summary.dialect().equals("none")) {
                dialects.add(summary.dialect());
            }
            if (!summary.type().equals(SpanType.UNKNOWN)) {
                types.add(summary.type().name());
            }
            inSummary(summary, found);
            inContent(content, found);
        }
        return "| " + (dialects.isEmpty() ? "none" : String.join(", ", dialects)) + " | " + seenWith(capture) + " | "
                + String.join(", ", types) + " | " + String.join(", ", found) + " |\n";
    }

    private static String seenWith(Capture capture) throws IOException {
        Path program = SDKS.resolve(capture.name());
        if (Files.exists(program.resolve("pom.xml"))) {
            Matcher dependency = FIRST_DEPENDENCY.matcher(
                    Files.readString(program.resolve("pom.xml")).replaceAll("(?s)<dependencyM.*</dependencyM", ""));
            assertThat(dependency.find()).isTrue();
            return "recorded: `" + dependency.group(1) + ":" + dependency.group(2) + "` " + dependency.group(3);
        }
        if (!Files.exists(program)) {
            return "written by hand";
        }
        JsonNode dependencies = new ObjectMapper()
                .readTree(program.resolve("package.json").toFile())
                .path("dependencies");
        String first = dependencies.fieldNames().next();
        return "recorded: `" + first + "` " + dependencies.path(first).asText();
    }

    private static void inSummary(SpanSummary summary, Set<String> found) {
        add(found, "provider", summary.provider() != null);
        add(found, "model", summary.model() != null);
        add(found, "tokens", !summary.usage().isEmpty());
        add(
                found,
                "cached tokens",
                summary.usage().cacheRead() + summary.usage().cacheWrite() > 0);
        add(found, "reasoning tokens", summary.usage().reasoning() > 0);
        add(found, "given cost", summary.givenCostUsd() != null);
        add(found, "time to first token", summary.timeToFirstTokenNanos() > 0);
        add(found, "finish reason", !summary.finishReasons().isEmpty());
        add(found, "agent", summary.agentName() != null);
        add(found, "session", summary.session() != null);
        add(found, "user", summary.user() != null);
        add(found, "tags", !summary.tags().isEmpty());
        add(found, "metadata", !summary.metadata().isEmpty());
        add(found, "error", summary.errorMessage() != null);
    }

    private static void inContent(SpanContent content, Set<String> found) {
        add(found, "messages", !content.inputMessages().isEmpty());
        List<Message.Part> parts = content.outputMessages().stream()
                .flatMap(message -> message.parts().stream())
                .toList();
        add(found, "tool calls", parts.stream().anyMatch(Message.Part.ToolCall.class::isInstance));
        add(found, "inputs and outputs", content.inputs() != null || content.outputs() != null);
        add(found, "parameters", !content.parameters().isEmpty());
        add(found, "tools offered", !content.tools().isEmpty());
        add(found, "tool use", content.toolUse() != null);
        add(found, "documents", !content.documents().isEmpty());
        add(found, "workflow", content.workflowName() != null);
        add(found, "prompt version", content.prompt() != null);
    }

    private static void add(Set<String> found, String what, boolean seen) {
        if (seen) {
            found.add(what);
        }
    }
}
