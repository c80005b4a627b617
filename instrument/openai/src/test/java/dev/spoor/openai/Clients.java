package dev.spoor.openai;

import static dev.spoor.sdk.test.SpoorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import dev.spoor.localmodel.Answer;
import dev.spoor.localmodel.LocalModel;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.test.CapturedTraces;
import dev.spoor.sdk.trace.RecordedSpan;
import dev.spoor.sdk.trace.RecordedTrace;
import java.util.List;

/** OpenAI's real client of a local model, and what all its answered calls have in common. */
final class Clients {
    static final Answer UNDER_THE_MAT = Answer.text("Under the mat.");

    private Clients() {}

    static OpenAIClient plain(LocalModel server, int maxRetries) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(server.baseUrl())
                .apiKey("none")
                .maxRetries(maxRetries)
                .build();
    }

    static OpenAIClient traced(LocalModel server) {
        return SpoorOpenAi.trace(plain(server, 0));
    }

    /** The call is below {@code answer}, and says all of a question and an answer. */
    static RecordedSpan isAnswered(CapturedTraces traces) {
        RecordedTrace trace = traces.await(found ->
                found.root().isPresent() && !found.searchSpans("chat gpt-5").isEmpty());
        assertThat(trace).isOneTree().hasChild("answer", "chat gpt-5");
        assertThat(trace)
                .span("chat gpt-5")
                .hasType(SpanType.CHAT_MODEL)
                .hasNotFailed()
                .hasAttribute("gen_ai.provider.name", "openai")
                .hasAttribute("gen_ai.request.temperature", 0.5)
                .hasAttribute("gen_ai.response.model", "gpt-5")
                .hasAttribute("gen_ai.response.finish_reasons", List.of("stop"))
                .hasAttribute("gen_ai.usage.input_tokens", 20L)
                .hasAttribute("gen_ai.usage.output_tokens", 9L)
                .hasAttribute("gen_ai.usage.cache_read.input_tokens", 12L)
                .hasAttribute("gen_ai.usage.reasoning.output_tokens", 4L);
        RecordedSpan span = trace.searchSpans("chat gpt-5").get(0);
        assertThat(span.attribute("gen_ai.input.messages")).contains("Where is the key?");
        assertThat(span.attribute("gen_ai.output.messages")).contains("Under the mat.");
        return span;
    }
}
