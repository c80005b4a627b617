package dev.spoor.sdk.genai;

import dev.spoor.sdk.ActiveSpan;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.Spoor;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A search for documents, or a ranking of some. Safe for several threads.
 *
 * <pre>{@code
 * Retrieval retrieval = Retrieval.begin(Context.current(), SpanType.RETRIEVER, "retrieval");
 * retrieval.query("Where is the key?").parameter("top_k", 3);
 * ...
 * retrieval.end(List.of(new Retrieval.Document("7", "Keys lie under mats.", 0.83, Map.of("page", 2))));
 * }</pre>
 */
public final class Retrieval {
    private final ActiveSpan span;

    private Retrieval(ActiveSpan span) {
        this.span = span;
    }

    /**
     * What was found.
     *
     * @param score how well it fits, as the library counts; null when it does not say
     */
    public record Document(
            @Nullable String id,
            @Nullable String content,
            @Nullable Double score,
            Map<String, ?> metadata) {

        /** In the form that MLflow shows as documents. */
        private Map<String, @Nullable Object> asJson() {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("id", id);
            json.put("page_content", content);
            json.put("score", score);
            json.put("metadata", metadata);
            return json;
        }
    }

    /** @param type {@link SpanType#RETRIEVER} or {@link SpanType#RERANKER} */
    public static Retrieval begin(Context parent, SpanType type, String name) {
        return new Retrieval(Spoor.span(name).parent(parent).type(type).startDetached());
    }

    /** What is searched for: a text, or whatever else the library searches by. */
    public Retrieval query(@Nullable Object query) {
        span.inputs(query);
        return this;
    }

    /**
     * A setting of the search; null is left out.
     *
     * @param name as the conventions have it after {@code gen_ai.retrieval.}, such as {@code top_k}
     */
    public Retrieval parameter(String name, @Nullable Object value) {
        if (value != null) {
            span.attributes(Map.of("gen_ai.retrieval." + name, value));
        }
        return this;
    }

    /** Whether documents would be taken, to save the work of gathering them. */
    public boolean takesContent() {
        return span.takesContent();
    }

    /** Makes it the current span of this thread until the scope is closed. */
    public Scope makeCurrent() {
        return span.makeCurrent();
    }

    /** It failed, and ends now. */
    public void fail(Throwable problem) {
        span.error(problem).close();
    }

    /** The documents in the order in which they were given, and it ends now. */
    public void end(List<Document> documents) {
        if (span.takesContent()) {
            span.outputs(documents.stream().map(Document::asJson).toList());
        }
        span.attribute("spoor.items", documents.size());
        span.close();
    }
}
