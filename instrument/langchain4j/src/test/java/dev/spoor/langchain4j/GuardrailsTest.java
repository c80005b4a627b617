package dev.spoor.langchain4j;

import static dev.spoor.sdk.test.SpoorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.guardrail.InputGuardrail;
import dev.langchain4j.guardrail.InputGuardrailException;
import dev.langchain4j.guardrail.InputGuardrailResult;
import dev.langchain4j.guardrail.OutputGuardrail;
import dev.langchain4j.guardrail.OutputGuardrailResult;
import dev.langchain4j.service.AiServices;
import dev.spoor.localmodel.Answer;
import dev.spoor.localmodel.LocalModel;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.Spoor;
import dev.spoor.sdk.test.CapturedTraces;
import dev.spoor.sdk.test.SpoorExtension;
import dev.spoor.sdk.trace.RecordedTrace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SpoorExtension.class)
class GuardrailsTest {
    interface Assistant {
        String answer(String question);
    }

    public static final class Politeness implements InputGuardrail {
        @Override
        public InputGuardrailResult validate(UserMessage message) {
            return Spoor.span("words")
                    .call(span -> message.singleText().contains("please") ? success() : fatal("say please"));
        }
    }

    public static final class Brevity implements OutputGuardrail {
        @Override
        public OutputGuardrailResult validate(AiMessage answer) {
            return answer.text().length() < 20 ? success() : reprompt("too long", "Be brief.");
        }
    }

    public static final class Broken implements InputGuardrail {
        @Override
        public InputGuardrailResult validate(UserMessage message) {
            throw new IllegalStateException("no list of words");
        }
    }

    @Test
    void eachLookOfAGuardrailIsASpan(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(
                Answer.text("Under the mat, as it has been all these years."), Answer.text("Under the mat."))) {
            Assistant assistant = AiServices.builder(Assistant.class)
                    .chatModel(Models.plain(server))
                    .inputGuardrails(new Politeness())
                    .outputGuardrails(new Brevity())
                    .build();
            assertThat(assistant.answer("Where is the key, please?")).isEqualTo("Under the mat.");
        }
        RecordedTrace trace = traces.single();
        assertThat(trace)
                .isOneTree()
                .hasSpan("Politeness", SpanType.GUARDRAIL)
                .hasChild("Assistant.answer", "Politeness")
                .hasChild("Politeness", "words")
                .hasChild("Assistant.answer", "Brevity");
        assertThat(trace)
                .span("Politeness")
                .hasInputs("Where is the key, please?")
                .hasOutputs(Map.of("result", "SUCCESS"))
                .hasNotFailed();
        assertThat(trace.searchSpans("chat gpt-5")).hasSize(2);
        assertThat(trace.searchSpans("Brevity"))
                .hasSize(2)
                .satisfiesExactly(
                        first -> {
                            assertThat(first.failed()).isTrue();
                            assertThat(first.statusMessage()).isEqualTo("too long");
                            assertThat(first.outputs())
                                    .isEqualTo(Map.of("result", "FATAL", "failures", List.of("too long")));
                        },
                        second -> {
                            assertThat(second.failed()).isFalse();
                            assertThat(second.inputs()).isEqualTo("Under the mat.");
                        });
        assertThat(trace).span("Assistant.answer").hasNotFailed();
    }

    @Test
    void whatAGuardrailObjectsToIsItsFailure(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(Answer.text("Under the mat."))) {
            Assistant assistant = AiServices.builder(Assistant.class)
                    .chatModel(Models.plain(server))
                    .inputGuardrails(new Politeness())
                    .build();
            assertThatThrownBy(() -> assistant.answer("Where is the key?"))
                    .isInstanceOf(InputGuardrailException.class)
                    .hasMessageContaining("say please");
        }
        assertThat(traces.single()).span("Politeness").hasFailed().hasAttribute("error.type", "guardrail_fatal");
    }

    @Test
    void aGuardrailThatThrowsThrowsAsBefore(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(Answer.text("Under the mat."))) {
            Assistant assistant = AiServices.builder(Assistant.class)
                    .chatModel(Models.plain(server))
                    .inputGuardrails(new Broken())
                    .build();
            assertThatThrownBy(() -> assistant.answer("Where is the key?"))
                    .isInstanceOf(InputGuardrailException.class)
                    .hasMessageContaining("no list of words");
        }
        assertThat(traces.single()).span("Broken").hasFailed().hasException(IllegalStateException.class);
    }
}
