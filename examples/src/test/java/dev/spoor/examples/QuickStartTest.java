package dev.spoor.examples;

import static dev.spoor.sdk.test.SpoorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.localmodel.Answer;
import dev.spoor.localmodel.LocalModel;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.test.CapturedTraces;
import dev.spoor.sdk.test.SpoorExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SpoorExtension.class)
class QuickStartTest {
    @Test
    void itsTraceHasTheModelsCallBelowTheAnswer(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(Answer.text("Under the mat."))) {
            assertThat(QuickStart.answer(server.baseUrl(), "Where is the key?")).isEqualTo("Under the mat.");
        }
        assertThat(traces.single())
                .isOneTree()
                .hasSpanCount(2)
                .hasSession("chat-17")
                .hasSpan("answer", SpanType.AGENT)
                .hasChild("answer", "chat local-1")
                .hasNoFailure();
        assertThat(traces.single()).span("chat local-1").hasAttribute("gen_ai.usage.input_tokens", 20L);
    }
}
