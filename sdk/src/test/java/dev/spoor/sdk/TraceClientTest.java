package dev.spoor.sdk;

import static dev.spoor.sdk.Captured.assertChild;
import static dev.spoor.sdk.Captured.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TraceClientTest {
    private final TraceClient client = Spoor.traceClient();

    @AfterEach
    void stop() {
        Spoor.close();
        Spoor.enable();
    }

    @Test
    void spansAreStartedAndEndedByTheirIds() {
        try (Captured captured = Captured.start()) {
            SpanIds root = client.startTrace(Spoor.span("order").inputs("tea"));
            SpanIds step = client.startSpan(root, Spoor.span("check"));
            assertThat(client.endSpan(step, span -> span.outputs("good"))).isTrue();
            assertThat(client.endSpan(step)).isFalse();
            assertThat(client.endTrace(root.traceId(), span -> span.outputs("sent")))
                    .isTrue();
            assertThat(client.endTrace(root.traceId())).isFalse();

            assertChild(captured.span("check"), captured.span("order"));
            assertThat(text(captured.span("check"), "mlflow.spanOutputs")).isEqualTo("\"good\"");
            assertThat(text(captured.span("order"), "mlflow.spanOutputs")).isEqualTo("\"sent\"");
            assertThat(client.openSpans()).isZero();
        }
    }

    @Test
    void theEndOfATraceEndsItsOpenSpansAndMarksThem() {
        try (Captured captured = Captured.start()) {
            SpanIds root = client.startTrace(Spoor.span("root"));
            SpanIds child = client.startSpan(root, Spoor.span("child"));
            client.startSpan(child, Spoor.span("grandchild"));
            client.endTrace(root.traceId());
            assertThat(captured.spans()).extracting(SpanData::getName).containsExactly("grandchild", "child", "root");
            assertThat(captured.span("child").getAttributes().get(SpoorAttributes.ENDED_WITH_TRACE))
                    .isTrue();
            assertThat(captured.span("root").getAttributes().get(SpoorAttributes.ENDED_WITH_TRACE))
                    .isNull();
        }
    }

    @Test
    void itMixesWithBlocksInBothDirections() {
        try (Captured captured = Captured.start()) {
            SpanIds root = client.startTrace(Spoor.span("root"));
            try (Scope scope = client.span(root).orElseThrow().makeCurrent()) {
                try (ActiveSpan block = Spoor.span("block").start()) {
                    client.endSpan(client.startSpan(block.ids(), Spoor.span("by id")));
                }
            }
            client.endTrace(root.traceId());
            assertChild(captured.span("block"), captured.span("root"));
            assertChild(captured.span("by id"), captured.span("block"));
        }
    }

    @Test
    void timesMayBeGiven() {
        try (Captured captured = Captured.start()) {
            Instant start = Instant.parse("2026-01-02T03:04:05.000000006Z");
            Spoor.span("past").startTime(start).startDetached().end(start.plusNanos(11));
            SpanData span = captured.span("past");
            assertThat(span.getStartEpochNanos()).isEqualTo(1_767_323_045_000_000_006L);
            assertThat(span.getEndEpochNanos()).isEqualTo(1_767_323_045_000_000_017L);
        }
    }

    @Test
    void manyThreadsMayWorkOnOneTrace() throws Exception {
        try (Captured captured = Captured.start()) {
            SpanIds root = client.startTrace(Spoor.span("root"));
            CountDownLatch go = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                Thread thread = new Thread(() -> {
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    for (int i = 0; i < 200; i++) {
                        client.endSpan(client.startSpan(root, Spoor.span("child")));
                    }
                });
                thread.start();
                threads.add(thread);
            }
            go.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            client.endTrace(root.traceId());
            SpanData rootSpan = captured.span("root");
            assertThat(captured.spans()).hasSize(1601);
            assertThat(captured.spans())
                    .filteredOn(span -> span.getName().equals("child"))
                    .allSatisfy(span -> assertChild(span, rootSpan));
        }
    }

    @Test
    void whileTracingIsOffIdsAreZerosAndNothingHappens() {
        SpanIds root = client.startTrace(Spoor.span("off"));
        assertThat(root.isValid()).isFalse();
        assertThat(client.endTrace(root.traceId())).isFalse();
    }

    @Test
    void idsAreChecked() {
        assertThatThrownBy(() -> new SpanIds("tr-1", "0000000000000001"))
                .hasMessage("traceId: expected 32 lower-case hex digits, found 'tr-1'");
    }
}
