package dev.spoor.langchain4j;

import static dev.spoor.sdk.test.SpoorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.spoor.localmodel.Answer;
import dev.spoor.localmodel.LocalModel;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.Spoor;
import dev.spoor.sdk.test.CapturedTraces;
import dev.spoor.sdk.test.SpoorExtension;
import dev.spoor.sdk.trace.RecordedSpan;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SpoorExtension.class)
class ChatModelsTest {
    private static final Answer UNDER_THE_MAT = Answer.text("Under the mat.");

    @Test
    void aChatSaysWhatWasAskedAnsweredAndUsed(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(UNDER_THE_MAT)) {
            String answer =
                    Spoor.span("answer").call(span -> Models.chat(server).chat("Where is the key?"));
            assertThat(answer).isEqualTo("Under the mat.");
        }
        assertThat(traces.single()).isOneTree().hasSpanCount(2).hasChild("answer", "chat gpt-5");
        assertThat(traces.single())
                .span("chat gpt-5")
                .hasType(SpanType.CHAT_MODEL)
                .hasAttribute("gen_ai.provider.name", "openai")
                .hasAttribute("gen_ai.request.temperature", 0.5)
                .hasAttribute("gen_ai.response.id", "chatcmpl-7")
                .hasAttribute("gen_ai.response.model", "gpt-5")
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
        ToolSpecification look = ToolSpecification.builder()
                .name("look")
                .description("Looks somewhere.")
                .parameters(
                        JsonObjectSchema.builder().addStringProperty("place").build())
                .build();
        try (LocalModel server = LocalModel.answering(Answer.call("look", "{\"place\":\"mat\"}"))) {
            Models.chat(server)
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
        assertThat(span.attribute("gen_ai.output.messages")).contains("\"tool_call\"", "call_look", "look");
    }

    @Test
    void settingsOfOpenAisOwnAreThere(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(UNDER_THE_MAT)) {
            Models.chat(server)
                    .chat(ChatRequest.builder()
                            .messages(UserMessage.from("Where is the key?"))
                            .parameters(OpenAiChatRequestParameters.builder()
                                    .seed(7)
                                    .reasoningEffort("low")
                                    .maxCompletionTokens(100)
                                    .build())
                            .build());
        }
        assertThat(traces.single())
                .span("chat gpt-5")
                .hasAttribute("gen_ai.request.seed", 7L)
                .hasAttribute("gen_ai.request.reasoning.level", "low")
                .hasAttribute("gen_ai.request.max_tokens", 100L);
    }

    @Test
    void picturesAreNamedAndNotKept(CapturedTraces traces) {
        String picture = Base64.getEncoder().encodeToString(new byte[3000]);
        try (LocalModel server = LocalModel.answering(UNDER_THE_MAT)) {
            Models.chat(server)
                    .chat(UserMessage.from(
                            TextContent.from("Where is the key?"),
                            ImageContent.from(picture, "image/png"),
                            ImageContent.from("https://example.org/door.png")));
        }
        String input = traces.single().searchSpans("chat gpt-5").get(0).attribute("gen_ai.input.messages");
        assertThat(input)
                .contains("<3000 bytes>", "image/png", "https://example.org/door.png")
                .doesNotContain(picture);
    }

    @Test
    void aRefusedCallFailsItsSpanAndArrives(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(Answer.refusal(401, "no such key"))) {
            assertThatThrownBy(() -> Models.chat(server).chat("Hello?")).hasMessageContaining("no such key");
        }
        assertThat(traces.single()).span("chat gpt-5").hasFailed();
    }

    @Test
    void retriesAreSeenThroughTheHttpClient(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(Answer.refusal(429, "slow down"), UNDER_THE_MAT)) {
            String answer = SpoorLangChain4j.trace(OpenAiChatModel.builder()
                            .httpClientBuilder(SpoorLangChain4j.trace(new JdkHttpClientBuilder()))
                            .baseUrl(server.baseUrl())
                            .apiKey("none")
                            .modelName("gpt-5")
                            .maxRetries(2)
                            .build())
                    .chat("Where is the key?");
            assertThat(answer).isEqualTo("Under the mat.");
            assertThat(server.requests()).hasSize(2);
        }
        assertThat(traces.single()).span("chat gpt-5").hasNotFailed().hasAttribute("http.request.resend_count", 1L);
        assertThat(traces.single().searchSpans("chat gpt-5").get(0).events())
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.name()).isEqualTo("retry");
                    assertThat(event.attributes()).containsEntry("error.type", "429");
                });
    }

    @Test
    void aStreamEndsItsSpanAndItsHandlerStandsWhereItWasCalled(CapturedTraces traces) throws Exception {
        Models.Collecting handler = new Models.Collecting();
        try (LocalModel server = LocalModel.answering(UNDER_THE_MAT)) {
            Spoor.span("answer").call(span -> {
                Models.streaming(server).chat("Where is the key?", handler);
                return handler.answer();
            });
        }
        assertThat(handler.answer().aiMessage().text()).isEqualTo("Under the mat.");
        assertThat(handler.pieces).containsExactly("Under ", "the ", "mat.");
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
        Models.Collecting handler = new Models.Collecting();
        try (LocalModel server = LocalModel.answering(Answer.refusal(500, "broken"))) {
            Models.streaming(server).chat("Hello?", handler);
            assertThatThrownBy(handler::answer).hasMessageContaining("broken");
        }
        assertThat(traces.single()).span("chat gpt-5").hasFailed();
    }

    @Test
    void aStreamThatIsCancelledEndsItsSpan(CapturedTraces traces) {
        Models.Collecting handler = new Models.Collecting();
        handler.cancelAfterFirst = true;
        try (LocalModel server = LocalModel.answering(UNDER_THE_MAT)) {
            Models.streaming(server).chat("Where is the key?", handler);
            assertThat(traces.await(trace -> trace.root().isPresent()))
                    .span("chat gpt-5")
                    .hasNotFailed();
        }
    }

    @Test
    void aModelThatSaysLittleOfItselfIsTracedAndNotBroken(CapturedTraces traces) {
        ChatModel model = SpoorLangChain4j.trace(new ChatModel() {
            @Override
            public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
                return ChatResponse.builder()
                        .aiMessage(AiMessage.from("Under the mat."))
                        .build();
            }

            @Override
            public ChatRequestParameters defaultRequestParameters() {
                return null;
            }

            @Override
            public ModelProvider provider() {
                return null;
            }
        });
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("Where is the key?"))
                .build();
        assertThat(model.chat(request, ChatRequestOptions.EMPTY).aiMessage().text())
                .isEqualTo("Under the mat.");
        assertThat(traces.single()).span("chat").hasNotFailed().hasAttribute("gen_ai.provider.name", "other");
    }

    @Test
    void withoutTracingAllIsTheSame(CapturedTraces traces) throws Exception {
        Spoor.disable();
        Models.Collecting handler = new Models.Collecting();
        try (LocalModel server = LocalModel.answering(UNDER_THE_MAT)) {
            assertThat(Models.chat(server).chat("Where is the key?")).isEqualTo("Under the mat.");
            Models.streaming(server).chat("Where is the key?", handler);
            ChatResponse answer = handler.answer();
            assertThat(answer.aiMessage().text()).isEqualTo("Under the mat.");
            assertThat(handler.pieces).containsExactly("Under ", "the ", "mat.");
        } finally {
            Spoor.enable();
        }
        assertThat(traces.all()).isEmpty();
    }
}
