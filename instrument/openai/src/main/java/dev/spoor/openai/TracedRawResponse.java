package dev.spoor.openai;

import com.openai.core.http.Headers;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A response as it came. Its call ends when it is parsed, or when it is closed without. */
final class TracedRawResponse<T> implements HttpResponseFor<T> {
    private final HttpResponseFor<T> response;
    private final OpenCall open;
    /** A stream that was parsed, which is the same each time. Guarded by this. */
    private @Nullable T stream;

    TracedRawResponse(HttpResponseFor<T> response, OpenCall open) {
        this.response = response;
        this.open = open;
    }

    @Override
    public synchronized T parse() {
        if (stream != null) {
            return stream;
        }
        T parsed;
        try {
            parsed = response.parse();
        } catch (RuntimeException | Error e) {
            open.fail(e);
            throw e;
        }
        if (parsed instanceof StreamResponse<?> chunks) {
            @SuppressWarnings("unchecked") // a stream of the same kind
            T followed = (T) new TracedStream<>(chunks, open);
            stream = followed;
            return followed;
        }
        open.end(parsed);
        return parsed;
    }

    @Override
    public int statusCode() {
        return response.statusCode();
    }

    @Override
    public Headers headers() {
        return response.headers();
    }

    @Override
    public Optional<String> requestId() {
        return response.requestId();
    }

    @Override
    public InputStream body() {
        return response.body();
    }

    @Override
    public void close() {
        try {
            response.close();
        } finally {
            open.end((Object) null);
        }
    }
}
