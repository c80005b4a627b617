package dev.spoor.reactor;

import static dev.spoor.sdk.test.SpoorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.sdk.Spoor;
import dev.spoor.sdk.Trace;
import dev.spoor.sdk.test.CapturedTraces;
import dev.spoor.sdk.test.SpoorExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

@ExtendWith(SpoorExtension.class)
class ReactorTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    interface Agent {
        @Trace
        Mono<String> answer(String question);

        @Trace
        Flux<String> words();

        @Trace
        Mono<String> fails();

        @Trace
        Flux<String> endless(Sinks.Many<String> sink);
    }

    private static final class RealAgent implements Agent {
        @Override
        public Mono<String> answer(String question) {
            return Mono.fromCallable(() -> Spoor.span("look").call(span -> "mat"))
                    .subscribeOn(Schedulers.boundedElastic())
                    .publishOn(Schedulers.parallel())
                    .map(found -> Spoor.span("phrase").call(span -> "Under the " + found + "."));
        }

        @Override
        public Flux<String> words() {
            return Flux.just("one ", "two");
        }

        @Override
        public Mono<String> fails() {
            return Mono.error(new IllegalStateException("no"));
        }

        @Override
        public Flux<String> endless(Sinks.Many<String> sink) {
            return sink.asFlux();
        }
    }

    private final Agent agent = Spoor.traced(Agent.class, new RealAgent());

    @BeforeAll
    static void propagate() {
        Hooks.enableAutomaticContextPropagation();
    }

    @AfterAll
    static void propagateNoMore() {
        Hooks.disableAutomaticContextPropagation();
    }

    @Test
    void aMonoEndsItsSpanAndWhatRunsInsideIsBelowIt(CapturedTraces traces) {
        assertThat(agent.answer("Where?").block(LONG)).isEqualTo("Under the mat.");
        assertThat(traces.await(trace -> trace.root().isPresent()))
                .isOneTree()
                .hasRoot("answer")
                .hasChild("answer", "look")
                .hasChild("answer", "phrase");
        assertThat(traces.single()).span("answer").hasOutputs("Under the mat.");
    }

    @Test
    void aFluxEndsItsSpanWithItsLastItem(CapturedTraces traces) {
        Flux<String> words = agent.words();
        assertThat(traces.all()).isEmpty();
        assertThat(words.collectList().block(LONG)).isEqualTo(List.of("one ", "two"));
        assertThat(traces.single()).span("words").hasOutputs("one two").hasAttribute("spoor.items", 2L);
    }

    @Test
    void anErrorArrivesAsItIsAndIsRecorded(CapturedTraces traces) {
        assertThatThrownBy(() -> agent.fails().block(LONG)).isInstanceOf(IllegalStateException.class);
        assertThat(traces.single()).span("fails").hasFailed().hasException(IllegalStateException.class);
    }

    @Test
    void aCancellationEndsTheSpanWithWhatCame(CapturedTraces traces) {
        Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();
        sink.tryEmitNext("first");
        assertThat(agent.endless(sink).take(1).blockLast(LONG)).isEqualTo("first");
        assertThat(traces.single()).span("endless").hasOutputs("first").hasNotFailed();
    }
}
