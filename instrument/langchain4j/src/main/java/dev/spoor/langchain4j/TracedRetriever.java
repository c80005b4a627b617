package dev.spoor.langchain4j;

import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.genai.Quietly;
import dev.spoor.sdk.genai.Retrieval;
import io.opentelemetry.context.Scope;
import java.util.List;

/** A retriever of whatever kind. */
final class TracedRetriever implements ContentRetriever {
    private final ContentRetriever retriever;

    TracedRetriever(ContentRetriever retriever) {
        this.retriever = retriever;
    }

    @Override
    public List<Content> retrieve(Query query) {
        Retrieval retrieval = Retrieval.begin(
                        TracedAugmentor.contextOf(query.metadata()), SpanType.RETRIEVER, "retrieval")
                .query(query.text());
        List<Content> contents;
        try (Scope scope = retrieval.makeCurrent()) {
            contents = retriever.retrieve(query);
        } catch (RuntimeException | Error e) {
            retrieval.fail(e);
            throw e;
        }
        List<Retrieval.Document> found = Quietly.get(() -> Documents.of(contents));
        retrieval.end(found == null ? List.of() : found);
        return contents;
    }
}
