package dev.spoor.openai;

import static dev.spoor.sdk.test.SpoorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import dev.spoor.localmodel.Answer;
import dev.spoor.localmodel.LocalModel;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.Spoor;
import dev.spoor.sdk.test.CapturedTraces;
import dev.spoor.sdk.test.SpoorExtension;
import dev.spoor.sdk.trace.RecordedSpan;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SpoorExtension.class)
class ResponsesAndEmbeddingsTest {
    private static final ResponseCreateParams QUESTION = ResponseCreateParams.builder()
            .model("gpt-5")
            .temperature(0.5)
            .instructions("Answer shortly.")
            .input("Where is the key?")
            .build();

    private static String text(Response response) {
        return response.output()
                .get(0)
                .asMessage()
                .content()
                .get(0)
                .asOutputText()
                .text();
    }

    @Test
    void aResponseSaysWhatWasAskedAnsweredAndUsed(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(Clients.UNDER_THE_MAT)) {
            String answer = Spoor.span("answer")
                    .call(span -> text(Clients.traced(server).responses().create(QUESTION)));
            assertThat(answer).isEqualTo("Under the mat.");
        }
        RecordedSpan span = Clients.isAnswered(traces);
        assertThat(span.attribute("gen_ai.system_instructions")).contains("Answer shortly.");
        assertThat(span.attribute("gen_ai.response.id")).isEqualTo("resp_7");
    }

    @Test
    void anAsynchronousOneAndARawOneToo(CapturedTraces traces) throws Exception {
        try (LocalModel server = LocalModel.answering(Clients.UNDER_THE_MAT)) {
            OpenAIClient client = Clients.traced(server);
            Spoor.span("answer")
                    .call(span -> client.async().responses().create(QUESTION).get(30, TimeUnit.SECONDS));
            Clients.isAnswered(traces);
            traces.clear();
            Spoor.span("answer").call(span -> {
                try (var response = client.responses().withRawResponse().create(QUESTION)) {
                    return text(response.parse());
                }
            });
            Clients.isAnswered(traces);
        }
    }

    @Test
    void streamsGiveTheSameAndEndTheirSpans(CapturedTraces traces) throws Exception {
        try (LocalModel server = LocalModel.answering(Clients.UNDER_THE_MAT)) {
            OpenAIClient client = Clients.traced(server);
            List<String> pieces = Spoor.span("answer").call(span -> {
                try (var response = client.responses().createStreaming(QUESTION)) {
                    return response.stream()
                            .flatMap(event -> event.outputTextDelta().stream())
                            .map(delta -> delta.delta())
                            .toList();
                }
            });
            assertThat(pieces).containsExactly("Under ", "the ", "mat.");
            assertThat(Clients.isAnswered(traces).attributes()).containsKey("gen_ai.response.time_to_first_chunk");
            traces.clear();
            ConcurrentLinkedQueue<String> later = new ConcurrentLinkedQueue<>();
            Spoor.span("answer")
                    .call(span -> client.async()
                            .responses()
                            .createStreaming(QUESTION)
                            .subscribe(event -> event.outputTextDelta().ifPresent(delta -> {
                                Spoor.span("show").call(inner -> later.add(delta.delta()));
                            }))
                            .onCompleteFuture()
                            .get(30, TimeUnit.SECONDS));
            assertThat(later).containsExactly("Under ", "the ", "mat.");
            Clients.isAnswered(traces);
            assertThat(traces.single()).hasChild("answer", "show");
        }
    }

    @Test
    void toolsAreOfferedCalledAndAnswered(CapturedTraces traces) {
        FunctionTool look = FunctionTool.builder()
                .name("look")
                .description("Looks somewhere.")
                .strict(false)
                .parameters(FunctionTool.Parameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty("properties", JsonValue.from(Map.of("place", Map.of("type", "string"))))
                        .build())
                .build();
        try (LocalModel server =
                LocalModel.answering(Answer.call("look", "{\"place\":\"mat\"}"), Clients.UNDER_THE_MAT)) {
            OpenAIClient client = Clients.traced(server);
            Response asked =
                    client.responses().create(QUESTION.toBuilder().addTool(look).build());
            ResponseFunctionToolCall call = asked.output().stream()
                    .flatMap(item -> item.functionCall().stream())
                    .findFirst()
                    .orElseThrow();
            RecordedSpan first = traces.single().searchSpans("chat gpt-5").get(0);
            assertThat(first.attribute("gen_ai.tool.definitions")).contains("Looks somewhere.", "\"place\"");
            assertThat(first.attribute("gen_ai.output.messages")).contains("\"tool_call\"", "call_look");
            assertThat(first.attributes()).containsEntry("gen_ai.response.finish_reasons", List.of("tool_call"));
            traces.clear();
            client.responses()
                    .create(ResponseCreateParams.builder()
                            .model("gpt-5")
                            .inputOfResponse(List.of(
                                    ResponseInputItem.ofFunctionCall(call),
                                    ResponseInputItem.ofFunctionCallOutput(
                                            ResponseInputItem.FunctionCallOutput.builder()
                                                    .callId(call.callId())
                                                    .output("a key")
                                                    .build())))
                            .build());
        }
        assertThat(traces.single().searchSpans("chat gpt-5").get(0).attribute("gen_ai.input.messages"))
                .contains("\"tool_call_response\"", "a key", "\"role\":\"tool\"");
    }

    @Test
    void aRefusedResponseFailsItsSpanAndArrives(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(Answer.refusal(400, "no such model"))) {
            assertThatThrownBy(() -> Clients.traced(server).responses().create(QUESTION))
                    .isInstanceOf(BadRequestException.class)
                    .hasMessageContaining("no such model");
            assertThat(traces.single()).span("chat gpt-5").hasFailed();
            traces.clear();
            var stream = Clients.traced(server).async().responses().createStreaming(QUESTION);
            assertThatThrownBy(() -> stream.onCompleteFuture().get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(BadRequestException.class);
        }
        assertThat(traces.await(trace -> trace.root().isPresent()))
                .span("chat gpt-5")
                .hasFailed()
                .hasAttribute("http.response.status_code", 400L);
    }

    @Test
    void embeddingsSayHowManyAndHowLarge(CapturedTraces traces) throws Exception {
        EmbeddingCreateParams params = EmbeddingCreateParams.builder()
                .model("embed-1")
                .inputOfArrayOfStrings(List.of("a key", "a mat"))
                .build();
        try (LocalModel server = LocalModel.answering(Clients.UNDER_THE_MAT)) {
            OpenAIClient client = Clients.traced(server);
            assertThat(client.embeddings().create(params).data()).hasSize(2);
            assertThat(traces.single())
                    .span("embeddings embed-1")
                    .hasType(SpanType.EMBEDDING)
                    .hasInputs(List.of("a key", "a mat"))
                    .hasAttribute("gen_ai.embeddings.dimension.count", 64L)
                    .hasAttribute("gen_ai.usage.input_tokens", 4L)
                    .hasAttribute("spoor.items", 2L);
            traces.clear();
            client.async().embeddings().create(params).get(30, TimeUnit.SECONDS);
            assertThat(traces.await(trace -> trace.root().isPresent())).hasSpan("embeddings embed-1");
        }
    }

    @Test
    void withoutTracingAllIsTheSame(CapturedTraces traces) {
        Spoor.disable();
        try (LocalModel server = LocalModel.answering(Clients.UNDER_THE_MAT)) {
            OpenAIClient client = Clients.traced(server);
            assertThat(text(client.responses().create(QUESTION))).isEqualTo("Under the mat.");
            assertThat(client.responses().create(QUESTION).output().stream().filter(ResponseOutputItem::isMessage))
                    .hasSize(1);
        } finally {
            Spoor.enable();
        }
        assertThat(traces.all()).isEmpty();
    }
}
