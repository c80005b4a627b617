package dev.spoor.sdk;

import static dev.spoor.sdk.Captured.assertChild;
import static dev.spoor.sdk.Captured.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.sdk.genai.ChatMessage;
import dev.spoor.sdk.genai.ModelCall;
import dev.spoor.sdk.genai.TokenUsage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
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
}
