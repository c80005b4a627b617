package dev.spoor.sdk;

import static dev.spoor.sdk.Captured.assertChild;
import static dev.spoor.sdk.Captured.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A trace stays one tree across threads, callbacks and processes. */
class ContextTest {
    @AfterEach
    void stop() {
        Spoor.close();
    }

    @Test
    void tasksOfExecutorsStayInTheTree() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (Captured captured = Captured.start()) {
            try (ActiveSpan root = Spoor.span("root").start()) {
                Spoor.trace("task", pool)
                        .submit(() -> Spoor.span("inside").run(span -> {}))
                        .get();
                Spoor.inContext(pool)
                        .submit(() -> Spoor.span("plain").run(span -> {}))
                        .get();
            }
            assertChild(captured.span("task"), captured.span("root"));
            assertChild(captured.span("inside"), captured.span("task"));
            assertChild(captured.span("plain"), captured.span("root"));
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aTaskOfAnExecutorThatFailsIsRecordedHoweverItWasHandedIn() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (Captured captured = Captured.start()) {
            ExecutorService traced = Spoor.trace("task", pool);
            IllegalStateException problem = new IllegalStateException("no key");
            assertThatThrownBy(() -> traced.submit(() -> {
                                throw problem;
                            })
                            .get())
                    .hasCause(problem);
            assertThat(captured.span("task").getStatus().getDescription()).isEqualTo("no key");
            List<Callable<Integer>> all = List.of(() -> 1, () -> 2);
            assertThat(traced.invokeAll(all)).hasSize(2);
            List<Callable<String>> any = List.of(() -> "any");
            assertThat(traced.invokeAny(any)).isEqualTo("any");
            assertThat(captured.spans())
                    .hasSize(4)
                    .allMatch(span -> span.getName().equals("task"));
            assertThat(captured.spans())
                    .extracting(span -> text(span, "mlflow.spanOutputs"))
                    .containsExactlyInAnyOrder(null, "1", "2", "\"any\"");
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void stagesThatOthersCompleteStayInTheTree() throws Exception {
        try (Captured captured = Captured.start()) {
            CompletableFuture<String> promise = new CompletableFuture<>();
            CompletableFuture<String> answer = Spoor.span("root")
                    .call(root -> promise.thenApply(Spoor.inContext(
                                    (String text) -> Spoor.span("then").call(span -> text + "!")))
                            .thenCombine(
                                    CompletableFuture.completedFuture("?"),
                                    Spoor.inContext((String a, String b) ->
                                            Spoor.span("combine").call(span -> a + b))));
            Thread other = new Thread(() -> promise.complete("mat"));
            other.start();
            assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("mat!?");
            other.join();
            assertChild(captured.span("then"), captured.span("root"));
            assertChild(captured.span("combine"), captured.span("root"));
        }
    }

    @Test
    void threadsInContextInheritWhereTheyAreMade() throws Exception {
        try (Captured captured = Captured.start()) {
            ThreadFactory threads = Spoor.threadsInContext(Thread::new);
            Spoor.span("root").run(root -> {
                Thread thread = threads.newThread(() -> Spoor.span("inside").run(span -> {}));
                thread.start();
                thread.join();
            });
            assertChild(captured.span("inside"), captured.span("root"));
        }
    }

    /** A recursive agent whose children run on worker threads and call back from there. */
    @Test
    void anAgentThatCallsItselfOverWorkerThreadsIsOneTree() throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool();
        try (Captured captured = Captured.start()) {
            assertThat(solve(pool, 3)).isEqualTo(8);
            List<SpanData> spans = captured.spans();
            assertThat(spans)
                    .extracting(SpanData::getTraceId)
                    .containsOnly(spans.get(0).getTraceId());
            assertThat(spans)
                    .filteredOn(span -> !span.getParentSpanContext().isValid())
                    .hasSize(1);
            Map<String, SpanData> byId =
                    spans.stream().collect(Collectors.toMap(SpanData::getSpanId, Function.identity()));
            for (SpanData span : spans) {
                if (span.getParentSpanContext().isValid()) {
                    SpanData parent = byId.get(span.getParentSpanId());
                    long depth = span.getAttributes().get(AttributeKey.longKey("depth"));
                    long above = parent.getAttributes().get(AttributeKey.longKey("depth"));
                    assertThat(above).isEqualTo(span.getName().equals("called back") ? depth : depth + 1);
                }
            }
            assertThat(spans).hasSize(15 + 14);
        } finally {
            pool.shutdownNow();
        }
    }

    private static int solve(ExecutorService pool, int depth) throws Exception {
        return Spoor.span("solve").attribute("depth", depth).call(span -> {
            if (depth == 0) {
                return 1;
            }
            List<CompletableFuture<Integer>> parts = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                CompletableFuture<Integer> part = new CompletableFuture<>();
                parts.add(part);
                Consumer<Integer> callback = value -> {
                    try (Scope scope = span.makeCurrent()) {
                        Spoor.span("called back").attribute("depth", depth).run(back -> {});
                    }
                    part.complete(value);
                };
                Spoor.inContext(pool).submit(() -> {
                    int value = solve(pool, depth - 1);
                    // Reported from a thread that knows nothing of the agent.
                    new Thread(() -> callback.accept(value)).start();
                    return null;
                });
            }
            int sum = 0;
            for (CompletableFuture<Integer> part : parts) {
                sum += part.get(30, TimeUnit.SECONDS);
            }
            return sum;
        });
    }

    @Test
    void headersContinueATraceElsewhere() {
        try (Captured captured = Captured.start()) {
            Map<String, String> headers = Spoor.span("caller").call(span -> Spoor.headers());
            assertThat(headers).containsKey("traceparent");
            Map<String, String> received = Map.of("Traceparent", headers.get("traceparent"));
            Spoor.span("callee").parent(Spoor.contextOf(received)).run(span -> {});
            assertChild(captured.span("callee"), captured.span("caller"));
        }
    }
}
