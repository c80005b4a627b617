package dev.spoor.openai;

import com.openai.core.http.AsyncStreamResponse;
import io.opentelemetry.context.Scope;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A streamed answer that is handed to a handler, which runs in the caller's context on whatever thread. */
final class TracedAsyncStream<T> implements AsyncStreamResponse<T> {
    private final AsyncStreamResponse<T> response;
    private final OpenCall open;
    /** The client calls one handler, one call after the other. */
    private final Operation.Gathering gathered;

    TracedAsyncStream(AsyncStreamResponse<T> response, OpenCall open) {
        this.response = response;
        this.open = open;
        this.gathered = open.operation().gather();
        // Also when nobody subscribes, or it is closed.
        var unused = response.onCompleteFuture().whenComplete((nothing, problem) -> over(Optional.ofNullable(problem)));
    }

    private void over(Optional<Throwable> problem) {
        synchronized (gathered) {
            if (problem.isPresent()) {
                open.fail(problem.get(), gathered);
            } else {
                open.end(gathered);
            }
        }
    }

    @Override
    public AsyncStreamResponse<T> subscribe(Handler<? super T> handler) {
        response.subscribe(new Followed(handler));
        return this;
    }

    @Override
    public AsyncStreamResponse<T> subscribe(Handler<? super T> handler, Executor executor) {
        response.subscribe(new Followed(handler), executor);
        return this;
    }

    @Override
    public CompletableFuture<Void> onCompleteFuture() {
        return response.onCompleteFuture();
    }

    @Override
    public void close() {
        response.close();
    }

    private final class Followed implements Handler<T> {
        private final Handler<? super T> handler;

        Followed(Handler<? super T> handler) {
            this.handler = handler;
        }

        @Override
        public void onNext(T event) {
            synchronized (gathered) {
                if (gathered.add(event)) {
                    open.call().firstToken();
                }
            }
            try (Scope scope = open.caller().makeCurrent()) {
                handler.onNext(event);
            }
        }

        @Override
        public void onComplete(Optional<Throwable> error) {
            over(error);
            try (Scope scope = open.caller().makeCurrent()) {
                handler.onComplete(error);
            }
        }
    }
}
