package dev.spoor.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.sdk.config.SdkSetting;
import dev.spoor.sdk.export.Destination;
import dev.spoor.sdk.export.TraceReceiver;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path home;

    private SpoorBuilder builder(Map<String, String> environment) {
        return Spoor.builder().surroundings(environment, home, home.resolve("work"));
    }

    @AfterEach
    void stop() {
        Spoor.close();
    }

    @Test
    void filesSayWhereTracesGoAndWhatTheyAreCalled() throws IOException {
        try (TraceReceiver receiver = new TraceReceiver()) {
            Files.createDirectories(home.resolve(".spoor"));
            Files.writeString(
                    home.resolve(".spoor/config.toml"),
                    "port = " + receiver.port()
                            + "\n[sdk]\nproject = \"p\"\nservice_name = \"shop\"\nrelease = \"1.2\"\n");
            Tracing tracing =
                    builder(Map.of("OTEL_RESOURCE_ATTRIBUTES", "team=blue")).start();
            Spoor.span("ask").run(span -> span.inputs("sk-abcdefghijklmnopqrstuv"));
            assertThat(tracing.flush(LONG)).isTrue();
            var sent = receiver.spans.get(0);
            assertThat(sent.resource().attributes().text("service.name")).isEqualTo("shop");
            assertThat(sent.resource().attributes().text("spoor.project")).isEqualTo("p");
            assertThat(sent.resource().attributes().text("service.version")).isEqualTo("1.2");
            assertThat(sent.resource().attributes().text("team")).isEqualTo("blue");
            assertThat(sent.attributes().text("mlflow.spanInputs")).isEqualTo("\"[REDACTED]\"");
        }
    }

    @Test
    void offMeansOff() {
        awaitNoExportThreads();
        try (Tracing tracing = builder(Map.of("SPOOR_TRACING", "0", "SPOOR_ENDPOINT", "http://127.0.0.1:1"))
                .required(true)
                .start()) {
            assertThat(tracing.isOn()).isFalse();
            assertThat(tracing.isJoined()).isFalse();
            Spoor.enable();
            Spoor.span("x").run(span -> assertThat(span.isRecording()).isFalse());
            assertThat(exportThreads()).isZero();
            assertThat(tracing.status()).isEmpty();
            assertThat(home.resolve(".spoor")).doesNotExist();
            assertThat(tracing.flush(LONG)).isTrue();
        }
    }

    private static void awaitNoExportThreads() {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (exportThreads() > 0) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static int exportThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("spoor-"))
                .count();
    }

    @Test
    void aRequiredServerThatIsAwayFailsTheStartWithARemedy() throws IOException {
        TraceReceiver receiver = new TraceReceiver();
        receiver.close();
        String address = "http://user:secret@127.0.0.1:" + receiver.port();
        assertThatThrownBy(
                        () -> builder(Map.of()).endpoint(address).required(true).start())
                .isInstanceOf(SpoorException.class)
                .hasMessageContaining("127.0.0.1:" + receiver.port())
                .hasMessageContaining("spoor serve")
                .hasMessageNotContaining("secret");
        assertThat(Spoor.running()).isNull();
        try (TraceReceiver back = new TraceReceiver(receiver.port())) {
            try (Tracing tracing =
                    builder(Map.of()).endpoint(address).required(true).start()) {
                assertThat(tracing.isOn()).isTrue();
            }
        }
    }

    @Test
    void aServerThatIsAwayTroublesNobodyAndNothingIsLost() throws IOException {
        TraceReceiver away = new TraceReceiver();
        away.close();
        Tracing tracing =
                builder(Map.of()).endpoint("http://127.0.0.1:" + away.port()).start();
        for (int i = 0; i < 50; i++) {
            Spoor.span("s" + i).run(span -> {});
        }
        assertThat(tracing.flush(LONG)).isFalse();
        assertThat(tracing.status().get(0).keptOnDisk()).isEqualTo(50);
        try (TraceReceiver back = new TraceReceiver(away.port())) {
            assertThat(tracing.flush(LONG)).isTrue();
            assertThat(back.names()).hasSize(50).doesNotHaveDuplicates();
        }
    }

    @Test
    void aServerThatHangsAtTheEndLosesNothing() throws IOException {
        try (TraceReceiver receiver = new TraceReceiver()) {
            receiver.gate = new CountDownLatch(1);
            Tracing tracing = builder(Map.of())
                    .endpoint("http://127.0.0.1:" + receiver.port())
                    .set(SdkSetting.CLOSE_TIMEOUT, "200ms")
                    .set(SdkSetting.QUEUE_BATCH_SPANS, "10")
                    .start();
            for (int i = 0; i < 35; i++) {
                Spoor.span("s" + i).run(span -> {});
            }
            tracing.close();
            assertThat(tracing.status().get(0).keptOnDisk()).isEqualTo(35);
            assertThat(tracing.status().get(0).dropped()).isZero();
        }
    }

    @Test
    void closingSendsWhatIsWaiting() throws IOException {
        try (TraceReceiver receiver = new TraceReceiver()) {
            Tracing tracing = builder(Map.of())
                    .endpoint("http://127.0.0.1:" + receiver.port())
                    .start();
            Spoor.span("last").run(span -> {});
            tracing.close();
            assertThat(receiver.names()).containsExactly("last");
            awaitNoExportThreads();
        }
    }

    @Test
    void severalDestinationsGetTheSameSpansAndOneThatFailsHoldsUpNoOther() throws IOException {
        InMemorySpanExporter memory = InMemorySpanExporter.create();
        try (TraceReceiver receiver = new TraceReceiver();
                TraceReceiver failing = new TraceReceiver()) {
            failing.status = 500;
            Tracing tracing = builder(Map.of())
                    .endpoint("http://127.0.0.1:" + receiver.port())
                    .set(SdkSetting.FILE, home.resolve("t.jsonl").toString())
                    .set(SdkSetting.CLOSE_TIMEOUT, "1s")
                    .destination(Destination.otlp("failing", failing.endpoint()))
                    .destination(Destination.of("memory", memory))
                    .start();
            Spoor.span("one").run(span -> {});
            long deadline = System.nanoTime() + LONG.toNanos();
            List<String> expected = List.of("server true 1", "file true 1", "failing false 0", "memory true 1");
            List<String> found = List.of();
            while (!found.equals(expected) && System.nanoTime() < deadline) {
                assertThat(tracing.flush(Duration.ofMillis(20))).isFalse();
                found = tracing.status().stream()
                        .map(status -> status.name() + " " + status.reachable() + " " + status.delivered())
                        .toList();
            }
            assertThat(found).isEqualTo(expected);
            assertThat(receiver.names()).containsExactly("one");
            assertThat(memory.getFinishedSpanItems()).hasSize(1);
            assertThat(Files.readAllLines(home.resolve("t.jsonl"))).hasSize(1);
        }
    }

    @Test
    void samplingDecidesForWholeTraces() {
        try (Captured captured = Captured.start(Spoor.builder().samplingRatio(0.5))) {
            for (int i = 0; i < 400; i++) {
                Spoor.span("root").run(root -> Spoor.span("child").run(child -> {}));
            }
            assertThat(captured.spans()).hasSizeBetween(200, 600);
            long roots = captured.spans().stream()
                    .filter(span -> span.getName().equals("root"))
                    .count();
            assertThat(captured.spans()).hasSize((int) roots * 2);
        }
        try (Captured captured = Captured.start(Spoor.builder().samplingRatio(0))) {
            Spoor.span("root").run(root -> assertThat(root.isRecording()).isFalse());
            assertThat(captured.spans()).isEmpty();
        }
    }

    @Test
    void aTransformMayChangeAndLeaveOutSpans() throws IOException {
        try (TraceReceiver receiver = new TraceReceiver()) {
            Tracing tracing = builder(Map.of())
                    .endpoint("http://127.0.0.1:" + receiver.port())
                    .transform(span -> span == null || span.getName().equals("noise") ? null : span)
                    .start();
            Spoor.span("noise").run(span -> {});
            Spoor.span("music").run(span -> {});
            assertThat(tracing.flush(LONG)).isTrue();
            assertThat(receiver.names()).containsExactly("music");
        }
    }
}
