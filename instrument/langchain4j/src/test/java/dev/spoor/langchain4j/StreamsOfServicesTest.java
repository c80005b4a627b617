package dev.spoor.langchain4j;

import static dev.spoor.sdk.test.SpoorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.spoor.localmodel.Answer;
import dev.spoor.localmodel.LocalModel;
import dev.spoor.sdk.test.CapturedTraces;
import dev.spoor.sdk.test.SpoorExtension;
import dev.spoor.sdk.trace.RecordedTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Answers that come later than their method ends. */
@ExtendWith(SpoorExtension.class)
class StreamsOfServicesTest {
    private static final Answer UNDER_THE_MAT = Answer.text("Under the mat.");

    interface Streamer {
        TokenStream answer(String question);
    }

    interface Publisher {
        Flow.Publisher<String> answer(String question);
    }

    private static List<String> all(Flow.Publisher<String> publisher) throws Exception {
        List<String> items = new ArrayList<>();
        CompletableFuture<List<String>> done = new CompletableFuture<>();
        publisher.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {}

            @Override
            public void onNext(String item) {
                items.add(item);
            }

            @Override
            public void onError(Throwable problem) {
                done.completeExceptionally(problem);
            }

            @Override
            public void onComplete() {
                done.complete(items);
            }
        });
        return done.get(30, TimeUnit.SECONDS);
    }

    @Test
    void anotherLibrarysStreamEndsItsCallToo(CapturedTraces traces) throws Exception {
        try (LocalModel server = LocalModel.answering(UNDER_THE_MAT)) {
            Publisher service = AiServices.create(Publisher.class, Models.plainStreaming(server));
            assertThat(all(service.answer("Where is the key?"))).containsExactly("Under ", "the ", "mat.");
        }
        RecordedTrace trace = traces.await(found -> found.root().isPresent());
        assertThat(trace)
                .isOneTree()
                .hasSpanCount(2)
                .hasChild("Publisher.answer", "chat gpt-5")
                .hasNoFailure();
        assertThat(trace).span("Publisher.answer").hasOutputs("Under the mat.");
        assertThat(trace.root().orElseThrow().endEpochNanos())
                .isGreaterThanOrEqualTo(trace.searchSpans("chat gpt-5").get(0).endEpochNanos());
    }

    @Test
    void anotherLibrarysStreamThatFailsFailsItsCall(CapturedTraces traces) throws Exception {
        try (LocalModel server = LocalModel.answering(Answer.refusal(500, "broken"))) {
            all(AiServices.create(Publisher.class, Models.plainStreaming(server))
                    .answer("Where is the key?"));
            assertThat(traces.await(found -> found.root().isPresent()))
                    .isOneTree()
                    .span("Publisher.answer")
                    .hasFailed();
        }
    }

    @Test
    void aStreamThatIsThrownAwayBeforeItStartsEndsItsCall(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(UNDER_THE_MAT)) {
            Streamer streamer = AiServices.create(Streamer.class, Models.plainStreaming(server));
            streamer.answer("Where is the key?").onPartialResponse(text -> {});
            RecordedTrace trace = collected(traces);
            assertThat(trace).hasSpanCount(1).hasRoot("Streamer.answer").hasNoFailure();
            assertThat(trace.root().orElseThrow().events())
                    .singleElement()
                    .satisfies(event -> assertThat(event.name()).isEqualTo("never started"));
            assertThat(server.requests()).isEmpty();
        }
    }

    /** Garbage goes when the collector has looked, which one asks for but cannot demand. */
    private static RecordedTrace collected(CapturedTraces traces) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (traces.all().isEmpty()) {
            assertThat(System.nanoTime()).as("the call ends within 30 s").isLessThan(deadline);
            System.gc();
            Thread.onSpinWait();
        }
        return traces.single();
    }

    @Test
    void aStreamIsTheSameToItsApplication(CapturedTraces traces) {
        try (LocalModel server = LocalModel.answering(UNDER_THE_MAT)) {
            TokenStream stream = AiServices.create(Streamer.class, Models.plainStreaming(server))
                    .answer("Where is the key?");
            assertThat(stream.onRetrieved(contents -> {})).isSameAs(stream);
            assertThat(List.of(stream)).contains(stream);
            // LangChain4j wants to know what to do with errors, and says so.
            assertThatThrownBy(stream.onPartialResponse(text -> {})::start)
                    .isInstanceOf(dev.langchain4j.service.IllegalConfigurationException.class);
        }
        assertThat(traces.single()).span("Streamer.answer").hasFailed();
    }
}
