package dev.spoor.openai;

import static dev.spoor.sdk.test.SpoorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.spoor.sdk.Spoor;
import dev.spoor.sdk.test.CapturedTraces;
import dev.spoor.sdk.test.SpoorExtension;
import dev.spoor.sdk.trace.RecordedSpan;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SpoorExtension.class)
class TracedClientTest {
    private static final String USAGE = """
            "usage":{"prompt_tokens":20,"completion_tokens":9,"total_tokens":29,\
            "prompt_tokens_details":{"cached_tokens":12},"completion_tokens_details":{"reasoning_tokens":4}}""";
    private static final String ANSWER = """
            {"id":"chatcmpl-7","object":"chat.completion","created":1,"model":"gpt-5-2026","choices":[{"index":0,\
            "finish_reason":"stop","message":{"role":"assistant","content":"Under the mat."}}],""" + USAGE + "}";
    private static final ChatCompletionCreateParams QUESTION = ChatCompletionCreateParams.builder()
            .model("gpt-5")
            .temperature(0.5)
            .addUserMessage("Where is the key?")
            .build();

    private static OpenAIClient client(ModelServer server) {
        return TracedClient.trace(OpenAIOkHttpClient.builder()
                .baseUrl(server.baseUrl())
                .apiKey("none")
                .maxRetries(0)
                .build());
    }

    private static void isAnswered(CapturedTraces traces) {
        assertThat(traces.await(trace -> trace.root().isPresent()))
                .isOneTree()
                .hasSpanCount(2)
                .hasChild("answer", "chat gpt-5");
        assertThat(traces.single())
                .span("chat gpt-5")
                .hasNotFailed()
                .hasAttribute("gen_ai.request.temperature", 0.5)
                .hasAttribute("gen_ai.response.finish_reasons", List.of("stop"))
                .hasAttribute("gen_ai.usage.input_tokens", 20L)
                .hasAttribute("gen_ai.usage.cache_read.input_tokens", 12L)
                .hasAttribute("gen_ai.usage.reasoning.output_tokens", 4L);
        RecordedSpan span = traces.single().searchSpans("chat gpt-5").get(0);
        assertThat(span.attribute("gen_ai.input.messages")).contains("Where is the key?");
        assertThat(span.attribute("gen_ai.output.messages")).contains("Under the mat.");
    }

    @Test
    void aCompletionSaysWhatWasAskedAnsweredAndUsed(CapturedTraces traces) {
        try (ModelServer server = ModelServer.answering(200, "application/json", ANSWER)) {
            Spoor.span("answer")
                    .call(span -> client(server).chat().completions().create(QUESTION));
        }
        isAnswered(traces);
    }

    @Test
    void anAsynchronousCompletionIsBelowItsCaller(CapturedTraces traces) throws Exception {
        try (ModelServer server = ModelServer.answering(200, "application/json", ANSWER)) {
            Spoor.span("answer")
                    .call(span -> client(server)
                            .async()
                            .chat()
                            .completions()
                            .create(QUESTION)
                            .get(30, TimeUnit.SECONDS));
        }
        isAnswered(traces);
    }

    @Test
    void aStreamEndsItsSpanWithItsLastChunk(CapturedTraces traces) {
        String head = "data: {\"id\":\"c-8\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-5\",";
        String events =
                head + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Under \"}}]}\n\n"
                        + head
                        + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"the mat.\"},\"finish_reason\":\"stop\"}]}\n\n"
                        + head + "\"choices\":[]," + USAGE + "}\n\ndata: [DONE]\n\n";
        try (ModelServer server = ModelServer.answering(200, "text/event-stream", events)) {
            long chunks = Spoor.span("answer").call(span -> {
                try (var response = client(server).chat().completions().createStreaming(QUESTION)) {
                    return response.stream().toList().size();
                }
            });
            assertThat(chunks).isEqualTo(3);
        }
        isAnswered(traces);
        assertThat(traces.single().searchSpans("chat gpt-5").get(0).attributes())
                .containsKey("gen_ai.response.time_to_first_chunk");
    }

    @Test
    void aRefusedCallFailsItsSpanAndArrives(CapturedTraces traces) {
        try (ModelServer server =
                ModelServer.answering(401, "application/json", "{\"error\":{\"message\":\"no such key\"}}")) {
            assertThatThrownBy(() -> client(server).chat().completions().create(QUESTION))
                    .hasMessageContaining("no such key");
        }
        assertThat(traces.single()).span("chat gpt-5").hasFailed();
    }
}
