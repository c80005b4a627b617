package dev.spoor.sdk;

import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Puts spans around the annotated methods of an interface. Annotations of the class behind it count as well. */
final class TracedProxy implements InvocationHandler {
    private static final @Nullable Object[] NONE = {};

    private final Object target;
    private final Map<Method, Optional<TracedMethod>> methods = new ConcurrentHashMap<>();

    private TracedProxy(Object target) {
        this.target = target;
    }

    static <T> T of(Class<T> type, T target) {
        if (!type.isInterface()) {
            throw new IllegalArgumentException("expected an interface, found " + type);
        }
        for (Method method : type.getMethods()) {
            if (!method.trySetAccessible()) {
                throw new IllegalArgumentException(type + " cannot be called from here: its module must say 'opens "
                        + method.getDeclaringClass().getPackageName() + " to dev.spoor.sdk'");
            }
        }
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new TracedProxy(target)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        @Nullable Object[] arguments = given == null ? NONE : given;
        if (method.getDeclaringClass() == Object.class) {
            return method.getName().equals("equals") ? proxy == arguments[0] : method.invoke(target, arguments);
        }
        TracedMethod traced = methods.computeIfAbsent(method, this::find).orElse(null);
        if (traced == null || !Spoor.isEnabled()) {
            return call(method, arguments);
        }
        ActiveSpan span = traced.start(arguments, false);
        Object result;
        try (Scope scope = span.makeCurrent()) {
            result = call(method, arguments);
        } catch (Throwable e) {
            span.error(e).close();
            throw e;
        }
        return LaterResult.follow(span, traced.declared(), result, traced.reducer());
    }

    private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private Optional<TracedMethod> find(Method method) {
        try {
            Class<?> type = target.getClass();
            Method behind = type.getMethod(method.getName(), method.getParameterTypes());
            TracedMethod traced = TracedMethod.of(behind, type.getAnnotation(Trace.class));
            if (traced != null) {
                return Optional.of(traced);
            }
        } catch (NoSuchMethodException e) {
            // The interface's own annotation counts.
        }
        method.setAccessible(true);
        return Optional.ofNullable(
                TracedMethod.of(method, method.getDeclaringClass().getAnnotation(Trace.class)));
    }
}
