package dev.spoor.sdk;

import dev.spoor.sdk.config.SdkSettings;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Trace} says of a method, read once. Immutable.
 *
 * @param reducer null when results are not recorded
 * @param parameterNames null when arguments are not recorded
 */
record TracedMethod(
        String spanName,
        SpanType type,
        Map<String, String> attributes,
        String @Nullable [] parameterNames,
        Class<?> declared,
        @Nullable OutputReducer reducer,
        String function) {

    private static final ClassValue<Map<String, TracedMethod>> OF_CLASS = new ClassValue<>() {
        @Override
        protected Map<String, TracedMethod> computeValue(Class<?> type) {
            Map<String, TracedMethod> methods = new HashMap<>();
            for (Method method : type.getDeclaredMethods()) {
                TracedMethod traced = method.isSynthetic() ? null : of(method, type.getAnnotation(Trace.class));
                if (traced != null) {
                    methods.put(method.getName() + descriptor(method), traced);
                }
            }
            return methods;
        }
    };

    private static String descriptor(Method method) {
        return MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .toMethodDescriptorString();
    }

    /** @param signature the method's name and its descriptor as in the class file; null when it is not to be traced */
    static @Nullable TracedMethod of(Class<?> owner, String signature) {
        return OF_CLASS.get(owner).get(signature);
    }

    /** @param onType what the class or interface says of its public methods */
    static @Nullable TracedMethod of(Method method, @Nullable Trace onType) {
        Trace own = method.getAnnotation(Trace.class);
        Trace trace = own != null ? own : Modifier.isPublic(method.getModifiers()) ? onType : null;
        if (trace == null) {
            return null;
        }
        String name = own == null ? "" : own.name().isEmpty() ? own.value() : own.name();
        return new TracedMethod(
                name.isEmpty() ? method.getName() : name,
                SpanType.of(trace.type()),
                SdkSettings.pairs("@Trace attributes of " + method, List.of(trace.attributes())),
                trace.captureInputs() ? names(method) : null,
                method.getReturnType(),
                trace.captureOutputs() ? reducer(trace) : null,
                shortName(method.getDeclaringClass()) + "." + method.getName());
    }

    /** As {@code getSimpleName} has it, which asks for the enclosing class and so may fail. */
    private static String shortName(Class<?> type) {
        String name = type.getName();
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    private static String[] names(Method method) {
        return Arrays.stream(method.getParameters()).map(Parameter::getName).toArray(String[]::new);
    }

    private static OutputReducer reducer(Trace trace) {
        try {
            var constructor = trace.reducer().getDeclaredConstructor();
            if (!constructor.trySetAccessible()) {
                throw new IllegalArgumentException(trace.reducer() + " cannot be reached");
            }
            return constructor.newInstance();
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(trace.reducer() + " has no constructor without parameters", e);
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException("cannot make a " + trace.reducer(), e);
        }
    }

    ActiveSpan start(@Nullable Object[] arguments, boolean current) {
        SpanStart start = Spoor.span(spanName);
        if (start == SpanStart.NOOP) {
            return ActiveSpan.NOOP;
        }
        if (type != SpanType.UNKNOWN) {
            start.type(type);
        }
        start.attribute(SpoorAttributes.SPAN_FUNCTION, function);
        attributes.forEach(start::attribute);
        ActiveSpan span = current ? start.start() : start.startDetached();
        if (parameterNames != null && parameterNames.length > 0) {
            span.inputs(parameterNames, arguments);
        }
        return span;
    }
}
