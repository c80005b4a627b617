package dev.spoor.langchain4j;

import static dev.spoor.sdk.test.SpoorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.Spoor;
import dev.spoor.sdk.test.CapturedTraces;
import dev.spoor.sdk.test.SpoorExtension;
import dev.spoor.sdk.trace.RecordedSpan;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SpoorExtension.class)
class TracedModelsTest {
    private static final String USAGE = """
            "usage":{"prompt_tokens":20,"completion_tokens":9,"total_tokens":29,\
            "prompt_tokens_details":{"cached_tokens":12},"completion_tokens_details":{"reasoning_tokens":4}}""";

    private static ModelServer answering(String message, String finishReason) {
        return ModelServer.answering(
                200,
                "application/json",
                "{\"id\":\"chatcmpl-7\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"gpt-5-2026\","
                        + "\"choices\":[{\"index\":0,\"finish_reason\":\"" + finishReason + "\",\"message\":" + message
                        + "}]," + USAGE + "}");
    }

    private static ChatModel model(ModelServer server) {
        return TracedModels.trace(OpenAiChatModel.builder()
                .baseUrl(server.baseUrl())
                .apiKey("none")
                .modelName("gpt-5")
                .temperature(0.5)
                .maxRetries(0)
                .build());
    }

    private static StreamingChatModel streaming(ModelServer server) {
        return TracedModels.trace(OpenAiStreamingChatModel.builder()
                .baseUrl(server.baseUrl())
                .apiKey("none")
                .modelName("gpt-5")
                .build());
    }

    @Test
    void aChatSaysWhatWasAskedAnsweredAndUsed(CapturedTraces traces) {
        try (ModelServer server = answering("{\"role\":\"assistant\",\"content\":\"Under the mat.\"}", "stop")) {
            String answer = Spoor.span("answer").call(span -> model(server).chat("Where is the key?"));
            assertThat(answer).isEqualTo("Under the mat.");
        }
        assertThat(traces.single()).isOneTree().hasSpanCount(2).hasChild("answer", "chat gpt-5");
        assertThat(traces.single())
                .span("chat gpt-5")
                .hasType(SpanType.CHAT_MODEL)
                .hasAttribute("gen_ai.provider.name", "openai")
                .hasAttribute("gen_ai.request.temperature", 0.5)
                .hasAttribute("gen_ai.response.id", "chatcmpl-7")
                .hasAttribute("gen_ai.response.model", "gpt-5-2026")
                .hasAttribute("gen_ai.response.finish_reasons", List.of("stop"))
                .hasAttribute("gen_ai.usage.input_tokens", 20L)
                .hasAttribute("gen_ai.usage.output_tokens", 9L)
                .hasAttribute("gen_ai.usage.cache_read.input_tokens", 12L)
                .hasAttribute("gen_ai.usage.reasoning.output_tokens", 4L);
        RecordedSpan span = traces.single().searchSpans("chat gpt-5").get(0);
        assertThat(span.attribute("gen_ai.input.messages")).contains("Where is the key?");
        assertThat(span.attribute("gen_ai.output.messages")).contains("Under the mat.");
    }

    @Test
    void aToolsOfferAndItsCallAreThere(CapturedTraces traces) {
        String message = """
                {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function",\
                "function":{"name":"look","arguments":"{\\"place\\":\\"mat\\"}"}}]}""";
        ToolSpecification look = ToolSpecification.builder()
                .name("look")
                .description("Looks somewhere.")
                .parameters(
                        JsonObjectSchema.builder().addStringProperty("place").build())
                .build();
        try (ModelServer server = answering(message, "tool_calls")) {
            model(server)
                    .chat(ChatRequest.builder()
                            .messages(UserMessage.from("Look under the mat."))
                            .toolSpecifications(look)
                            .build());
        }
        assertThat(traces.single())
                .span("chat gpt-5")
                .hasAttribute("gen_ai.response.finish_reasons", List.of("tool_call"));
        RecordedSpan span = traces.single().searchSpans("chat gpt-5").get(0);
        assertThat(span.attribute("gen_ai.tool.definitions")).contains("Looks somewhere.", "\"place\"");
        assertThat(span.attribute("gen_ai.output.messages")).contains("\"tool_call\"", "call_1", "look");
    }

    @Test
    void aRefusedCallFailsItsSpanAndArrives(CapturedTraces traces) {
        try (ModelServer server = ModelServer.answering(
                401,
                "application/json",
                "{\"error\":{\"message\":\"no such key\",\"type\":\"invalid_request_error\"}}")) {
            assertThatThrownBy(() -> model(server).chat("Hello?")).hasMessageContaining("no such key");
        }
        assertThat(traces.single()).span("chat gpt-5").hasFailed();
    }

    @Test
    void aStreamEndsItsSpanAndItsHandlerStandsWhereItWasCalled(CapturedTraces traces) throws Exception {
        String head =
                "data: {\"id\":\"chatcmpl-8\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-5\",";
        String events =
                head + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Under \"}}]}\n\n"
                        + head
                        + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"the mat.\"},\"finish_reason\":\"stop\"}]}\n\n"
                        + head + "\"choices\":[]," + USAGE + "}\n\ndata: [DONE]\n\n";
        CompletableFuture<ChatResponse> done = new CompletableFuture<>();
        try (ModelServer server = ModelServer.answering(200, "text/event-stream", events)) {
            Spoor.span("answer").call(span -> {
                streaming(server).chat("Where is the key?", collecting(done));
                return done.get(30, TimeUnit.SECONDS);
            });
        }
        assertThat(done.get().aiMessage().text()).isEqualTo("Under the mat.");
        assertThat(traces.await(trace -> trace.root().isPresent()))
                .isOneTree()
                .hasChild("answer", "chat gpt-5")
                .hasChild("answer", "show");
        assertThat(traces.single())
                .span("chat gpt-5")
                .hasAttribute("gen_ai.usage.cache_read.input_tokens", 12L)
                .hasAttribute("gen_ai.response.finish_reasons", List.of("stop"));
        RecordedSpan span = traces.single().searchSpans("chat gpt-5").get(0);
        assertThat(span.attributes()).containsKey("gen_ai.response.time_to_first_chunk");
        assertThat(span.attribute("gen_ai.output.messages")).contains("Under the mat.");
    }

    @Test
    void aStreamThatIsRefusedFailsItsSpan(CapturedTraces traces) {
        CompletableFuture<ChatResponse> done = new CompletableFuture<>();
        try (ModelServer server =
                ModelServer.answering(500, "application/json", "{\"error\":{\"message\":\"broken\"}}")) {
            streaming(server).chat("Hello?", collecting(done));
            assertThatThrownBy(() -> done.get(30, TimeUnit.SECONDS)).hasMessageContaining("broken");
        }
        assertThat(traces.single()).span("chat gpt-5").hasFailed();
    }

    private static StreamingChatResponseHandler collecting(CompletableFuture<ChatResponse> done) {
        return new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String text) {}

            @Override
            public void onCompleteResponse(ChatResponse response) {
                Spoor.span("show").call(span -> null);
                done.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                done.completeExceptionally(error);
            }
        };
    }
}
