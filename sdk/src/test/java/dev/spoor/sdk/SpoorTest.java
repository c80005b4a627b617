package dev.spoor.sdk;

import static dev.spoor.sdk.Captured.assertChild;
import static dev.spoor.sdk.Captured.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.spoor.sdk.config.SdkSetting;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpoorTest {
    @AfterEach
    void stop() {
        Spoor.close();
        Spoor.enable();
    }

    @Test
    void aBlockIsASpanWithInputsOutputsAndType() {
        try (Captured captured = Captured.start()) {
            try (ActiveSpan span =
                    Spoor.span("retrieve").type(SpanType.RETRIEVER).start()) {
                span.inputs(Map.of("query", "key")).outputs(List.of("mat")).attribute("hits", 1);
                try (ActiveSpan inner = Spoor.span("embed").start()) {
                    assertThat(inner.traceId()).isEqualTo(Spoor.currentTraceId());
                }
            }
            SpanData span = captured.span("retrieve");
            assertThat(text(span, "mlflow.spanType")).isEqualTo("RETRIEVER");
            assertThat(text(span, "gen_ai.operation.name")).isEqualTo("retrieval");
            assertThat(text(span, "mlflow.spanInputs")).isEqualTo("{\"query\":\"key\"}");
            assertThat(text(span, "mlflow.spanOutputs")).isEqualTo("[\"mat\"]");
            assertThat(span.getAttributes().get(AttributeKey.longKey("hits"))).isEqualTo(1);
            assertChild(captured.span("embed"), span);
            assertThat(Spoor.currentTraceId()).isNull();
            assertThat(Spoor.lastTraceId()).isEqualTo(span.getTraceId());
        }
    }

    @Test
    void aCallThatFailsIsRecordedAndTheSameExceptionArrives() {
        try (Captured captured = Captured.start()) {
            IllegalStateException problem = new IllegalStateException("no key");
            assertThatThrownBy(() -> Spoor.span("open").run(span -> {
                        throw problem;
                    }))
                    .isSameAs(problem);
            SpanData span = captured.span("open");
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(span.getStatus().getDescription()).isEqualTo("no key");
            assertThat(text(span, "error.type")).isEqualTo("java.lang.IllegalStateException");
            assertThat(span.getEvents()).singleElement().satisfies(event -> {
                assertThat(event.getName()).isEqualTo("exception");
                assertThat(event.getAttributes().get(AttributeKey.stringKey("exception.stacktrace")))
                        .contains("aCallThatFailsIsRecorded");
            });
        }
    }

    @Test
    void functionsOfAllKindsCanBeWrapped() throws Exception {
        try (Captured captured = Captured.start()) {
            BiFunction<Double, Double, Double> pow = Spoor.trace("pow", Math::pow);
            assertThat(pow.apply(2.0, 3.0)).isEqualTo(8.0);
            Function<String, Integer> length = Spoor.trace("length", String::length);
            assertThat(length.apply("four")).isEqualTo(4);
            Supplier<String> word = Spoor.trace("word", () -> "yes");
            assertThat(word.get()).isEqualTo("yes");
            Runnable action = Spoor.trace("action", () -> {});
            action.run();
            assertThat(Spoor.traceCallable("called", () -> 5).call()).isEqualTo(5);

            assertThat(text(captured.span("pow"), "mlflow.spanInputs")).isEqualTo("{\"arg0\":2.0,\"arg1\":3.0}");
            assertThat(text(captured.span("pow"), "mlflow.spanOutputs")).isEqualTo("8.0");
            assertThat(text(captured.span("length"), "mlflow.spanInputs")).isEqualTo("{\"arg0\":\"four\"}");
            assertThat(text(captured.span("word"), "mlflow.spanOutputs")).isEqualTo("\"yes\"");
            captured.span("action");
            assertThat(text(captured.span("called"), "mlflow.spanOutputs")).isEqualTo("5");
        }
    }

    @Test
    void aStageEndsItsSpanWhenItCompletes() {
        try (Captured captured = Captured.start()) {
            CompletableFuture<String> later = new CompletableFuture<>();
            Function<String, CompletableFuture<String>> ask = Spoor.trace("ask", question -> later);
            assertThat(ask.apply("where?")).isSameAs(later);
            assertThat(captured.spans()).isEmpty();
            later.complete("mat");
            assertThat(text(captured.span("ask"), "mlflow.spanOutputs")).isEqualTo("\"mat\"");
        }
    }

    @Test
    void whatIsSaidOfTheTraceStandsOnItsFirstSpan() {
        try (Captured captured = Captured.start()) {
            try (ActiveSpan root = Spoor.span("root").start()) {
                try (ActiveSpan inner = Spoor.span("inner").start()) {
                    Spoor.currentTrace()
                            .name("order")
                            .session("s-1")
                            .user("u-1")
                            .tag("plan", "free")
                            .metadata("region", "eu")
                            .requestPreview("Where?")
                            .responsePreview("Mat.");
                }
            }
            SpanData root = captured.span("root");
            assertThat(text(root, "spoor.trace.name")).isEqualTo("order");
            assertThat(text(root, "session.id")).isEqualTo("s-1");
            assertThat(text(root, "user.id")).isEqualTo("u-1");
            assertThat(text(root, "spoor.trace.tag.plan")).isEqualTo("free");
            assertThat(text(root, "spoor.trace.metadata.region")).isEqualTo("eu");
            assertThat(text(root, "spoor.trace.request_preview")).isEqualTo("Where?");
            assertThat(captured.span("inner").getAttributes().isEmpty()).isTrue();
        }
    }

    @Test
    void defaultsHoldForTracesThatStartInside() {
        try (Captured captured = Captured.start()) {
            try (Scope scope = Spoor.traceDefaults().session("s-1").open();
                    Scope nested = Spoor.traceDefaults().user("u-1").open()) {
                Spoor.span("one").run(span -> Spoor.span("below").run(below -> {}));
            }
            Spoor.span("two").run(span -> {});
            assertThat(text(captured.span("one"), "session.id")).isEqualTo("s-1");
            assertThat(text(captured.span("one"), "user.id")).isEqualTo("u-1");
            assertThat(captured.span("below").getAttributes().isEmpty()).isTrue();
            assertThat(captured.span("two").getAttributes().isEmpty()).isTrue();
        }
    }

    @Test
    void disabledMakesNoSpansAndEnabledMakesThemAgain() {
        try (Captured captured = Captured.start()) {
            Spoor.disable();
            Spoor.span("off").type(SpanType.TOOL).inputs("x").run(span -> {
                span.outputs("y").error(new RuntimeException("z"));
                assertThat(span.isRecording()).isFalse();
                assertThat(Spoor.currentTraceId()).isNull();
            });
            Spoor.enable();
            Spoor.span("on").run(span -> {});
            assertThat(captured.spans()).extracting(SpanData::getName).containsExactly("on");
        }
    }

    @Test
    void anOpenSpanMayEndWhileDisabled() {
        try (Captured captured = Captured.start()) {
            ActiveSpan span = Spoor.span("begun").start();
            Spoor.disable();
            span.outputs("done").close();
            assertThat(text(captured.span("begun"), "mlflow.spanOutputs")).isEqualTo("\"done\"");
        }
    }

    @Test
    void startingTwiceGivesWhatIsRunning() {
        try (Captured captured = Captured.start()) {
            assertThat(Spoor.start()).isSameAs(captured.tracing);
        }
        assertThat(Spoor.running()).isNull();
        Spoor.span("after").run(span -> assertThat(span.isRecording()).isFalse());
    }

    @Test
    void whatOthersTraceThroughTheGlobalOpenTelemetryIsInTheSameTreeAlsoAfterARestart() {
        try (Captured first = Captured.start()) {
            Spoor.span("first").run(span -> {});
        }
        var tracer = GlobalOpenTelemetry.getTracer("a.library");
        try (Captured second = Captured.start()) {
            Spoor.span("ours")
                    .run(span -> tracer.spanBuilder("theirs").startSpan().end());
            assertChild(second.span("theirs"), second.span("ours"));
        }
    }

    @Test
    void joinsAnOpenTelemetryThatIsGiven() {
        InMemorySpanExporter exporter = InMemorySpanExporter.create();
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build();
        OpenTelemetrySdk theirs =
                OpenTelemetrySdk.builder().setTracerProvider(provider).build();
        try (Tracing tracing = Spoor.builder().openTelemetry(theirs).start()) {
            assertThat(tracing.isJoined()).isTrue();
            Span outer = theirs.getTracer("web").spanBuilder("request").startSpan();
            try (Scope scope = outer.makeCurrent()) {
                Spoor.span("step").run(span -> Spoor.currentTrace().tag("a", "b"));
            }
            outer.end();
        }
        SpanData step = exporter.getFinishedSpanItems().get(0);
        SpanData request = exporter.getFinishedSpanItems().get(1);
        assertChild(step, request);
        assertThat(text(step, "spoor.trace.tag.a")).isEqualTo("b");
    }

    /** What fails says what it fails on: the prompt that is too long, the answer that is no JSON. */
    @Test
    void withoutContentWhatAnExceptionSaysIsLeftOutToo() {
        try (Captured captured = Captured.start(Spoor.builder().includeContent(false))) {
            assertThatThrownBy(() -> Spoor.span("parse").run(span -> {
                        throw new IllegalArgumentException(
                                "no JSON: hush-hush\nCaused quietly: hush", new IllegalStateException("hush: again"));
                    }))
                    .hasMessageContaining("hush");
            SpanData span = captured.span("parse");
            assertThat(span.toString()).doesNotContain("hush");
            assertThat(span.getStatus().getDescription()).isEqualTo("java.lang.IllegalArgumentException");
            assertThat(span.getEvents().get(0).getAttributes().get(AttributeKey.stringKey("exception.stacktrace")))
                    .startsWith("java.lang.IllegalArgumentException\n\tat ")
                    .contains("withoutContentWhatAnExceptionSays", "Caused by: java.lang.IllegalStateException\n");
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what applications do
    void anAttributeThatIsNullSaysNothingAndHarmsNothing() {
        Map<String, String> details = new HashMap<>();
        details.put("gone", null);
        details.put("here", "yes");
        Consumer<ActiveSpan> saying = span -> span.attribute("gone", (String) null)
                .attribute((String) null, "nameless")
                .attribute((String) null, 1)
                .attribute("here", "yes")
                .event("seen", details);
        try (Captured captured = Captured.start()) {
            try (ActiveSpan span =
                    Spoor.span("call").attribute("gone", (String) null).start()) {
                saying.accept(span);
            }
            SpanData span = captured.span("call");
            assertThat(span.getAttributes().asMap()).containsOnly(entry(AttributeKey.stringKey("here"), "yes"));
            assertThat(span.getEvents().get(0).getAttributes().asMap())
                    .containsOnly(entry(AttributeKey.stringKey("here"), "yes"));
        }
        try (ActiveSpan off =
                Spoor.span("call").attribute("gone", (String) null).start()) {
            saying.accept(off);
        }
    }

    @Test
    void longAttributesAreCutWithAMark() {
        try (Captured captured = Captured.start(Spoor.builder().set(SdkSetting.CONTENT_MAX_TEXT_CHARS, "1000"))) {
            Spoor.span("long")
                    .attribute("early", "x".repeat(5000))
                    .run(span ->
                            span.attribute("late", "y".repeat(5000)).event("said", Map.of("what", "z".repeat(5000))));
            SpanData span = captured.span("long");
            assertThat(text(span, "early")).isEqualTo("x".repeat(1000) + "…[4000 more characters]");
            assertThat(text(span, "late")).hasSize(1023);
            assertThat(span.getEvents().get(0).getAttributes().get(AttributeKey.stringKey("what")))
                    .hasSize(1023);
        }
    }

    /** The exporters are not ours then, so nothing secret may be given to them. */
    @Test
    void whereAnotherOpenTelemetryIsJoinedSecretsAreTakenOutAtOnceAndAFlushReachesIt() {
        InMemorySpanExporter exporter = InMemorySpanExporter.create();
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(Duration.ofHours(1))
                        .build())
                .build();
        OpenTelemetrySdk theirs =
                OpenTelemetrySdk.builder().setTracerProvider(provider).build();
        String key = "sk-abcdefghijklmnopqrstuv";
        try (Tracing tracing =
                Spoor.builder().programOnly().openTelemetry(theirs).start()) {
            assertThatThrownBy(() -> Spoor.span("call")
                            .attribute("password", "hunter2")
                            .attribute("note", "uses " + key)
                            .inputs(Map.of("key", key))
                            .run(span -> {
                                span.attribute("api_key", "abc").event("retry", Map.of("with", key));
                                throw new IllegalStateException("refused " + key);
                            }))
                    .hasMessageContaining(key);
            assertThat(exporter.getFinishedSpanItems()).isEmpty();
            assertThat(tracing.flush(Duration.ofSeconds(30))).isTrue();
        }
        SpanData call = exporter.getFinishedSpanItems().get(0);
        assertThat(call.toString())
                .doesNotContain(key)
                .doesNotContain("hunter2")
                .contains("[REDACTED]");
        assertThat(call.getStatus().getDescription()).isEqualTo("refused [REDACTED]");
        assertThat(text(call, "api_key")).isEqualTo("[REDACTED]");
        provider.close();
    }

    @Test
    void contentIsLeftOutWhenItIsNotWanted() {
        try (Captured captured = Captured.start(Spoor.builder().includeContent(false))) {
            Spoor.span("secret").inputs("in").run(span -> {
                assertThat(span.takesContent()).isFalse();
                span.outputs("out").content(AttributeKey.stringKey("gen_ai.input.messages"), "m");
                span.attribute("tokens", 3);
            });
            assertThat(captured.span("secret").getAttributes().asMap())
                    .containsOnlyKeys(AttributeKey.longKey("tokens"));
        }
    }
}
