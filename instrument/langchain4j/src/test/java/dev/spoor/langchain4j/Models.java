package dev.spoor.langchain4j;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.spoor.localmodel.LocalModel;
import dev.spoor.sdk.Spoor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** LangChain4j's real clients of a local model. */
final class Models {
    private Models() {}

    static ChatModel plain(LocalModel server) {
        return OpenAiChatModel.builder()
                .baseUrl(server.baseUrl())
                .apiKey("none")
                .modelName("gpt-5")
                .temperature(0.5)
                .maxRetries(0)
                .build();
    }

    static ChatModel chat(LocalModel server) {
        return SpoorLangChain4j.trace(plain(server));
    }

    static StreamingChatModel plainStreaming(LocalModel server) {
        return OpenAiStreamingChatModel.builder()
                .baseUrl(server.baseUrl())
                .apiKey("none")
                .modelName("gpt-5")
                .build();
    }

    static StreamingChatModel streaming(LocalModel server) {
        return SpoorLangChain4j.trace(plainStreaming(server));
    }

    static OpenAiEmbeddingModel embedding(LocalModel server) {
        return OpenAiEmbeddingModel.builder()
                .baseUrl(server.baseUrl())
                .apiKey("none")
                .modelName("embed-1")
                .maxRetries(0)
                .build();
    }

    /** Keeps what comes, and traces a span of its own at the end. */
    static final class Collecting implements StreamingChatResponseHandler {
        final List<String> pieces = Collections.synchronizedList(new ArrayList<>());
        volatile boolean cancelAfterFirst;
        private final CompletableFuture<ChatResponse> done = new CompletableFuture<>();

        @Override
        public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
            pieces.add(part.text());
            if (cancelAfterFirst) {
                context.streamingHandle().cancel();
            }
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            Spoor.span("show").call(span -> null);
            done.complete(response);
        }

        @Override
        public void onError(Throwable error) {
            done.completeExceptionally(error);
        }

        ChatResponse answer() throws Exception {
            return done.get(30, TimeUnit.SECONDS);
        }
    }
}
