package dev.spoor.langchain4j;

import dev.langchain4j.service.TokenStream;
import dev.langchain4j.spi.services.TokenStreamAdapter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/** Makes the JDK's publishers of streams, as LangChain4j's module for Reactor makes its own: the stream starts at once. */
public final class PublisherAdapter implements TokenStreamAdapter {
    @Override
    public boolean canAdaptTokenStreamTo(Type type) {
        return type instanceof ParameterizedType parameterized && parameterized.getRawType() == Flow.Publisher.class;
    }

    @Override
    public Object adapt(TokenStream stream) {
        Replayed replayed = new Replayed();
        stream.onPartialResponse(replayed::add)
                .onCompleteResponse(response -> replayed.end())
                .onError(problem -> replayed.end())
                .start();
        return replayed;
    }

    /** Gives all at the end. */
    private static final class Replayed implements Flow.Publisher<String> {
        private final List<String> items = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Void> ended = new CompletableFuture<>();

        void add(String item) {
            items.add(item);
        }

        void end() {
            ended.complete(null);
        }

        @Override
        public void subscribe(Flow.Subscriber<? super String> subscriber) {
            var unused = ended.thenRun(() -> {
                items.forEach(subscriber::onNext);
                subscriber.onComplete();
            });
        }
    }
}
