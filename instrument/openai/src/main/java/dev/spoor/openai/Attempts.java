package dev.spoor.openai;

import com.openai.core.ClientOptions;
import com.openai.core.RequestOptions;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import dev.spoor.sdk.genai.ModelCall;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands below the client's retries for one call and tells of each attempt. The client has no place for that, so its
 * options are made anew with this around their HTTP client, a field of theirs; where a version has no such field, calls are
 * traced without their retries.
 */
final class Attempts implements HttpClient {
    private static final @Nullable Field HTTP_CLIENT = field();

    private final HttpClient client;
    private final ModelCall call;

    private Attempts(HttpClient client, ModelCall call) {
        this.client = client;
        this.call = call;
    }

    private static @Nullable Field field() {
        try {
            Field field = ClientOptions.Builder.class.getDeclaredField("httpClient");
            field.setAccessible(true);
            return HttpClient.class.isAssignableFrom(field.getType()) ? field : null;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    /** The same service, telling the call of its attempts; the service itself when that is not possible. */
    static Object seenBy(ModelCall call, Object service, Class<?> type) {
        Field field = HTTP_CLIENT;
        if (field == null || !call.span().isRecording()) {
            return service;
        }
        Consumer<ClientOptions.Builder> modifier = options -> {
            try {
                HttpClient client = (HttpClient) field.get(options);
                if (client != null) {
                    field.set(options, new Attempts(client, call));
                }
            } catch (IllegalAccessException e) {
                // As if there were no such field.
            }
        };
        try {
            Method withOptions = type.getMethod("withOptions", Consumer.class);
            Object seen = withOptions.invoke(service, modifier);
            return type.isInstance(seen) ? seen : service;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return service;
        }
    }

    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
        call.attempt();
        try {
            HttpResponse response = client.execute(request, options);
            seen(response, null);
            return response;
        } catch (RuntimeException e) {
            seen(null, e);
            throw e;
        }
    }

    @Override
    public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
        call.attempt();
        // The retries hang on the future that is returned, so what was seen is seen before them.
        return client.executeAsync(request, options).whenComplete(this::seen);
    }

    private void seen(@Nullable HttpResponse response, @Nullable Throwable problem) {
        if (problem != null) {
            Throwable cause = problem.getCause();
            Throwable thrown = problem instanceof CompletionException && cause != null ? cause : problem;
            call.attemptFailed(thrown.getClass().getName());
        } else if (response != null && response.statusCode() >= 400) {
            call.attemptFailed(String.valueOf(response.statusCode()));
        }
    }

    /** The HTTP client is the application's. */
    @Override
    public void close() {}
}
