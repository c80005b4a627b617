package dev.spoor.sdk;

import java.util.List;
import java.util.ServiceLoader;
import java.util.Spliterator;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Ends a span with its result, also where that comes after the call. */
final class LaterResult {
    private static final List<ResultFollower> FOLLOWERS =
            ServiceLoader.load(ResultFollower.class, LaterResult.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private LaterResult() {}

    /**
     * @param declared what the method is declared to give: only that may be wrapped without breaking a caller
     * @param reducer null when results are not to be recorded
     * @return what the caller gets instead of the result: the same, or one that tells when it has ended
     */
    static @Nullable Object follow(
            ActiveSpan span, Class<?> declared, @Nullable Object result, @Nullable OutputReducer reducer) {
        if (result instanceof CompletionStage<?> stage) {
            var unused = stage.whenComplete((value, problem) -> {
                if (problem != null) {
                    span.error(unwrapped(problem));
                } else if (reducer != null) {
                    span.outputs(value);
                }
                span.close();
            });
            return result;
        }
        if (result instanceof Stream<?> stream && declared == Stream.class) {
            return stream(stream, new GivenItems(span, reducer));
        }
        if (result instanceof Flow.Publisher<?> publisher && declared == Flow.Publisher.class) {
            return publisher(publisher, new GivenItems(span, reducer));
        }
        Object followed = result == null || FOLLOWERS.isEmpty() ? null : byOthers(span, declared, result, reducer);
        if (followed != null) {
            return followed;
        }
        if (reducer != null) {
            span.outputs(result);
        }
        span.close();
        return result;
    }

    private static @Nullable Object byOthers(
            ActiveSpan span, Class<?> declared, Object result, @Nullable OutputReducer reducer) {
        if (result.getClass().getName().startsWith("java.")) {
            return null;
        }
        for (ResultFollower follower : FOLLOWERS) {
            Object followed = follower.follow(declared, result, new GivenItems(span, reducer));
            if (followed != null) {
                return followed;
            }
        }
        return null;
    }

    /** What really failed: stages wrap it. */
    private static Throwable unwrapped(Throwable problem) {
        Throwable cause = problem.getCause();
        return problem instanceof CompletionException && cause != null ? cause : problem;
    }

    private static <T> Stream<T> stream(Stream<T> stream, GivenItems items) {
        return StreamSupport.stream(
                        () -> new Followed<>(stream.spliterator(), items), Spliterator.ORDERED, stream.isParallel())
                .onClose(() -> {
                    items.end(null);
                    stream.close();
                });
    }

    /** Not split, so that its end is one moment; order and laziness stay. */
    private record Followed<T>(Spliterator<T> inner, GivenItems items) implements Spliterator<T> {
        @Override
        public boolean tryAdvance(Consumer<? super T> action) {
            boolean more;
            try {
                more = inner.tryAdvance(item -> {
                    items.add(item);
                    action.accept(item);
                });
            } catch (Throwable e) {
                items.end(e);
                throw e;
            }
            if (!more) {
                items.end(null);
            }
            return more;
        }

        @Override
        public @Nullable Spliterator<T> trySplit() {
            return null;
        }

        @Override
        public long estimateSize() {
            return inner.estimateSize();
        }

        @Override
        public int characteristics() {
            return Spliterator.ORDERED;
        }
    }

    private static <T> Flow.Publisher<T> publisher(Flow.Publisher<T> publisher, GivenItems items) {
        return subscriber -> publisher.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscriber.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long count) {
                        subscription.request(count);
                    }

                    @Override
                    public void cancel() {
                        items.end(null);
                        subscription.cancel();
                    }
                });
            }

            @Override
            public void onNext(T item) {
                items.add(item);
                subscriber.onNext(item);
            }

            @Override
            public void onError(Throwable problem) {
                items.end(problem);
                subscriber.onError(problem);
            }

            @Override
            public void onComplete() {
                items.end(null);
                subscriber.onComplete();
            }
        });
    }
}
