package dev.spoor.langchain4j;

import dev.langchain4j.observability.api.event.AiServiceCompletedEvent;
import dev.langchain4j.observability.api.listener.AiServiceCompletedListener;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.service.AiServiceContext;
import dev.langchain4j.service.AiServices;
import java.lang.reflect.Proxy;

/**
 * Builds AI services that are traced, with all that they use. What is configured goes into the context, which this
 * builder has in common with LangChain4j's own, and that one builds the service.
 */
final class TracedAiServices<T> extends AiServices<T> {
    private final AiServices<T> plain;

    TracedAiServices(AiServiceContext context, AiServices<T> plain) {
        super(context);
        this.plain = plain;
        context.toolService = new TracedToolService();
        context.eventListenerRegistrar.register(new Completed());
    }

    @Override
    public AiServices<T> contentRetriever(ContentRetriever retriever) {
        return super.contentRetriever(retriever == null ? null : SpoorLangChain4j.trace(retriever));
    }

    @Override
    public T build() {
        if (context.retrievalAugmentor != null) {
            context.retrievalAugmentor = SpoorLangChain4j.trace(context.retrievalAugmentor);
        }
        TracedService handler = new TracedService(context);
        if (context.moderationModel != null) {
            context.moderationModel = handler.moderation(context.moderationModel);
        }
        T service = plain.build();
        @SuppressWarnings("unchecked") // the interface is that of the service
        Class<T> type = (Class<T>) context.aiServiceClass;
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler.inFrontOf(service)));
    }

    /** Ends calls that stream. It is told on the thread of the stream, in the context of the call. */
    private static final class Completed implements AiServiceCompletedListener {
        @Override
        public void onEvent(AiServiceCompletedEvent event) {
            ServiceCall call = ServiceCall.current();
            if (call != null && call.streams()) {
                call.end(event.result().orElse(null));
            }
        }
    }
}
