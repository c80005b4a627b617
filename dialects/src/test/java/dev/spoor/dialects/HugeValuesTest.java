package dev.spoor.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.model.Attributes;
import dev.spoor.model.Message;
import dev.spoor.model.Span;
import dev.spoor.model.SpanContent;
import dev.spoor.model.SpanSummary;
import dev.spoor.model.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values of megabytes and broken ones lose nothing. */
class HugeValuesTest {
    private static final int FOUR_MEGABYTES = 4 << 20;

    private static Span span(Map<String, Value> attributes) {
        Span any = Captures.all().findFirst().orElseThrow().spans().get(0);
        return new Span(
                any.traceId(),
                any.spanId(),
                null,
                "",
                0,
                "chat",
                any.kind(),
                1,
                2,
                any.status(),
                Attributes.of(attributes),
                java.util.List.of(),
                java.util.List.of(),
                any.resource(),
                any.scope(),
                any.dropped());
    }

    @Test
    void theLastQuestionIsFoundBehindMegabytesOfHistory() {
        String history = "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"" + "x".repeat(FOUR_MEGABYTES)
                + "\"}]},";
        Span span = span(Map.of(
                "gen_ai.operation.name",
                Value.of("chat"),
                "gen_ai.input.messages",
                Value.of("[" + history
                        + "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"And now?\"}]}]")));
        assertThat(Dialects.standard().summarise(span).inputPreview()).isEqualTo("And now?");
        SpanContent content = Dialects.standard().read(span);
        assertThat(content.inputMessages()).hasSize(2);
        assertThat(((Message.Part.Text) content.inputMessages().get(0).parts().get(0)).text())
                .hasSize(FOUR_MEGABYTES);
    }

    @Test
    void aHugeAnswerIsShownByItsBeginning() {
        Span span = span(Map.of("mlflow.spanOutputs", Value.of("\"" + "y".repeat(FOUR_MEGABYTES) + "\"")));
        assertThat(Dialects.standard().summarise(span).outputPreview()).hasSize(SpanSummary.PREVIEW_CHARS);
        assertThat(Dialects.standard().read(span).outputs()).isEqualTo(Value.of("y".repeat(FOUR_MEGABYTES)));
    }

    @Test
    void jsonInJsonIsUnfoldedTwiceAndBrokenJsonStaysText() {
        Span twice = span(Map.of("mlflow.spanOutputs", Value.of("\"{\\\"a\\\":1}\"")));
        assertThat(Dialects.standard().read(twice).outputs()).isEqualTo(new Value.MapOf(Map.of("a", Value.of(1))));
        Span broken = span(Map.of("mlflow.spanOutputs", Value.of("{\"a\":")));
        assertThat(Dialects.standard().read(broken).outputs()).isEqualTo(Value.of("{\"a\":"));
    }
}
