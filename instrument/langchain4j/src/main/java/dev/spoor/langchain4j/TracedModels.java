package dev.spoor.langchain4j;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;

/**
 * Traces LangChain4j's models of any provider. A traced model stands wherever the model stood, in AI services too, and
 * each of its calls is a span below the one that is current: model, parameters, messages, offered tools, tokens, finish
 * reason, errors, and for streams the time to the first token.
 *
 * <pre>{@code
 * ChatModel model = TracedModels.trace(OpenAiChatModel.builder().modelName("gpt-5").build());
 * }</pre>
 */
public final class TracedModels {
    private TracedModels() {}

    /** The same model, traced; one that is traced already as it is. */
    public static ChatModel trace(ChatModel model) {
        return model instanceof TracedChatModel ? model : new TracedChatModel(model);
    }

    /** The same model, traced. Its handlers run with the context of the call, on whatever thread. */
    public static StreamingChatModel trace(StreamingChatModel model) {
        return model instanceof TracedStreamingChatModel ? model : new TracedStreamingChatModel(model);
    }
}
