package dev.spoor.sdk.test;

import static dev.spoor.sdk.test.SpoorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.Spoor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SpoorExtension.class)
class SpoorExtensionTest {
    private static void answer() {
        Spoor.span("answer").type(SpanType.AGENT).inputs(Map.of("q", "Where?")).run(span -> {
            span.trace().session("s").user("u").tag("plan", "free").metadata("region", "eu");
            Spoor.span("look")
                    .type(SpanType.TOOL)
                    .run(tool -> tool.outputs("mat").attribute("tries", 2));
        });
    }

    @Test
    void aTracesTreeCanBeAsserted(CapturedTraces traces) {
        answer();
        assertThat(traces.single())
                .isOneTree()
                .hasRoot("answer")
                .hasSpan("look", SpanType.TOOL)
                .hasChild("answer", "look")
                .hasNoSpan("other")
                .hasSpanCount(2)
                .hasNoFailure()
                .hasSession("s")
                .hasUser("u")
                .hasTag("plan", "free")
                .hasMetadata(Map.of("region", "eu"));
        assertThat(traces.single())
                .span("look")
                .hasOutputs("mat")
                .hasAttribute("tries", 2L)
                .hasNotFailed();
        assertThat(traces.single())
                .span("answer")
                .hasInputs(Map.of("q", "Where?"))
                .hasType(SpanType.AGENT);
    }

    @Test
    void failuresCanBeAsserted(CapturedTraces traces) {
        assertThatThrownBy(() -> Spoor.span("broken").run(span -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(traces.single()).span("broken").hasFailed().hasException(IllegalStateException.class);
        assertThatThrownBy(() -> assertThat(traces.single()).hasNoFailure())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("broken [UNKNOWN] failed: no");
    }

    @Test
    void whatIsNotAsExpectedIsShownWithTheTree(CapturedTraces traces) {
        answer();
        assertThatThrownBy(() -> assertThat(traces.single()).hasChild("look", "answer"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("'answer' right below 'look'")
                .hasMessageContaining("  answer [AGENT]\n    look [TOOL]\n");
        assertThatThrownBy(() -> assertThat(traces.single()).span("look").hasOutputs("bed"))
                .hasMessageContaining("expected outputs of span 'look' to be <bed>, and it is <mat>");
        answer();
        assertThatThrownBy(traces::single).hasMessageContaining("expected one trace, found 2");
    }

    @Test
    void whatOtherThreadsTraceCanBeWaitedFor(CapturedTraces traces) {
        Thread thread = new Thread(SpoorExtensionTest::answer);
        thread.start();
        assertThat(traces.await(trace -> trace.root().isPresent())).hasRoot("answer");
    }

    @Test
    void eachTestSeesItsOwnTracesOnly(CapturedTraces traces) {
        answer();
        assertThat(traces.single()).hasRoot("answer");
        traces.clear();
        answer();
        assertThat(traces.single()).hasSpanCount(2);
    }
}
