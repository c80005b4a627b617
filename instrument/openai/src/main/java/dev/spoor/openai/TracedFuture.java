package dev.spoor.openai;

import com.openai.core.http.HttpResponseFor;
import java.util.concurrent.CompletableFuture;

/** An answer that comes later. */
final class TracedFuture<T> extends CompletableFuture<T> {
    private final CompletableFuture<T> future;

    private TracedFuture(CompletableFuture<T> future) {
        this.future = future;
    }

    /** A raw response is replaced by one that is followed, so it takes a future of its own. */
    static <T> CompletableFuture<T> of(CompletableFuture<T> future, OpenCall open) {
        TracedFuture<T> given = new TracedFuture<>(future);
        var unused = future.whenComplete((answer, problem) -> {
            if (problem != null) {
                open.fail(problem);
                given.completeExceptionally(problem);
            } else if (answer instanceof HttpResponseFor<?> response) {
                @SuppressWarnings("unchecked") // a response of the same kind
                T followed = (T) new TracedRawResponse<>(response, open);
                given.complete(followed);
            } else {
                open.end(answer);
                given.complete(answer);
            }
        });
        return given;
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        future.cancel(mayInterrupt);
        return super.cancel(mayInterrupt);
    }

    /** Stages that hang on it are ordinary ones. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
