package dev.spoor.examples;

import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;
import dev.spoor.localmodel.Answer;
import dev.spoor.localmodel.LocalModel;
import dev.spoor.sdk.Spoor;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CompletableFuture;

/**
 * A conversation that is streamed to the screen. Each turn is a trace of its own; that they belong together is the memory's
 * id, and whose they are is said once around all of them.
 */
public final class StreamingChat {
    private StreamingChat() {}

    interface Assistant {
        TokenStream chat(@MemoryId String conversation, @UserMessage String text);
    }

    public static void main(String[] args) {
        Spoor.start();
        try (LocalModel server = LocalModel.thinking(asked ->
                Answer.text(asked.turns().size() == 1 ? "Under the mat, I think." : "You asked for the key."))) {
            Assistant assistant = AiServices.builder(Assistant.class)
                    .streamingChatModel(OpenAiStreamingChatModel.builder()
                            .baseUrl(server.baseUrl())
                            .apiKey("none")
                            .modelName("local-1")
                            .build())
                    .chatMemoryProvider(id -> MessageWindowChatMemory.withMaxMessages(20))
                    .build();
            try (Scope scope =
                    Spoor.traceDefaults().user("u-4").tag("channel", "screen").open()) {
                for (String text : new String[] {"Where is the key?", "What did I ask for?"}) {
                    print(assistant.chat("chat-17", text));
                    System.out.println("Trace " + Spoor.lastTraceId());
                }
            }
        }
        Spoor.close();
    }

    private static void print(TokenStream stream) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        stream.onPartialResponse(System.out::print)
                .onCompleteResponse(response -> done.complete(null))
                .onError(done::completeExceptionally)
                .start();
        done.join();
        System.out.println();
    }
}
