package dev.spoor.openai;

import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.spoor.sdk.genai.ModelCall;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A client, or one of the services that it is made of; all of them are interfaces. */
final class TracedService implements InvocationHandler {
    private final Object service;

    private TracedService(Object service) {
        this.service = service;
    }

    static <T> T of(Class<T> type, Object service) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new TracedService(service)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        if (args != null && args.length == 2 && args[0] instanceof ChatCompletionCreateParams params) {
            Class<?> returned = method.getReturnType();
            if (returned == ChatCompletion.class
                    || returned == CompletableFuture.class
                    || returned == StreamResponse.class) {
                return traced(params, method, args);
            }
        }
        if (method.isDefault() && isInherited(method)) {
            // The shorter overloads call the longer ones, which have to come by here again.
            return InvocationHandler.invokeDefault(proxy, method, args);
        }
        Object result = call(method, args);
        return result != null && isService(method.getReturnType()) ? of(method.getReturnType(), result) : result;
    }

    private boolean isInherited(Method method) throws NoSuchMethodException {
        return service.getClass()
                .getMethod(method.getName(), method.getParameterTypes())
                .isDefault();
    }

    private static boolean isService(Class<?> type) {
        String name = type.getName();
        return type.isInterface()
                && !name.contains("$")
                && (name.startsWith("com.openai.services.") || name.startsWith("com.openai.client."));
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(service, args);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private @Nullable Object traced(ChatCompletionCreateParams params, Method method, @Nullable Object[] args)
            throws Throwable {
        ModelCall call = Completion.begin(params);
        Object result;
        try (Scope scope = call.makeCurrent()) {
            result = call(method, args);
        } catch (Throwable e) {
            call.fail(e);
            throw e;
        }
        if (result instanceof ChatCompletion completion) {
            Completion.end(call, completion);
        } else if (result instanceof CompletableFuture<?> future) {
            return future.whenComplete((answer, problem) -> ended(call, answer, problem));
        } else if (result instanceof StreamResponse<?> stream) {
            @SuppressWarnings("unchecked") // what createStreaming is declared to give
            StreamResponse<ChatCompletionChunk> chunks = (StreamResponse<ChatCompletionChunk>) stream;
            return new TracedStream(chunks, call);
        }
        return result;
    }

    private static void ended(ModelCall call, @Nullable Object answer, @Nullable Throwable problem) {
        if (problem != null) {
            Throwable cause = problem.getCause();
            call.fail(problem instanceof CompletionException && cause != null ? cause : problem);
        } else if (answer instanceof ChatCompletion completion) {
            Completion.end(call, completion);
        } else {
            call.end();
        }
    }
}
