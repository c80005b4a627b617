package dev.spoor.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.spoor.sdk.genai.ModelCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Set;

/** A model that streams its answer to a handler. */
final class TracedStreamingChatModel implements StreamingChatModel {
    private final StreamingChatModel model;

    TracedStreamingChatModel(StreamingChatModel model) {
        this.model = model;
    }

    @Override
    public void chat(ChatRequest request, ChatRequestOptions options, StreamingChatResponseHandler handler) {
        Context caller = Context.current();
        ServiceCall service = ServiceCall.in(caller);
        if (service != null) {
            service.started();
        }
        ModelCall call = ChatTurn.begin(model.provider(), model::defaultRequestParameters, request);
        try (Scope scope = call.makeCurrent()) {
            model.chat(request, options, new TracedHandler(handler, call, caller));
        } catch (RuntimeException | Error e) {
            call.fail(e);
            throw e;
        }
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return model.defaultRequestParameters();
    }

    @Override
    public List<ChatModelListener> listeners() {
        return model.listeners();
    }

    @Override
    public ModelProvider provider() {
        return model.provider();
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return model.supportedCapabilities();
    }
}
