package dev.spoor.examples;

import static dev.spoor.sdk.test.SpoorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.localmodel.Answer;
import dev.spoor.localmodel.LocalModel;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.test.CapturedTraces;
import dev.spoor.sdk.test.SpoorExtension;
import dev.spoor.sdk.trace.RecordedSpan;
import dev.spoor.sdk.trace.RecordedTrace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the SDK's document shows of LangChain4j and of OpenAI's client compiles, runs and is traced, so that it cannot rot. */
@ExtendWith(SpoorExtension.class)
class IntegrationDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/sdk.md");
    private static final Pattern SECTION =
            Pattern.compile("^## (LangChain4j|OpenAI's Java client)$.*?(?=^## )", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern BLOCK = Pattern.compile("^```java\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    private static final List<String> IMPORTS = List.of(
            "com.openai.client.*",
            "com.openai.client.okhttp.*",
            "com.openai.models.responses.*",
            "dev.langchain4j.agentic.*",
            "dev.langchain4j.data.segment.*",
            "dev.langchain4j.model.chat.*",
            "dev.langchain4j.model.embedding.*",
            "dev.langchain4j.model.openai.*",
            "dev.langchain4j.rag.content.retriever.*",
            "dev.langchain4j.service.*",
            "dev.langchain4j.store.embedding.*",
            "dev.langchain4j.store.embedding.inmemory.*",
            "dev.spoor.langchain4j.*",
            "dev.spoor.openai.*",
            "dev.spoor.sdk.*");

    /** What is done with what a snippet makes, by the last variable that it names. */
    private static final Map<String, String> GOES_ON = Map.of(
            "ContentRetriever retriever =", "use(model, streaming, embedding, store, retriever);",
            "Writer writer =", "use(writer);");

    @TempDir
    Path folder;

    private static List<String> snippets(String baseUrl) throws IOException {
        List<String> snippets = new ArrayList<>();
        Matcher sections = SECTION.matcher(Files.readString(DOCUMENT));
        while (sections.find()) {
            Matcher blocks = BLOCK.matcher(sections.group());
            while (blocks.find()) {
                StringBuilder code = new StringBuilder(blocks.group(1)
                        .replace(".apiKey(key)", ".baseUrl(\"" + baseUrl + "\").apiKey(key)")
                        .replace(
                                "OpenAIOkHttpClient.fromEnv()",
                                "OpenAIOkHttpClient.builder().baseUrl(\"" + baseUrl + "\").apiKey(key).build()"));
                GOES_ON.forEach((variable, then) -> code.append(code.indexOf(variable) < 0 ? "" : then + "\n"));
                snippets.add(code.toString());
            }
        }
        return snippets;
    }

    private Class<?> compiled(List<String> snippets) throws Exception {
        StringBuilder source = new StringBuilder();
        IMPORTS.forEach(name -> source.append("import ").append(name).append(";\n"));
        source.append("public class Snippets extends dev.spoor.examples.IntegrationWorld {\n")
                .append("public Snippets(String baseUrl) { super(baseUrl); }\n");
        for (int i = 0; i < snippets.size(); i++) {
            source.append(String.format("public void snippet%d() throws Exception {\n%s}\n", i, snippets.get(i)));
        }
        Path file = Files.writeString(folder.resolve("Snippets.java"), source + "}\n");
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
                        folder.toString(),
                        file.toString());
        assertThat(result)
                .as(messages.toString(StandardCharsets.UTF_8) + source)
                .isZero();
        // Not closed: what it has loaded is used until the test ends.
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())
                .loadClass("Snippets");
    }

    private static Answer answer(dev.spoor.localmodel.Conversation asked) {
        return asked.tools().isEmpty() || asked.hasToolResult()
                ? Answer.text("Under the mat.")
                : Answer.call("look", "{\"place\":\"mat\"}");
    }

    @Test
    void whatTheDocumentShowsOfIntegrationsRunsAndIsTraced(CapturedTraces traces) throws Exception {
        try (LocalModel server = LocalModel.thinking(IntegrationDocumentTest::answer)) {
            List<String> snippets = snippets(server.baseUrl());
            assertThat(snippets).hasSize(4);
            Class<?> type = compiled(snippets);
            Object world = type.getDeclaredConstructor(String.class).newInstance(server.baseUrl());
            for (int i = 0; i < snippets.size(); i++) {
                Method snippet = type.getDeclaredMethod("snippet" + i);
                snippet.invoke(world);
            }
        }
        assertThat(traces.all()).extracting(RecordedTrace::isFailed).containsOnly(false);
        assertThat(trace(traces, "Assistant.answer"))
                .isOneTree()
                .hasSpan("Assistant.answer", SpanType.AGENT)
                .hasChild("Assistant.answer", "chat gpt-5")
                .hasChild("Assistant.answer", "look");
        assertThat(trace(traces, "Assistant.answer").searchSpans(SpanType.RETRIEVER))
                .isNotEmpty();
        RecordedTrace direct = trace(traces, "used directly");
        assertThat(direct).isOneTree();
        assertThat(direct.children(direct.root().orElseThrow()))
                .extracting(RecordedSpan::type)
                .containsExactly(
                        SpanType.CHAT_MODEL,
                        SpanType.CHAT_MODEL,
                        SpanType.EMBEDDING,
                        SpanType.EMBEDDING,
                        SpanType.RETRIEVER,
                        SpanType.RETRIEVER);
        assertThat(trace(traces, "writer"))
                .isOneTree()
                .hasChild("writer", "draft")
                .hasChild("writer", "edit");
        assertThat(trace(traces, "chat gpt-5"))
                .span("chat gpt-5")
                .hasAttribute("gen_ai.provider.name", "openai")
                .hasNotFailed();
    }

    private static RecordedTrace trace(CapturedTraces traces, String root) {
        return traces.all().stream()
                .filter(trace -> trace.name().equals(root))
                .findFirst()
                .orElseThrow(() -> new AssertionError(root + " is not among "
                        + traces.all().stream().map(RecordedTrace::name).toList()));
    }
}
