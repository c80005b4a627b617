package dev.spoor.openai;

import com.openai.core.http.StreamResponse;
import java.util.ArrayList;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A streamed answer. Its span ends with the last event, with an error, or when it is closed. */
final class TracedStream<T> implements StreamResponse<T> {
    private final StreamResponse<T> response;
    private final OpenCall open;
    private final Operation.Gathering gathered;

    TracedStream(StreamResponse<T> response, OpenCall open) {
        this.response = response;
        this.open = open;
        this.gathered = open.operation().gather();
    }

    @Override
    public Stream<T> stream() {
        Stream<T> events = response.stream();
        Spliterator<T> source = events.spliterator();
        return StreamSupport.stream(new Events(source), false).onClose(events::close);
    }

    @Override
    public void close() {
        try {
            response.close();
        } finally {
            open.end(gathered); // the application wanted no more of it
        }
    }

    private final class Events extends AbstractSpliterator<T> {
        private final Spliterator<T> source;

        Events(Spliterator<T> source) {
            super(Long.MAX_VALUE, ORDERED);
            this.source = source;
        }

        @Override
        public boolean tryAdvance(Consumer<? super T> action) {
            Holder<T> next = new Holder<>();
            try {
                if (!source.tryAdvance(next)) {
                    open.end(gathered);
                    return false;
                }
            } catch (RuntimeException | Error e) {
                open.fail(e, gathered);
                throw e;
            }
            T event = next.value();
            if (gathered.add(event)) {
                open.call().firstToken();
            }
            action.accept(event);
            return true;
        }
    }

    /** Takes one event out of the source, so that what the application throws is not taken for the source's. */
    private static final class Holder<T> implements Consumer<T> {
        private final ArrayList<T> value = new ArrayList<>(1);

        @Override
        public void accept(T event) {
            value.add(event);
        }

        T value() {
            return value.get(0);
        }
    }
}
