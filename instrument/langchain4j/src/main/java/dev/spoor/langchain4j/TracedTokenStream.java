package dev.spoor.langchain4j;

import dev.langchain4j.service.TokenStream;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * A streamed answer of an AI service, which starts in the context of the call that gave it. All else is passed on, so that
 * what later versions of LangChain4j add to streams is there too.
 */
final class TracedTokenStream implements InvocationHandler {
    private final TokenStream stream;
    private final ServiceCall call;

    private TracedTokenStream(TokenStream stream, ServiceCall call) {
        this.stream = stream;
        this.call = call;
    }

    static TokenStream of(TokenStream stream, ServiceCall call) {
        return (TokenStream) Proxy.newProxyInstance(
                TracedTokenStream.class.getClassLoader(),
                new Class<?>[] {TokenStream.class},
                new TracedTokenStream(stream, call));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        return switch (method.getName()) {
            case "start" -> start(method);
            case "equals" -> arguments != null && proxy == arguments[0];
            default -> {
                Object result = passOn(method, arguments);
                yield result == stream ? proxy : result;
            }
        };
    }

    private @Nullable Object start(Method method) throws Throwable {
        call.started();
        try (Scope scope = call.makeCurrent()) {
            return passOn(method, null);
        } catch (RuntimeException | Error e) {
            call.fail(e);
            throw e;
        }
    }

    private @Nullable Object passOn(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(stream, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
