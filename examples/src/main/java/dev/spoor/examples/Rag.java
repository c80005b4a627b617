package dev.spoor.examples;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import dev.spoor.langchain4j.SpoorLangChain4j;
import dev.spoor.localmodel.Answer;
import dev.spoor.localmodel.LocalModel;
import dev.spoor.sdk.Spoor;
import java.util.List;

/**
 * Questions about a few texts: they are embedded into a store in memory, the nearest is found and put before the model. The
 * AI service is traced by itself; the embedding model and the store, which stand alone, by a line each.
 */
public final class Rag {
    private static final List<TextSegment> HOUSE = List.of(
            TextSegment.from("The key of the house lies under the mat."),
            TextSegment.from("The bread is baked at night."),
            TextSegment.from("The cat sleeps on the roof."));

    private Rag() {}

    interface Assistant {
        String answer(String question);
    }

    public static void main(String[] args) {
        Spoor.start();
        try (LocalModel server = LocalModel.thinking(asked ->
                Answer.text(asked.question().contains("under the mat") ? "Under the mat." : "I do not know."))) {
            EmbeddingModel embedding = SpoorLangChain4j.trace((EmbeddingModel) OpenAiEmbeddingModel.builder()
                    .baseUrl(server.baseUrl())
                    .apiKey("none")
                    .modelName("local-embedding-1")
                    .build());
            EmbeddingStore<TextSegment> store = SpoorLangChain4j.trace(new InMemoryEmbeddingStore<>());
            Spoor.span("index")
                    .run(span -> store.addAll(embedding.embedAll(HOUSE).content(), HOUSE));

            ChatModel model = OpenAiChatModel.builder()
                    .baseUrl(server.baseUrl())
                    .apiKey("none")
                    .modelName("local-1")
                    .build();
            Assistant assistant = AiServices.builder(Assistant.class)
                    .chatModel(model)
                    .contentRetriever(EmbeddingStoreContentRetriever.builder()
                            .embeddingModel(embedding)
                            .embeddingStore(store)
                            .maxResults(1)
                            .build())
                    .build();
            System.out.println(assistant.answer("Where is the key of the house?"));
        }
        System.out.println("Trace " + Spoor.lastTraceId());
        Spoor.close();
    }
}
