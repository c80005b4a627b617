package dev.spoor.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.spoor.sdk.genai.Retrieval.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What LangChain4j finds, as documents. */
final class Documents {
    private Documents() {}

    static List<Document> of(List<Content> contents) {
        return contents.stream().map(Documents::of).toList();
    }

    private static Document of(Content content) {
        Object id = content.metadata().get(ContentMetadata.EMBEDDING_ID);
        Object reranked = content.metadata().get(ContentMetadata.RERANKED_SCORE);
        Object score = reranked == null ? content.metadata().get(ContentMetadata.SCORE) : reranked;
        TextSegment segment = content.textSegment();
        return new Document(
                id == null ? null : id.toString(),
                segment.text(),
                score instanceof Number number ? number.doubleValue() : null,
                segment.metadata().toMap());
    }

    static List<Document> ofMatches(List<? extends EmbeddingMatch<?>> matches) {
        return matches.stream()
                .map(match -> new Document(
                        match.embeddingId(), text(match.embedded()), match.score(), metadata(match.embedded())))
                .toList();
    }

    /** @param scores as many as segments, in their order */
    static List<Document> ofScores(List<TextSegment> segments, List<Double> scores) {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            TextSegment segment = segments.get(i);
            documents.add(new Document(
                    null, segment.text(), scores.get(i), segment.metadata().toMap()));
        }
        return documents;
    }

    private static @Nullable String text(@Nullable Object embedded) {
        if (embedded instanceof TextSegment segment) {
            return segment.text();
        }
        return embedded == null ? null : embedded.toString();
    }

    private static Map<String, ?> metadata(@Nullable Object embedded) {
        return embedded instanceof TextSegment segment ? segment.metadata().toMap() : Map.of();
    }
}
