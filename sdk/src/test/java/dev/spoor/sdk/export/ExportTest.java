package dev.spoor.sdk.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spoor.model.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExportTest extends ExportFixture {
    @Test
    void spansArriveByOtlpWithEverythingTheySay() throws IOException {
        try (TraceReceiver receiver = new TraceReceiver()) {
            Tracer tracer = open(Destination.otlp("server", receiver.endpoint()).header("x-key", "k1"));
            tracer.spanBuilder("chat")
                    .setAttribute("a", "1")
                    .startSpan()
                    .setStatus(StatusCode.ERROR, "no")
                    .end();
            assertThat(flush()).isTrue();
            Span span = receiver.spans.get(0);
            assertThat(span.name()).isEqualTo("chat");
            assertThat(span.attributes().text("a")).isEqualTo("1");
            assertThat(receiver.headers.get(0))
                    .containsEntry("x-key", "k1")
                    .containsEntry("content-encoding", "gzip")
                    .containsEntry("content-type", "application/x-protobuf");
            assertThat(queue.status().delivered()).isEqualTo(1);
        }
    }

    @Test
    void withoutAFlushSpansArriveByThemselves() throws IOException {
        try (TraceReceiver receiver = new TraceReceiver()) {
            spans(open(Destination.otlp("server", receiver.endpoint()).compression(Compression.NONE)), 0, 3);
            await(() -> receiver.spans.size() == 3);
        }
    }

    @Test
    void manySpansGoInBatches() throws IOException {
        try (TraceReceiver receiver = new TraceReceiver()) {
            Tracer tracer = open(Destination.otlp("server", receiver.endpoint()).limits(limits(5000, 100, LONG)));
            spans(tracer, 0, 1000);
            assertThat(flush()).isTrue();
            assertThat(receiver.names()).hasSize(1000).doesNotHaveDuplicates();
            assertThat(receiver.headers.size()).isBetween(10, 200);
        }
    }

    /** An exporter that holds on to its first batch until it is let go. */
    private static final class Held implements SpanExporter {
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch let = new CountDownLatch(1);

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            entered.countDown();
            try {
                let.await();
            } catch (InterruptedException e) {
                return CompletableResultCode.ofFailure();
            }
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    @Test
    void whatDoesNotFitIsDroppedAndCountedAndNobodyWaits() throws Exception {
        Held held = new Held();
        Tracer tracer = open(Destination.of("slow", held).limits(limits(100, 10, LONG)));
        spans(tracer, 0, 10);
        assertThat(held.entered.await(30, TimeUnit.SECONDS)).isTrue();
        long before = queue.status().waiting();
        spans(tracer, 10, 500);
        assertThat(queue.status().waiting()).isEqualTo(100);
        assertThat(queue.status().droppedQueueFull()).isEqualTo(500 - (100 - before));
        held.let.countDown();
        assertThat(flush()).isTrue();
        assertThat(queue.status().waiting()).isZero();
        assertThat(queue.status().delivered()).isEqualTo(510 - queue.status().dropped());
    }

    @Test
    void largeContentIsBoundedInBytesToo() throws Exception {
        Held held = new Held();
        Tracer tracer = open(Destination.of("slow", held).limits(limits(1000, 1, LONG)));
        spans(tracer, 0, 1);
        assertThat(held.entered.await(30, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 20; i++) {
            tracer.spanBuilder("large")
                    .setAttribute("mlflow.spanInputs", "x".repeat(100_000))
                    .startSpan()
                    .end();
        }
        assertThat(queue.status().waiting()).isEqualTo(10);
        assertThat(queue.status().droppedQueueFull()).isEqualTo(10);
        held.let.countDown();
        assertThat(flush()).isTrue();
    }

    @Test
    void whatTheServerRefusesIsCountedAndNotSentAgain() throws IOException {
        try (TraceReceiver receiver = new TraceReceiver()) {
            Tracer tracer = open(Destination.otlp("server", receiver.endpoint())
                    .fallback(folder, 1 << 20)
                    .limits(whenFlushed(LONG)));
            receiver.status = 400;
            spans(tracer, 0, 3);
            assertThat(flush()).isFalse();
            receiver.status = 200;
            spans(tracer, 3, 1);
            assertThat(flush()).isTrue();
            assertThat(queue.status().droppedRefused()).isEqualTo(3);
            assertThat(queue.status().lastError()).contains("answers 400");
            assertThat(receiver.names()).containsExactly("s3");
        }
    }

    @Test
    void spansThatAreRefusedInPartAreCounted() throws IOException {
        try (TraceReceiver receiver = new TraceReceiver()) {
            Tracer tracer = open(Destination.otlp("server", receiver.endpoint()).limits(whenFlushed(LONG)));
            // partial_success { rejected_spans: 2, error_message: "odd" }
            receiver.answer = new byte[] {0x0a, 0x07, 0x08, 0x02, 0x12, 0x03, 'o', 'd', 'd'};
            spans(tracer, 0, 5);
            assertThat(flush()).isFalse();
            assertThat(queue.status().delivered()).isEqualTo(3);
            assertThat(queue.status().droppedRefused()).isEqualTo(2);
            assertThat(queue.status().lastError()).isEqualTo("refused 2 spans: odd");
        }
    }

    @Test
    void withoutAFallbackWhatFailsIsTriedAgain() throws IOException {
        try (TraceReceiver receiver = new TraceReceiver()) {
            Tracer tracer = open(Destination.otlp("server", receiver.endpoint()).limits(limits(1000, 100, LONG)));
            receiver.status = 503;
            spans(tracer, 0, 3);
            await(() -> receiver.headers.size() >= 2);
            assertThat(queue.status().reachable()).isFalse();
            receiver.status = 200;
            assertThat(flush()).isTrue();
            assertThat(receiver.names()).containsExactly("s0", "s1", "s2");
            assertThat(queue.status().reachable()).isTrue();
        }
    }

    @Test
    void whatCannotBeDeliveredInTimeIsDroppedAndCounted() throws IOException {
        TraceReceiver receiver = new TraceReceiver();
        receiver.close();
        Tracer tracer =
                open(Destination.otlp("server", receiver.endpoint()).limits(whenFlushed(Duration.ofMillis(100))));
        spans(tracer, 0, 3);
        assertThat(flush()).isFalse();
        assertThat(queue.status().droppedUndelivered()).isEqualTo(3);
        assertThat(queue.status().lastError()).contains("127.0.0.1:" + receiver.port());
    }

    @Test
    void aRequestThatIsTooLargeIsSplit() throws IOException {
        try (TraceReceiver receiver = new TraceReceiver()) {
            receiver.maxSpans = 3;
            spans(open(Destination.otlp("server", receiver.endpoint()).limits(whenFlushed(LONG))), 0, 20);
            assertThat(flush()).isTrue();
            assertThat(receiver.names()).hasSize(20).doesNotHaveDuplicates();
            receiver.maxSpans = 0;
            spans(provider.get("test"), 20, 2);
            assertThat(flush()).isFalse();
            assertThat(queue.status().droppedRefused()).isEqualTo(2);
        }
    }

    @Test
    void retryAfterIsHonoured() throws IOException {
        try (TraceReceiver receiver = new TraceReceiver()) {
            receiver.status = 429;
            receiver.retryAfter = "2";
            long start = System.nanoTime();
            Tracer tracer = open(Destination.otlp("server", receiver.endpoint()).limits(limits(1000, 100, LONG)));
            spans(tracer, 0, 1);
            await(() -> receiver.headers.size() >= 1);
            receiver.status = 200;
            assertThat(flush()).isTrue();
            assertThat(System.nanoTime() - start).isGreaterThan(1_900_000_000L);
        }
    }

    @Test
    void aFileGetsALineOfOtlpJsonForEachBatch() throws IOException {
        Path file = folder.resolve("deep/traces.jsonl");
        Tracer tracer = open(Destination.jsonFile("file", file));
        tracer.spanBuilder("one")
                .setAttribute("n", "7")
                .startSpan()
                .addEvent("e")
                .end();
        assertThat(flush()).isTrue();
        tracer.spanBuilder("two").startSpan().end();
        assertThat(flush()).isTrue();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        byte[] request = dev.spoor.otlp.OtlpJson.tracesToProtobuf(lines.get(0).getBytes());
        Span span = dev.spoor.otlp.OtlpSpans.read(request).get(0);
        assertThat(span.name()).isEqualTo("one");
        assertThat(span.attributes().text("n")).isEqualTo("7");
        JsonNode event = new ObjectMapper().readTree(lines.get(0)).at("/resourceSpans/0/scopeSpans/0/spans/0/events/0");
        assertThat(event.get("name").asText()).isEqualTo("e");
    }

    @Test
    void aFileThatIsFullIsPutAsideAndTheOldestGoes() throws IOException {
        Path file = folder.resolve("traces.jsonl");
        Tracer tracer = open(Destination.jsonFile("file", file, 1000, 2));
        for (int i = 0; i < 8; i++) {
            tracer.spanBuilder("s" + i)
                    .setAttribute("filler", "x".repeat(200))
                    .startSpan()
                    .end();
            assertThat(flush()).isTrue();
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.3").isDirectoryContaining("glob:**.2");
        List<String> names = new ArrayList<>();
        for (String name : List.of("traces.jsonl.2", "traces.jsonl.1", "traces.jsonl")) {
            Path one = folder.resolve(name);
            assertThat(Files.size(one)).isBetween(1L, 1000L);
            for (String line : Files.readAllLines(one)) {
                names.add(new ObjectMapper()
                        .readTree(line)
                        .at("/resourceSpans/0/scopeSpans/0/spans/0/name")
                        .asText());
            }
        }
        assertThat(names)
                .isEqualTo(
                        List.of("s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7").subList(8 - names.size(), 8));
    }

    @Test
    void aLineLargerThanAFileMayBeStandsAlone() throws IOException {
        Path file = folder.resolve("traces.jsonl");
        Tracer tracer = open(Destination.jsonFile("file", file, 1, 0));
        spans(tracer, 0, 1);
        assertThat(flush()).isTrue();
        spans(tracer, 1, 1);
        assertThat(flush()).isTrue();
        assertThat(Files.readAllLines(file)).singleElement().asString().contains("\"s1\"");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aDestinationMayTakeSomeSpansOnly() throws IOException {
        try (TraceReceiver receiver = new TraceReceiver()) {
            Tracer tracer = open(Destination.otlp("server", receiver.endpoint())
                    .only(span -> span.getName().equals("s1")));
            spans(tracer, 0, 3);
            assertThat(flush()).isTrue();
            assertThat(receiver.names()).containsExactly("s1");
        }
    }

    @Test
    void aTransformThatThrowsLeavesItsSpanOut() throws IOException {
        try (TraceReceiver receiver = new TraceReceiver()) {
            queue = Destination.otlp("server", receiver.endpoint())
                    .limits(whenFlushed(LONG))
                    .open(span -> {
                        if (span.getName().equals("s1")) {
                            throw new IllegalStateException("no");
                        }
                        return span;
                    });
            provider = SdkTracerProvider.builder().addSpanProcessor(queue).build();
            spans(provider.get("test"), 0, 3);
            assertThat(flush()).isFalse();
            assertThat(receiver.names()).containsExactly("s0", "s2");
            assertThat(queue.status().droppedRefused()).isEqualTo(1);
        }
    }

    @Test
    void addressesAndNamesAreChecked() {
        assertThatThrownBy(() -> Destination.otlp("a", "localhost:4318"))
                .hasMessage("endpoint: expected an http or https address, found 'localhost:4318'");
        assertThatThrownBy(() -> Destination.otlp("a/b", "http://x/v1/traces")).hasMessageContaining("'a/b'");
    }

    @Test
    void whoAsksIsToldWhetherTracesAreTaken() throws IOException {
        try (TraceReceiver receiver = new TraceReceiver()) {
            assertThat(Destination.otlp("a", receiver.endpoint()).problem()).isNull();
            receiver.status = 400;
            assertThat(Destination.otlp("a", receiver.endpoint()).problem()).isNull();
            assertThat(Destination.otlp("a", "http://127.0.0.1:" + receiver.port() + "/other")
                            .problem())
                    .contains("answers 404");
            receiver.status = 401;
            assertThat(Destination.otlp("a", receiver.endpoint().replace("//", "//user:secret@"))
                            .problem())
                    .contains("answers 401")
                    .doesNotContain("secret");
        }
    }
}
