package dev.spoor.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.Result;
import dev.langchain4j.service.V;
import dev.spoor.sdk.ActiveSpan;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.Spoor;
import dev.spoor.sdk.genai.Quietly;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One call of a method of an AI service. Safe for several threads; ends once. */
final class ServiceCall {
    /** Empty inside tools: what they call is not the service's own. */
    private static final ContextKey<Optional<ServiceCall>> KEY = ContextKey.named("spoor-langchain4j-service-call");

    private final ActiveSpan span;
    private final AtomicBoolean hasEnded = new AtomicBoolean();
    private volatile boolean streams;
    private volatile boolean started;

    private ServiceCall(ActiveSpan span) {
        this.span = span;
    }

    /** The innermost call that this thread works for. */
    static @Nullable ServiceCall current() {
        return in(Context.current());
    }

    static @Nullable ServiceCall in(Context context) {
        Optional<ServiceCall> call = context.get(KEY);
        return call == null ? null : call.orElse(null);
    }

    /** The context for what a call runs that is not its own, such as tools. */
    static Context leftBehind(Context context) {
        return context.with(KEY, Optional.empty());
    }

    /** @param type {@link SpanType#AGENT} when it has tools, else {@link SpanType#CHAIN} */
    static ServiceCall begin(Class<?> service, Method method, @Nullable Object[] arguments, SpanType type) {
        ActiveSpan span = Spoor.span(service.getSimpleName() + "." + method.getName())
                .type(type)
                .startDetached();
        if (span.isRecording()) {
            // Services inside of LangChain4j are given ids that it makes up.
            boolean applications = !service.getName().startsWith("dev.langchain4j.");
            Quietly.run(() -> asked(span, method.getParameters(), arguments, applications));
        }
        return new ServiceCall(span);
    }

    private static void asked(
            ActiveSpan span, Parameter[] parameters, @Nullable Object[] arguments, boolean namesConversation) {
        if (span.takesContent()) {
            span.inputs(inputs(parameters, arguments));
        }
        for (int i = 0; i < parameters.length; i++) {
            Object argument = arguments[i];
            if (namesConversation && argument != null && parameters[i].isAnnotationPresent(MemoryId.class)) {
                span.attribute("gen_ai.conversation.id", argument.toString());
            }
        }
    }

    private static Map<String, @Nullable Object> inputs(Parameter[] parameters, @Nullable Object[] arguments) {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i++) {
            Object argument = arguments[i];
            if (!(argument instanceof InvocationParameters) && !(argument instanceof ChatRequestParameters)) {
                V variable = parameters[i].getAnnotation(V.class);
                inputs.put(variable == null ? parameters[i].getName() : variable.value(), readable(argument));
            }
        }
        return inputs;
    }

    /** Without the bytes of pictures and sounds. */
    private static @Nullable Object readable(@Nullable Object value) {
        if (value instanceof Content content) {
            return Messages.part(content);
        }
        if (value instanceof List<?> list && list.stream().allMatch(Content.class::isInstance)) {
            return list.stream()
                    .map(content -> Messages.part((Content) content))
                    .toList();
        }
        if (value instanceof Result<?> result) {
            return readable(result.content());
        }
        if (value instanceof ChatResponse response) {
            return readable(response.aiMessage());
        }
        if (value instanceof AiMessage message) {
            return message.text() == null ? Messages.answer(message, null).parts() : message.text();
        }
        return value;
    }

    /** Makes it current on this thread until the scope is closed. */
    @SuppressWarnings("MustBeClosedChecker") // the caller closes it
    Scope makeCurrent() {
        return span.span().getSpanContext().isValid() ? context().makeCurrent() : Scope.noop();
    }

    Context context() {
        return span.context().with(KEY, Optional.of(this));
    }

    /** It does not end with the method, but when its stream does. */
    void stream() {
        streams = true;
    }

    boolean streams() {
        return streams;
    }

    /** Somebody wants the stream, and its end will be told. */
    void started() {
        started = true;
    }

    /** Nobody holds the stream any more. */
    void abandon() {
        if (!started && hasEnded.compareAndSet(false, true)) {
            span.event("never started").close();
        }
    }

    void fail(Throwable problem) {
        if (hasEnded.compareAndSet(false, true)) {
            span.error(problem).close();
        }
    }

    void end(@Nullable Object result) {
        if (hasEnded.compareAndSet(false, true)) {
            if (result != null && span.takesContent()) {
                span.outputs(Quietly.get(() -> readable(result)));
            }
            span.close();
        }
    }
}
