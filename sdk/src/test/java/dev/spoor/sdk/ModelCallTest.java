package dev.spoor.sdk;

import static dev.spoor.sdk.Captured.assertChild;
import static dev.spoor.sdk.Captured.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.sdk.genai.ChatMessage;
import dev.spoor.sdk.genai.FinishReasons;
import dev.spoor.sdk.genai.ModelCall;
import dev.spoor.sdk.genai.Retrieval;
import dev.spoor.sdk.genai.TokenUsage;
import dev.spoor.sdk.genai.ToolRun;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelCallTest {
    @AfterEach
    void stop() {
        Spoor.close();
    }

    @Test
    void aChatIsRecordedByTheConventionsFromAnyThread() throws Exception {
        try (Captured captured = Captured.start()) {
            ModelCall call;
            try (ActiveSpan root = Spoor.span("root").start()) {
                call = ModelCall.chat("openai", "gpt-5");
            }
            call.inputMessages(List.of(ChatMessage.text("user", "Where is the key?")))
                    .parameter("temperature", 0.2)
                    .parameter("max_tokens", 100)
                    .parameter("seed", null)
                    .tools(List.of(Map.of("type", "function", "name", "look")));
            Thread callback = new Thread(() -> {
                call.firstToken().firstToken();
                call.outputMessages(List.of(new ChatMessage(
                        "assistant",
                        List.of(
                                new ChatMessage.Reasoning("Keys lie under mats."),
                                new ChatMessage.ToolCall("c1", "look", "{\"where\":\"mat\"}")),
                        "tool_call")));
                call.responseModel("gpt-5-2026").responseId("r1").finishReasons(List.of("tool_call"));
                call.usage(new TokenUsage(9L, 4L, 2L, null, 1L)).end();
            });
            callback.start();
            callback.join();

            SpanData span = captured.span("chat gpt-5");
            assertChild(span, captured.span("root"));
            assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
            assertThat(text(span, "gen_ai.operation.name")).isEqualTo("chat");
            assertThat(text(span, "gen_ai.provider.name")).isEqualTo("openai");
            assertThat(text(span, "gen_ai.input.messages"))
                    .isEqualTo(
                            "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Where is the key?\"}]}]");
            assertThat(text(span, "gen_ai.output.messages"))
                    .isEqualTo("[{\"role\":\"assistant\",\"parts\":["
                            + "{\"type\":\"reasoning\",\"content\":\"Keys lie under mats.\"},"
                            + "{\"type\":\"tool_call\",\"id\":\"c1\",\"name\":\"look\","
                            + "\"arguments\":\"{\\\"where\\\":\\\"mat\\\"}\"}],\"finish_reason\":\"tool_call\"}]");
            assertThat(span.getAttributes().get(AttributeKey.longKey("gen_ai.usage.input_tokens")))
                    .isEqualTo(9);
            assertThat(span.getAttributes().get(AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens")))
                    .isEqualTo(2);
            assertThat(span.getAttributes().get(AttributeKey.longKey("gen_ai.request.max_tokens")))
                    .isEqualTo(100);
            assertThat(span.getAttributes().get(AttributeKey.doubleKey("gen_ai.request.temperature")))
                    .isEqualTo(0.2);
            assertThat(span.getAttributes().get(AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk")))
                    .isPositive();
            assertThat(span.getAttributes().get(AttributeKey.stringArrayKey("gen_ai.response.finish_reasons")))
                    .containsExactly("tool_call");
        }
    }

    @Test
    void aFailedCallEndsWithItsException() {
        try (Captured captured = Captured.start()) {
            ModelCall.embeddings("ollama", null).fail(new IllegalStateException("down"));
            SpanData span = captured.span("embeddings");
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(text(span, "mlflow.spanType")).isEqualTo("EMBEDDING");
        }
    }

    @Test
    void attemptsAfterAFailedOneAreRetries() {
        try (Captured captured = Captured.start()) {
            ModelCall call = ModelCall.chat("openai", "gpt-5");
            assertThat(ModelCall.current()).isNull();
            try (Scope scope = call.makeCurrent()) {
                assertThat(ModelCall.current()).isSameAs(call);
                call.attempt();
                call.attemptFailed("429");
                call.attempt();
                call.attemptFailed("503");
                call.attempt();
            }
            assertThat(ModelCall.current()).isNull();
            call.end();
            SpanData span = captured.span("chat gpt-5");
            assertThat(span.getAttributes().get(AttributeKey.longKey("http.request.resend_count")))
                    .isEqualTo(2);
            assertThat(span.getEvents())
                    .extracting(event -> event.getAttributes().get(AttributeKey.stringKey("error.type")))
                    .containsExactly("429", "503");
        }
    }

    @Test
    void aToolsRunHasWhatTheModelAskedAndWhatItGot() {
        try (Captured captured = Captured.start()) {
            ToolRun look = ToolRun.begin(Context.current(), "look", "call_1", "{\"place\":\"mat\"}");
            look.description("Looks somewhere.").end("nothing");
            SpanData span = captured.span("look");
            assertThat(text(span, "mlflow.spanType")).isEqualTo("TOOL");
            assertThat(text(span, "gen_ai.tool.name")).isEqualTo("look");
            assertThat(text(span, "gen_ai.tool.call.id")).isEqualTo("call_1");
            assertThat(text(span, "mlflow.spanInputs")).isEqualTo("{\"place\":\"mat\"}");
            assertThat(text(span, "mlflow.spanOutputs")).isEqualTo("\"nothing\"");
            ToolRun.begin(Context.current(), "open", null, "no JSON").endWithError("locked");
            SpanData failed = captured.span("open");
            assertThat(failed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(text(failed, "mlflow.spanInputs")).isEqualTo("\"no JSON\"");
            assertThat(text(failed, "mlflow.spanOutputs")).isEqualTo("\"locked\"");
        }
    }

    @Test
    void aRetrievalHasItsDocumentsWithScores() {
        try (Captured captured = Captured.start()) {
            Retrieval.begin(Context.current(), SpanType.RETRIEVER, "retrieval")
                    .query("key")
                    .parameter("top_k", 3)
                    .end(List.of(new Retrieval.Document("7", "Under the mat.", 0.83, Map.of("page", 2))));
            SpanData span = captured.span("retrieval");
            assertThat(text(span, "gen_ai.operation.name")).isEqualTo("retrieval");
            assertThat(text(span, "mlflow.spanOutputs"))
                    .isEqualTo("[{\"id\":\"7\",\"page_content\":\"Under the mat.\",\"score\":0.83,"
                            + "\"metadata\":{\"page\":2}}]");
            assertThat(span.getAttributes().get(AttributeKey.longKey("gen_ai.retrieval.top_k")))
                    .isEqualTo(3);
        }
    }

    @Test
    void providersWordsForTheEndBecomeTheConventions() {
        assertThat(FinishReasons.of("tool_calls")).isEqualTo("tool_call");
        assertThat(FinishReasons.of("LENGTH")).isEqualTo("length");
        assertThat(FinishReasons.of("end_turn")).isEqualTo("stop");
        assertThat(FinishReasons.of("")).isNull();
    }
}
