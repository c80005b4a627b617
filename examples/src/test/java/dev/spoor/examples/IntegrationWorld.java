package dev.spoor.examples;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.spoor.sdk.Spoor;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What the snippets on integrations take for granted, and what is done with what they make. */
public class IntegrationWorld {
    public interface Draft {
        @UserMessage("Draft a story about {{topic}}.")
        @Agent(name = "draft", outputKey = "story")
        String draft(@V("topic") String topic);
    }

    public interface Edit {
        @UserMessage("Edit this story: {{story}}")
        @Agent(name = "edit", outputKey = "story")
        String edit(@V("story") String story);
    }

    public interface Writer {
        @Agent(name = "writer", outputKey = "story")
        String write(@V("topic") String topic);
    }

    public static class Tools {
        @Tool("Looks somewhere.")
        public String look(String place) {
            return "a key under the " + place;
        }
    }

    protected static final String key = "a-key";

    protected final ContentRetriever retriever = query -> List.of(Content.from("The key is where the cat sleeps."));
    protected final ContentRetriever contentRetriever = retriever;
    protected final StreamingChatModel streamingModel;
    protected final EmbeddingModel embeddingModel;
    protected final Draft draft;
    protected final Edit edit;

    protected IntegrationWorld(String baseUrl) {
        ChatModel model = OpenAiChatModel.builder()
                .baseUrl(baseUrl)
                .apiKey(key)
                .modelName("gpt-5")
                .build();
        streamingModel = OpenAiStreamingChatModel.builder()
                .baseUrl(baseUrl)
                .apiKey(key)
                .modelName("gpt-5")
                .build();
        embeddingModel = OpenAiEmbeddingModel.builder()
                .baseUrl(baseUrl)
                .apiKey(key)
                .modelName("local-embedding-1")
                .build();
        draft = AgenticServices.agentBuilder(Draft.class).chatModel(model).build();
        edit = AgenticServices.agentBuilder(Edit.class).chatModel(model).build();
    }

    /** Each of them once, below one span. */
    protected void use(
            ChatModel model,
            StreamingChatModel streaming,
            EmbeddingModel embedding,
            EmbeddingStore<TextSegment> store,
            ContentRetriever traced) {
        Spoor.span("used directly").run(span -> {
            model.chat("Hello?");
            CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
            streaming.chat("Hello?", new StreamingChatResponseHandler() {
                @Override
                public void onCompleteResponse(ChatResponse response) {
                    answer.complete(response);
                }

                @Override
                public void onError(Throwable problem) {
                    answer.completeExceptionally(problem);
                }
            });
            answer.join();
            TextSegment text = TextSegment.from("The key is under the mat.");
            store.add(embedding.embed(text).content(), text);
            store.search(EmbeddingSearchRequest.builder()
                    .queryEmbedding(embedding.embed("key").content())
                    .maxResults(1)
                    .build());
            traced.retrieve(Query.from("key"));
        });
    }

    protected void use(Writer writer) {
        writer.write("keys");
    }
}
