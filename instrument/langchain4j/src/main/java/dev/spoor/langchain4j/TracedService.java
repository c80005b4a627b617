package dev.spoor.langchain4j;

import dev.langchain4j.model.moderation.ModerationModel;
import dev.langchain4j.service.AiServiceContext;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.memory.ChatMemoryAccess;
import dev.langchain4j.spi.ServiceHelper;
import dev.langchain4j.spi.services.TokenStreamAdapter;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.Spoor;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Stands in front of an AI service: a span around each of its calls. */
final class TracedService implements InvocationHandler {
    private static final @Nullable Object[] NONE = {};

    private final AiServiceContext context;
    /** They make another library's stream of a token stream. */
    private final Collection<TokenStreamAdapter> adapters = ServiceHelper.loadFactories(TokenStreamAdapter.class);

    private final Set<ServiceCall> goingOn = ConcurrentHashMap.newKeySet();
    private @Nullable Object service;

    TracedService(AiServiceContext context) {
        this.context = context;
    }

    TracedService inFrontOf(Object plain) {
        service = plain;
        return this;
    }

    /**
     * The model by which calls of this service are moderated, on a thread that knows nothing of them: a moderation is below
     * the call when only one is going on.
     */
    ModerationModel moderation(ModerationModel model) {
        return model instanceof TracedModerationModel ? model : new TracedModerationModel(model, this::moderated);
    }

    private Context moderated() {
        var calls = goingOn.iterator();
        ServiceCall first = calls.hasNext() ? calls.next() : null;
        return first == null || calls.hasNext() ? Context.current() : first.context();
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        @Nullable Object[] arguments = given == null ? NONE : given;
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        if (method.getDeclaringClass() == Object.class) {
            return method.getName().equals("equals") ? proxy == arguments[0] : call(method, arguments);
        }
        if (method.getDeclaringClass() == ChatMemoryAccess.class || !Spoor.isEnabled()) {
            return call(method, arguments);
        }
        return traced(method, arguments);
    }

    private @Nullable Object traced(Method method, @Nullable Object[] arguments) throws Throwable {
        // Agents set the model of a call right before it.
        if (context.chatModel != null) {
            context.chatModel = SpoorLangChain4j.trace(context.chatModel);
        }
        if (context.streamingChatModel != null) {
            context.streamingChatModel = SpoorLangChain4j.trace(context.streamingChatModel);
        }
        ServiceCall call = ServiceCall.begin(context.aiServiceClass, method, arguments, type());
        boolean streams = streams(method);
        if (streams) {
            // Before it is called, since a stream that is made into another library's may end before the method does.
            call.stream();
        }
        goingOn.add(call);
        Object result;
        try (Scope scope = call.makeCurrent()) {
            result = call(method, arguments);
        } catch (Throwable e) {
            call.fail(e);
            throw e;
        } finally {
            goingOn.remove(call);
        }
        if (!streams || result == null) {
            call.end(result);
            return result;
        }
        Object answer = result instanceof TokenStream stream ? TracedTokenStream.of(stream, call) : result;
        Abandoned.watch(answer, call);
        return answer;
    }

    /** As LangChain4j decides it. */
    private boolean streams(Method method) {
        Type type = context.returnType != null ? context.returnType : method.getGenericReturnType();
        return type == TokenStream.class || adapters.stream().anyMatch(adapter -> adapter.canAdaptTokenStreamTo(type));
    }

    private SpanType type() {
        boolean hasTools = !context.toolService.toolSpecifications().isEmpty()
                || !context.toolService.toolProviders().isEmpty();
        return hasTools ? SpanType.AGENT : SpanType.CHAIN;
    }

    /** By the service's own handler, since its interface may be one that only its package sees. */
    private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
        @Nullable Object @Nullable [] given = arguments.length == 0 ? null : arguments;
        return Proxy.getInvocationHandler(Objects.requireNonNull(service)).invoke(service, method, given);
    }
}
