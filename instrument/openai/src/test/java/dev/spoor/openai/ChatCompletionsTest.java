package dev.spoor.openai;

import static dev.spoor.sdk.test.SpoorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartInputAudio;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.spoor.localmodel.Answer;
import dev.spoor.localmodel.LocalModel;
import dev.spoor.sdk.Spoor;
import dev.spoor.sdk.test.CapturedTraces;
import dev.spoor.sdk.test.SpoorExtension;
import dev.spoor.sdk.trace.RecordedSpan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SpoorExtension.class)
class ChatCompletionsTest {
    private static final ChatCompletionCreateParams QUESTION = ChatCompletionCreateParams.builder()
            .model("gpt-5")
            .temperature(0.5)
            .addUserMessage("Where is the key?")
            .build();

    record Place(String under) {}

    private static String text(ChatCompletion completion) {
        return completion.choices().get(0).message().content().orElse("");
    }

    private static String text(ChatCompletionChunk chunk) {
        return chunk.choices().stream()
                .map(choice -> choice.delta().content().orElse(""))
                .reduce("", String::concat);
    }

    @Test
    void aCompletionSaysWhatWasAskedAnsweredAndUsed(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(Clients.UNDER_THE_MAT)) {
            String answer = Spoor.span("answer")
                    .call(span ->
                            text(Clients.traced(server).chat().completions().create(QUESTION)));
            assertThat(answer).isEqualTo("Under the mat.");
        }
        Clients.isAnswered(traces);
    }

    @Test
    void anAsynchronousCompletionIsBelowItsCaller(CapturedTraces traces) throws Exception {
        try (LocalModel server = LocalModel.answering(Clients.UNDER_THE_MAT)) {
            String answer = Spoor.span("answer")
                    .call(span -> text(Clients.traced(server)
                            .async()
                            .chat()
                            .completions()
                            .create(QUESTION)
                            .get(30, TimeUnit.SECONDS)));
            assertThat(answer).isEqualTo("Under the mat.");
        }
        Clients.isAnswered(traces);
    }

    @Test
    void aStructuredOneIsTracedLikeAnyOther(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(Answer.text("{\"under\":\"Under the mat.\"}"))) {
            Place place = Spoor.span("answer")
                    .call(span -> Clients.traced(server)
                            .chat()
                            .completions()
                            .create(ChatCompletionCreateParams.builder()
                                    .model("gpt-5")
                                    .temperature(0.5)
                                    .addUserMessage("Where is the key?")
                                    .responseFormat(Place.class)
                                    .build())
                            .choices()
                            .get(0)
                            .message()
                            .content()
                            .orElseThrow());
            assertThat(place).isEqualTo(new Place("Under the mat."));
        }
        Clients.isAnswered(traces);
    }

    @Test
    void aStreamGivesTheSameAndEndsItsSpan(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(Clients.UNDER_THE_MAT)) {
            List<String> pieces = Spoor.span("answer").call(span -> {
                try (var response = Clients.traced(server).chat().completions().createStreaming(QUESTION)) {
                    return response.stream()
                            .map(ChatCompletionsTest::text)
                            .filter(text -> !text.isEmpty())
                            .toList();
                }
            });
            assertThat(pieces).containsExactly("Under ", "the ", "mat.");
        }
        assertThat(Clients.isAnswered(traces).attributes()).containsKey("gen_ai.response.time_to_first_chunk");
    }

    @Test
    void anAsynchronousStreamsHandlerStandsWhereItWasCalled(CapturedTraces traces) throws Exception {
        List<String> pieces = Collections.synchronizedList(new ArrayList<>());
        try (LocalModel server = LocalModel.answering(Clients.UNDER_THE_MAT)) {
            Spoor.span("answer").call(span -> {
                CompletableFuture<Void> shown = new CompletableFuture<>();
                AsyncStreamResponse<ChatCompletionChunk> stream = Clients.traced(server)
                        .async()
                        .chat()
                        .completions()
                        .createStreaming(QUESTION)
                        .subscribe(new AsyncStreamResponse.Handler<>() {
                            @Override
                            public void onNext(ChatCompletionChunk chunk) {
                                pieces.add(text(chunk));
                            }

                            @Override
                            public void onComplete(Optional<Throwable> error) {
                                Spoor.span("show").call(inner -> shown.complete(null));
                            }
                        });
                shown.get(30, TimeUnit.SECONDS);
                return stream.onCompleteFuture().get(30, TimeUnit.SECONDS);
            });
        }
        assertThat(String.join("", pieces)).isEqualTo("Under the mat.");
        assertThat(Clients.isAnswered(traces).attributes()).containsKey("gen_ai.response.time_to_first_chunk");
        assertThat(traces.single()).hasChild("answer", "show");
    }

    @Test
    void aStreamThatIsClosedEarlySaysWhatCame(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(Clients.UNDER_THE_MAT);
                var response = Clients.traced(server).chat().completions().createStreaming(QUESTION)) {
            assertThat(response.stream().findFirst().map(ChatCompletionsTest::text))
                    .contains("Under ");
        }
        assertThat(traces.single()).span("chat gpt-5").hasNotFailed();
        assertThat(traces.single().searchSpans("chat gpt-5").get(0).attribute("gen_ai.output.messages"))
                .contains("\"Under \"");
    }

    @Test
    void aStreamThatBreaksFailsItsSpanAndArrives(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(new Answer.BrokenStream("Under the mat."))) {
            assertThatThrownBy(() -> {
                        try (var response =
                                Clients.traced(server).chat().completions().createStreaming(QUESTION)) {
                            response.stream().forEach(chunk -> {});
                        }
                    })
                    .isInstanceOf(OpenAIException.class);
        }
        assertThat(traces.single()).span("chat gpt-5").hasFailed();
    }

    @Test
    void whatTheApplicationThrowsIsNotTheCalls(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(Clients.UNDER_THE_MAT);
                var response = Clients.traced(server).chat().completions().createStreaming(QUESTION)) {
            assertThatThrownBy(() -> response.stream().forEach(chunk -> {
                        throw new IllegalStateException("not now");
                    }))
                    .hasMessage("not now");
        }
        assertThat(traces.single()).span("chat gpt-5").hasNotFailed();
    }

    @Test
    void rawResponsesAreTracedWholeStreamedAndLater(CapturedTraces traces) throws Exception {
        try (LocalModel server = LocalModel.answering(Clients.UNDER_THE_MAT)) {
            OpenAIClient client = Clients.traced(server);
            Spoor.span("answer").call(span -> {
                try (HttpResponseFor<ChatCompletion> response =
                        client.chat().completions().withRawResponse().create(QUESTION)) {
                    assertThat(response.statusCode()).isEqualTo(200);
                    assertThat(text(response.parse())).isEqualTo("Under the mat.");
                    return response.parse();
                }
            });
            Clients.isAnswered(traces);
            traces.clear();
            Spoor.span("answer").call(span -> {
                try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> response =
                        client.chat().completions().withRawResponse().createStreaming(QUESTION)) {
                    assertThat(response.parse()).isSameAs(response.parse());
                    return response.parse().stream().count();
                }
            });
            Clients.isAnswered(traces);
            traces.clear();
            Spoor.span("answer").call(span -> {
                try (HttpResponseFor<ChatCompletion> response = client.async()
                        .chat()
                        .completions()
                        .withRawResponse()
                        .create(QUESTION)
                        .get(30, TimeUnit.SECONDS)) {
                    return text(response.parse());
                }
            });
            Clients.isAnswered(traces);
            traces.clear();
            try (HttpResponseFor<ChatCompletion> response =
                    client.chat().completions().withRawResponse().create(QUESTION)) {
                assertThat(response.statusCode()).isEqualTo(200);
            }
            assertThat(traces.single()).span("chat gpt-5").hasNotFailed();
        }
    }

    @Test
    void otherOptionsKeepTheTracing(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(Clients.UNDER_THE_MAT)) {
            Spoor.span("answer")
                    .call(span -> Clients.traced(server)
                            .withOptions(options -> options.putHeader("x-test", "1"))
                            .chat()
                            .completions()
                            .create(QUESTION));
        }
        Clients.isAnswered(traces);
    }

    @Test
    void retriesAreCountedAlsoWhenTheCallIsAsynchronous(CapturedTraces traces) throws Exception {
        Answer slowDown = Answer.refusal(429, "slow down");
        for (boolean async : new boolean[] {false, true}) {
            traces.clear();
            try (LocalModel server =
                    LocalModel.answering(slowDown, Answer.refusal(500, "broken"), Clients.UNDER_THE_MAT)) {
                OpenAIClient client = SpoorOpenAi.trace(Clients.plain(server, 2));
                Spoor.span("answer")
                        .call(span -> async
                                ? client.async()
                                        .chat()
                                        .completions()
                                        .create(QUESTION)
                                        .get(30, TimeUnit.SECONDS)
                                : client.chat().completions().create(QUESTION));
                assertThat(server.requests()).hasSize(3);
            }
            RecordedSpan span = Clients.isAnswered(traces);
            assertThat(span.attributes()).containsEntry("http.request.resend_count", 2L);
            assertThat(span.events())
                    .extracting(event -> event.name() + " " + event.attributes().get("error.type"))
                    .containsExactly("retry 429", "retry 500");
        }
    }

    @Test
    void aRateLimitThatStaysFailsItsSpanAndArrives(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(Answer.refusal(429, "slow down"))) {
            OpenAIClient client = SpoorOpenAi.trace(Clients.plain(server, 1));
            assertThatThrownBy(() -> client.chat().completions().create(QUESTION))
                    .isInstanceOf(RateLimitException.class)
                    .hasMessageContaining("slow down");
        }
        assertThat(traces.single())
                .span("chat gpt-5")
                .hasFailed()
                .hasException(RateLimitException.class)
                .hasAttribute("http.response.status_code", 429L)
                .hasAttribute("http.request.resend_count", 1L);
    }

    @Test
    void anAsynchronousRefusalFailsItsSpanAndArrives(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(Answer.refusal(401, "no such key"))) {
            CompletableFuture<ChatCompletion> later =
                    Clients.traced(server).async().chat().completions().create(QUESTION);
            assertThatThrownBy(() -> later.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(UnauthorizedException.class);
        }
        assertThat(traces.await(trace -> trace.root().isPresent()))
                .span("chat gpt-5")
                .hasFailed()
                .hasException(UnauthorizedException.class);
    }

    @Test
    void toolsPicturesAndSoundsAreThereWithoutTheirBytes(CapturedTraces traces) {
        String bytes = "AAAA".repeat(1000);
        ChatCompletionCreateParams params = ChatCompletionCreateParams.builder()
                .model("gpt-5")
                .addUserMessageOfArrayOfContentParts(List.of(
                        ChatCompletionContentPart.ofText(ChatCompletionContentPartText.builder()
                                .text("Where is the key?")
                                .build()),
                        picture("data:image/png;base64," + bytes),
                        picture("https://example.org/door.png"),
                        ChatCompletionContentPart.ofInputAudio(ChatCompletionContentPartInputAudio.builder()
                                .inputAudio(ChatCompletionContentPartInputAudio.InputAudio.builder()
                                        .data(bytes)
                                        .format(ChatCompletionContentPartInputAudio.InputAudio.Format.WAV)
                                        .build())
                                .build())))
                .addFunctionTool(FunctionDefinition.builder()
                        .name("look")
                        .description("Looks somewhere.")
                        .parameters(FunctionParameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty(
                                        "properties", JsonValue.from(Map.of("place", Map.of("type", "string"))))
                                .build())
                        .build())
                .build();
        try (LocalModel server = LocalModel.answering(Answer.call("look", "{\"place\":\"mat\"}"))) {
            Clients.traced(server).chat().completions().create(params);
        }
        RecordedSpan span = traces.single().searchSpans("chat gpt-5").get(0);
        assertThat(span.attribute("gen_ai.input.messages"))
                .contains("<3000 bytes>", "image/png", "https://example.org/door.png", "audio/wav")
                .doesNotContain(bytes);
        assertThat(span.attribute("gen_ai.tool.definitions")).contains("Looks somewhere.", "\"place\"");
        assertThat(span.attribute("gen_ai.output.messages")).contains("\"tool_call\"", "call_look");
        assertThat(span.attributes()).containsEntry("gen_ai.response.finish_reasons", List.of("tool_call"));
    }

    private static ChatCompletionContentPart picture(String url) {
        return ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder()
                .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder()
                        .url(url)
                        .build())
                .build());
    }

    @Test
    void withoutTracingAllIsTheSame(CapturedTraces traces) throws Exception {
        Spoor.disable();
        try (LocalModel server = LocalModel.answering(Clients.UNDER_THE_MAT)) {
            OpenAIClient client = Clients.traced(server);
            assertThat(text(client.chat().completions().create(QUESTION))).isEqualTo("Under the mat.");
            assertThat(text(client.async().chat().completions().create(QUESTION).get(30, TimeUnit.SECONDS)))
                    .isEqualTo("Under the mat.");
            try (var response = client.chat().completions().createStreaming(QUESTION)) {
                assertThat(response.stream().map(ChatCompletionsTest::text).reduce("", String::concat))
                        .isEqualTo("Under the mat.");
            }
        } finally {
            Spoor.enable();
        }
        assertThat(traces.all()).isEmpty();
    }
}
