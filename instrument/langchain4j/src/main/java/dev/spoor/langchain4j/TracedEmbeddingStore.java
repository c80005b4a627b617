package dev.spoor.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.filter.Filter;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.genai.Quietly;
import dev.spoor.sdk.genai.Retrieval;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store whose searches are seen. */
final class TracedEmbeddingStore<T> implements EmbeddingStore<T> {
    private final EmbeddingStore<T> store;

    TracedEmbeddingStore(EmbeddingStore<T> store) {
        this.store = store;
    }

    @Override
    public EmbeddingSearchResult<T> search(EmbeddingSearchRequest request) {
        Retrieval retrieval = Retrieval.begin(Context.current(), SpanType.RETRIEVER, "search")
                .parameter("top_k", request.maxResults());
        if (retrieval.takesContent()) {
            retrieval.query(query(request));
        }
        EmbeddingSearchResult<T> result;
        try (Scope scope = retrieval.makeCurrent()) {
            result = store.search(request);
        } catch (RuntimeException | Error e) {
            retrieval.fail(e);
            throw e;
        }
        List<Retrieval.Document> found = Quietly.get(() -> Documents.ofMatches(result.matches()));
        retrieval.end(found == null ? List.of() : found);
        return result;
    }

    private static Map<String, @Nullable Object> query(EmbeddingSearchRequest request) {
        Map<String, @Nullable Object> query = new LinkedHashMap<>();
        if (request.query() != null) {
            query.put("query", request.query());
        }
        query.put("max_results", request.maxResults());
        query.put("min_score", request.minScore());
        if (request.filter() != null) {
            query.put("filter", request.filter().toString());
        }
        return query;
    }

    @Override
    public String add(Embedding embedding) {
        return store.add(embedding);
    }

    @Override
    public void add(String id, Embedding embedding) {
        store.add(id, embedding);
    }

    @Override
    public String add(Embedding embedding, T embedded) {
        return store.add(embedding, embedded);
    }

    @Override
    public List<String> addAll(List<Embedding> embeddings) {
        return store.addAll(embeddings);
    }

    @Override
    public List<String> addAll(List<Embedding> embeddings, List<T> embedded) {
        return store.addAll(embeddings, embedded);
    }

    @Override
    public void addAll(List<String> ids, List<Embedding> embeddings, List<T> embedded) {
        store.addAll(ids, embeddings, embedded);
    }

    @Override
    public List<String> generateIds(int count) {
        return store.generateIds(count);
    }

    @Override
    public void remove(String id) {
        store.remove(id);
    }

    @Override
    public void removeAll(Collection<String> ids) {
        store.removeAll(ids);
    }

    @Override
    public void removeAll(Filter filter) {
        store.removeAll(filter);
    }

    @Override
    public void removeAll() {
        store.removeAll();
    }
}
