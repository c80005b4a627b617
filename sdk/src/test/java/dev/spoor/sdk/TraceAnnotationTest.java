package dev.spoor.sdk;

import static dev.spoor.sdk.Captured.assertChild;
import static dev.spoor.sdk.Captured.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.StatusCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TraceAnnotationTest {
    record Query(String text, int limit) {}

    static final class Count implements OutputReducer {
        @Override
        public Object reduce(List<?> items) {
            return items.size();
        }
    }

    interface Tools {
        @Trace(
                type = "TOOL",
                attributes = {"kind=lookup", "level=2"})
        String weather(String city, Query query, int... days);

        @Trace("renamed")
        void fails() throws IOException;

        @Trace(captureInputs = false, captureOutputs = false)
        String quiet(String secret);

        String plain(String text);

        @Trace
        CompletableFuture<String> later();

        @Trace
        Stream<String> words();

        @Trace(reducer = Count.class)
        Flow.Publisher<Integer> numbers();

        @Trace
        default String greeting(String name) {
            return "Hello " + name;
        }
    }

    static class RealTools implements Tools {
        final CompletableFuture<String> promise = new CompletableFuture<>();
        final SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>();

        @Override
        public String weather(String city, Query query, int... days) {
            return Spoor.span("inside").call(span -> "sunny in " + city);
        }

        @Override
        public void fails() throws IOException {
            throw new IOException("no net");
        }

        @Override
        public String quiet(String secret) {
            return secret;
        }

        @Override
        public String plain(String text) {
            return text;
        }

        @Override
        public CompletableFuture<String> later() {
            return promise;
        }

        @Override
        public Stream<String> words() {
            return Stream.of("one ", "two ", "three");
        }

        @Override
        public Flow.Publisher<Integer> numbers() {
            return publisher;
        }
    }

    private final RealTools real = new RealTools();
    private final Tools tools = Spoor.traced(Tools.class, real);

    @AfterEach
    void stop() {
        Spoor.close();
    }

    @Test
    void argumentsByNameResultTypeAndAttributesAreRecorded() {
        try (Captured captured = Captured.start()) {
            assertThat(tools.weather("Ulm", new Query("rain?", 3), 1, 2)).isEqualTo("sunny in Ulm");
            var span = captured.span("weather");
            assertThat(text(span, "mlflow.spanInputs"))
                    .isEqualTo("{\"city\":\"Ulm\",\"query\":{\"text\":\"rain?\",\"limit\":3},\"days\":[1,2]}");
            assertThat(text(span, "mlflow.spanOutputs")).isEqualTo("\"sunny in Ulm\"");
            assertThat(text(span, "mlflow.spanType")).isEqualTo("TOOL");
            assertThat(text(span, "mlflow.spanFunctionName")).isEqualTo("Tools.weather");
            assertThat(text(span, "gen_ai.tool.name")).isEqualTo("weather");
            assertThat(text(span, "kind")).isEqualTo("lookup");
            assertThat(text(span, "level")).isEqualTo("2");
            assertChild(captured.span("inside"), span);
        }
    }

    @Test
    void defaultMethodsAreTracedToo() {
        try (Captured captured = Captured.start()) {
            assertThat(tools.greeting("Ada")).isEqualTo("Hello Ada");
            assertThat(text(captured.span("greeting"), "mlflow.spanInputs")).isEqualTo("{\"name\":\"Ada\"}");
            assertThat(text(captured.span("greeting"), "mlflow.spanOutputs")).isEqualTo("\"Hello Ada\"");
        }
    }

    @Test
    void exceptionsArriveAsTheyAreAndAreRecorded() {
        try (Captured captured = Captured.start()) {
            assertThatThrownBy(tools::fails)
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("no net");
            assertThat(captured.span("renamed").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        }
    }

    @Test
    void whatIsNotToBeCapturedIsNotAndWhatIsNotAnnotatedIsNotTraced() {
        try (Captured captured = Captured.start()) {
            assertThat(tools.quiet("s") + tools.plain("p")).isEqualTo("sp");
            assertThat(captured.spans()).hasSize(1);
            assertThat(text(captured.span("quiet"), "mlflow.spanInputs")).isNull();
            assertThat(text(captured.span("quiet"), "mlflow.spanOutputs")).isNull();
        }
    }

    @Test
    void aStageEndsTheSpanWhenItCompletes() {
        try (Captured captured = Captured.start()) {
            assertThat(tools.later()).isSameAs(real.promise);
            assertThat(captured.spans()).isEmpty();
            real.promise.completeExceptionally(new IllegalStateException("late"));
            assertThat(captured.span("later").getStatus().getDescription()).isEqualTo("late");
        }
    }

    @Test
    void aStreamEndsTheSpanWithItsLastItemAndTheItemsAreTheOutput() {
        try (Captured captured = Captured.start()) {
            Stream<String> words = tools.words();
            assertThat(captured.spans()).isEmpty();
            assertThat(words.toList()).containsExactly("one ", "two ", "three");
            assertThat(text(captured.span("words"), "mlflow.spanOutputs")).isEqualTo("\"one two three\"");
        }
    }

    @Test
    void aStreamThatIsClosedEarlyEndsTheSpanWithWhatWasTaken() {
        try (Captured captured = Captured.start()) {
            try (Stream<String> words = tools.words()) {
                assertThat(words.iterator().next()).isEqualTo("one ");
            }
            assertThat(text(captured.span("words"), "mlflow.spanOutputs")).isEqualTo("\"one \"");
        }
    }

    @Test
    void aPublisherEndsTheSpanWhenItCompletes() throws InterruptedException {
        try (Captured captured = Captured.start()) {
            List<Integer> seen = new ArrayList<>();
            CountDownLatch done = new CountDownLatch(1);
            tools.numbers().subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscription.request(Long.MAX_VALUE);
                }

                @Override
                public void onNext(Integer item) {
                    seen.add(item);
                }

                @Override
                public void onError(Throwable problem) {}

                @Override
                public void onComplete() {
                    done.countDown();
                }
            });
            real.publisher.submit(7);
            real.publisher.submit(8);
            real.publisher.close();
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(seen).containsExactly(7, 8);
            assertThat(text(captured.span("numbers"), "mlflow.spanOutputs")).isEqualTo("2");
        }
    }

    @Test
    void wovenCodeTracesPrivateAndStaticMethodsToo() {
        try (Captured captured = Captured.start()) {
            WovenCall call = WovenCall.begin(
                    Woven.class, "secret(ILjava/lang/String;)Ljava/lang/String;", new Object[] {3, "x"});
            Spoor.span("inside").run(span -> {});
            assertThat(WovenCall.end(call, "y", null)).isEqualTo("y");
            assertThat(WovenCall.begin(Woven.class, "other()V", new Object[0])).isNull();
            assertThat(text(captured.span("secret"), "mlflow.spanInputs")).isEqualTo("{\"number\":3,\"text\":\"x\"}");
            assertChild(captured.span("inside"), captured.span("secret"));
            assertThat(Spoor.currentTraceId()).isNull();
        }
    }

    static final class Woven {
        private Woven() {}

        @Trace
        private static String secret(int number, String text) {
            return text.repeat(number);
        }

        static void other() {
            secret(1, "");
        }
    }

    @Test
    void onlyInterfacesCanBeProxied() {
        assertThatThrownBy(() -> Spoor.traced(RealTools.class, real)).hasMessageContaining("expected an interface");
    }
}
