package dev.spoor.langchain4j;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.moderation.ModerationModel;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.RetrievalAugmentor;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.store.embedding.EmbeddingStore;

/**
 * Traces LangChain4j, models of any provider. AI services need no line at all: with this module on the class path every
 * service that {@code AiServices} builds is traced with its models, tools and retrieval. What is used directly is wrapped
 * by one line, and stands wherever it stood:
 *
 * <pre>{@code
 * ChatModel model = SpoorLangChain4j.trace(OpenAiChatModel.builder().modelName("gpt-5").build());
 * }</pre>
 *
 * <p>Each call is a span below the one that is current; values, exceptions and the order of streams stay as they are. What
 * is traced already is returned as it is. Agents of {@code langchain4j-agentic}: {@link SpoorAgents}.
 */
public final class SpoorLangChain4j {
    private SpoorLangChain4j() {}

    /** Model, parameters, messages, offered tools, tokens, finish reason, errors. */
    public static ChatModel trace(ChatModel model) {
        return model instanceof TracedChatModel ? model : new TracedChatModel(model);
    }

    /** The same, and the time to the first token. Handlers run with the context of the call, on whatever thread. */
    public static StreamingChatModel trace(StreamingChatModel model) {
        return model instanceof TracedStreamingChatModel ? model : new TracedStreamingChatModel(model);
    }

    /** Model, texts, tokens, and how many vectors of which size; not the vectors. */
    public static EmbeddingModel trace(EmbeddingModel model) {
        return model instanceof TracedEmbeddingModel ? model : new TracedEmbeddingModel(model);
    }

    /** Searches with what they find and its scores. Adding and removing pass through. */
    public static <T> EmbeddingStore<T> trace(EmbeddingStore<T> store) {
        return store instanceof TracedEmbeddingStore ? store : new TracedEmbeddingStore<>(store);
    }

    /** Queries with the contents that they find and their scores. */
    public static ContentRetriever trace(ContentRetriever retriever) {
        return retriever instanceof TracedRetriever ? retriever : new TracedRetriever(retriever);
    }

    /** The message before and after. Retrievers that are traced are below it, on whatever thread. */
    public static RetrievalAugmentor trace(RetrievalAugmentor augmentor) {
        return augmentor instanceof TracedAugmentor ? augmentor : new TracedAugmentor(augmentor);
    }

    /** Texts, and whether they were flagged. */
    public static ModerationModel trace(ModerationModel model) {
        return model instanceof TracedModerationModel ? model : new TracedModerationModel(model);
    }

    /** The query, and the texts with their scores, as they were given. */
    public static ScoringModel trace(ScoringModel model) {
        return model instanceof TracedScoringModel ? model : new TracedScoringModel(model);
    }

    /**
     * Shows the retries of a traced model, which LangChain4j makes out of sight.
     *
     * <pre>{@code
     * OpenAiChatModel.builder().httpClientBuilder(SpoorLangChain4j.trace(new JdkHttpClientBuilder()))
     * }</pre>
     */
    public static HttpClientBuilder trace(HttpClientBuilder builder) {
        return builder instanceof TracedHttpClient.Builder ? builder : new TracedHttpClient.Builder(builder);
    }
}
