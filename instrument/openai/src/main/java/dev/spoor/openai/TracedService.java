package dev.spoor.openai;

import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import dev.spoor.sdk.Spoor;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A client, or one of the services that it is made of; all of them are interfaces. */
final class TracedService implements InvocationHandler {
    private final Class<?> type;
    private final Object service;

    private TracedService(Class<?> type, Object service) {
        this.type = type;
        this.service = service;
    }

    static <T> T of(Class<T> type, Object service) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new TracedService(type, service)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return method.getName().equals("equals") && args != null ? proxy == args[0] : call(service, method, args);
        }
        // Structured answers have parameters of their own, and come by here again with these.
        if (args != null && args.length == 2 && method.getName().startsWith("create") && Spoor.isEnabled()) {
            Operation operation = Operation.of(args[0]);
            if (operation != null) {
                return traced(operation, method, args);
            }
        }
        if (method.isDefault() && isInherited(method)) {
            // The shorter overloads call the longer ones, which have to come by here again.
            return InvocationHandler.invokeDefault(proxy, method, args);
        }
        Object result = call(service, method, args);
        return result != null && isService(method.getReturnType()) ? of(method.getReturnType(), result) : result;
    }

    private boolean isInherited(Method method) throws NoSuchMethodException {
        return service.getClass()
                .getMethod(method.getName(), method.getParameterTypes())
                .isDefault();
    }

    private static boolean isService(Class<?> type) {
        String name = type.getName();
        return type.isInterface() && (name.startsWith("com.openai.services.") || name.startsWith("com.openai.client."));
    }

    private static @Nullable Object call(Object service, Method method, @Nullable Object @Nullable [] args)
            throws Throwable {
        try {
            return method.invoke(service, args);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private @Nullable Object traced(Operation operation, Method method, @Nullable Object[] args) throws Throwable {
        OpenCall open = OpenCall.begin(operation, Objects.requireNonNull(args[0]));
        Object result;
        try (Scope scope = open.call().makeCurrent()) {
            result = call(Attempts.seenBy(open.call(), service, type), method, args);
        } catch (Throwable e) {
            open.fail(e);
            throw e;
        }
        return result == null ? null : followed(open, result);
    }

    /** What the application gets: the same, or where it goes on, one that tells when it is over. */
    private static Object followed(OpenCall open, Object result) {
        if (result instanceof StreamResponse<?> stream) {
            return new TracedStream<>(stream, open);
        }
        if (result instanceof AsyncStreamResponse<?> stream) {
            return new TracedAsyncStream<>(stream, open);
        }
        if (result instanceof HttpResponseFor<?> response) {
            return new TracedRawResponse<>(response, open);
        }
        if (result instanceof CompletableFuture<?> future) {
            return TracedFuture.of(future, open);
        }
        open.end(result);
        return result;
    }
}
