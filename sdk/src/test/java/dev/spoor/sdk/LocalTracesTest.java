package dev.spoor.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.sdk.trace.LocalTraces;
import dev.spoor.sdk.trace.LocalTraces.Limits;
import dev.spoor.sdk.trace.RecordedSpan;
import dev.spoor.sdk.trace.RecordedTrace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalTracesTest {
    private LocalTraces traces = new LocalTraces(Limits.DEFAULT);

    private void start(Limits limits) {
        traces = new LocalTraces(limits);
        Captured.start(Spoor.builder().keep(traces));
    }

    @AfterEach
    void stop() {
        Spoor.close();
    }

    private static String run(String runId, String corpus) {
        Spoor.span(runId).run(span -> span.trace().tag("run_id", runId).tag("corpus", corpus));
        return Spoor.lastTraceId();
    }

    @Test
    void aTraceIsReadAsATreeOfValues() {
        start(Limits.DEFAULT);
        Spoor.span("answer").type(SpanType.CHAIN).inputs(Map.of("q", "Where?")).run(span -> {
            span.trace()
                    .session("s-1")
                    .user("u-1")
                    .tag("plan", "free")
                    .metadata("region", "eu")
                    .clientRequestId("r-1");
            Spoor.span("look 1").type(SpanType.TOOL).run(tool -> tool.outputs(List.of("mat")));
            Spoor.span("look 2").type(SpanType.TOOL).run(tool -> tool.error("gone", "no mat"));
            span.outputs("mat");
        });
        RecordedTrace trace = traces.latest().orElseThrow();
        RecordedSpan root = trace.root().orElseThrow();
        assertThat(root.inputs()).isEqualTo(Map.of("q", "Where?"));
        assertThat(root.outputs()).isEqualTo("mat");
        assertThat(trace.children(root)).extracting(RecordedSpan::name).containsExactly("look 1", "look 2");
        assertThat(trace.searchSpans(SpanType.TOOL)).hasSize(2);
        assertThat(trace.searchSpans(Pattern.compile("look .*"))).hasSize(2);
        assertThat(trace.searchSpans("look 2").get(0).failed()).isTrue();
        assertThat(trace.searchSpans(RecordedSpan::failed)).hasSize(1);
        assertThat(trace.isFailed()).isFalse();
        assertThat(trace.session()).isEqualTo("s-1");
        assertThat(trace.user()).isEqualTo("u-1");
        assertThat(trace.tags()).containsExactly(Map.entry("plan", "free"));
        assertThat(trace.metadata()).containsExactly(Map.entry("region", "eu"));
        assertThat(trace.clientRequestId()).isEqualTo("r-1");
        assertThat(traces.latestOfSession("s-1")).contains(trace);
        assertThat(traces.byTraceId(trace.traceId())).contains(trace);
    }

    @Test
    void theLatestIsFoundByRunAndByCorpus() {
        start(Limits.DEFAULT);
        String one = run("r1", "a");
        String two = run("r2", "b");
        assertThat(traces.latestOfRun("r1").orElseThrow().traceId()).isEqualTo(one);
        assertThat(traces.latestOfCorpus("b").orElseThrow().traceId()).isEqualTo(two);
        assertThat(traces.latestOfRun("r1", "b")).isEmpty();
        assertThat(traces.latestOfRun("r3")).isEmpty();
    }

    @Test
    void aRunIdThatComesAgainRemovesTheOlderTraceAndPushesOutNoOther() {
        start(new Limits(3, 3, 100, Duration.ofHours(1), 1 << 20));
        String first = run("first", "a");
        String again = "";
        for (int i = 0; i < 11; i++) {
            again = run("retried", "a");
        }
        assertThat(traces.all()).extracting(RecordedTrace::traceId).containsExactly(again, first);
        String elsewhere = run("retried", "b");
        assertThat(traces.latestOfRun("retried").orElseThrow().traceId()).isEqualTo(elsewhere);
        assertThat(traces.latestOfRun("retried", "a")).isEmpty();
        assertThat(traces.latestOfCorpus("a").orElseThrow().traceId()).isEqualTo(first);
    }

    @Test
    void theOldestGoWhenThereAreTooMany() {
        start(new Limits(3, 2, 100, Duration.ofHours(1), 1 << 20));
        for (String run : List.of("a1", "a2", "a3")) {
            run(run, "a");
        }
        assertThat(traces.all()).extracting(RecordedTrace::name).containsExactly("a3", "a2");
        run("b1", "b");
        run("c1", "c");
        assertThat(traces.all()).extracting(RecordedTrace::name).containsExactly("c1", "b1", "a3");
    }

    @Test
    void whatIsReadStaysAsItWas() {
        start(Limits.DEFAULT);
        ActiveSpan root = Spoor.span("root").start();
        Spoor.span("child").run(span -> {});
        RecordedTrace before = traces.latest().orElseThrow();
        root.close();
        assertThat(before.spans()).hasSize(1);
        assertThat(traces.latest().orElseThrow().spans()).hasSize(2);
    }

    @Test
    void theOldestGoWhenTheyHoldTooMuch() {
        start(new Limits(100, 100, 100, Duration.ofHours(1), 10_000));
        for (int i = 0; i < 5; i++) {
            Spoor.span("s" + i).run(span -> span.outputs("x".repeat(3000)));
        }
        assertThat(traces.all()).extracting(RecordedTrace::name).containsExactly("s4", "s3");
        Spoor.span("huge").run(span -> span.outputs("x".repeat(50_000)));
        assertThat(traces.all()).extracting(RecordedTrace::name).containsExactly("huge");
    }

    @Test
    void aLateSpanDoesNotBringBackATraceThatHasGone() {
        start(new Limits(3, 3, 100, Duration.ofHours(1), 1 << 20));
        ActiveSpan[] late = {null};
        Spoor.span("first").run(span -> {
            span.trace().tag("run_id", "r-1");
            late[0] = Spoor.span("late").startDetached();
        });
        Spoor.span("retry").run(span -> span.trace().tag("run_id", "r-1"));
        late[0].close();
        assertThat(traces.all()).extracting(RecordedTrace::name).containsExactly("retry");
        assertThat(traces.latestOfRun("r-1"))
                .hasValueSatisfying(trace -> assertThat(trace.name()).isEqualTo("retry"));
        assertThat(traces.spansLeftOut()).isEqualTo(1);
    }

    @Test
    void whatIsReadCannotBeChanged() {
        start(Limits.DEFAULT);
        Spoor.span("s").inputs(Map.of("list", List.of(Map.of("a", 1)))).run(span -> {});
        Map<?, ?> inputs =
                (Map<?, ?>) traces.latest().orElseThrow().spans().get(0).inputs();
        List<?> list = (List<?>) inputs.get("list");
        assertThatThrownBy(inputs::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(((Map<?, ?>) list.get(0))::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aTraceThatIsTooLargeLeavesSpansOutAndSaysSo() {
        start(new Limits(3, 3, 2, Duration.ofHours(1), 1 << 20));
        Spoor.span("root").run(root -> {
            for (int i = 0; i < 5; i++) {
                Spoor.span("child").run(child -> {});
            }
        });
        assertThat(traces.latest().orElseThrow().spans()).hasSize(3);
        assertThat(traces.latest().orElseThrow().root()).isPresent();
        assertThat(traces.spansLeftOut()).isEqualTo(3);
    }

    @Test
    void secretsAreNotShownHereEither() {
        start(Limits.DEFAULT);
        Spoor.span("s").inputs(Map.of("password", "x")).run(span -> {});
        assertThat(traces.latest().orElseThrow().root().orElseThrow().inputs())
                .isEqualTo(Map.of("password", "[REDACTED]"));
    }
}
