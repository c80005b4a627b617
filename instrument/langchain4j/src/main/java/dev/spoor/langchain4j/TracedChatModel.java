package dev.spoor.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.spoor.sdk.genai.ModelCall;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Set;

/** A model that answers at once. */
final class TracedChatModel implements ChatModel {
    private final ChatModel model;

    TracedChatModel(ChatModel model) {
        this.model = model;
    }

    @Override
    public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
        ModelCall call = ChatTurn.begin(model.provider(), model::defaultRequestParameters, request);
        ChatResponse response;
        try (Scope scope = call.makeCurrent()) {
            response = model.chat(request, options);
        } catch (RuntimeException | Error e) {
            call.fail(e);
            throw e;
        }
        ChatTurn.end(call, response);
        return response;
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
