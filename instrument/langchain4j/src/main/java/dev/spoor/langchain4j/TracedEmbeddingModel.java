package dev.spoor.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.request.EmbeddingParameter;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.request.EmbeddingRequestParameters;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.spoor.sdk.genai.ModelCall;
import dev.spoor.sdk.genai.Quietly;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A model that turns texts into vectors. Each of its forms is one call of the same form of the model behind it. */
final class TracedEmbeddingModel implements EmbeddingModel {
    private final EmbeddingModel model;

    TracedEmbeddingModel(EmbeddingModel model) {
        this.model = model;
    }

    @Override
    public EmbeddingResponse embed(EmbeddingRequest request) {
        return call(
                () -> request.inputs().stream().map(input -> input.text()).toList(),
                () -> model.embed(request),
                (call, response) -> told(call, response.embeddings(), response.tokenUsage()));
    }

    @Override
    public Response<Embedding> embed(String text) {
        return call(() -> List.of(text), () -> model.embed(text), TracedEmbeddingModel::single);
    }

    @Override
    public Response<Embedding> embed(TextSegment segment) {
        return call(() -> List.of(segment.text()), () -> model.embed(segment), TracedEmbeddingModel::single);
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        return call(
                () -> segments.stream().map(TextSegment::text).toList(),
                () -> model.embedAll(segments),
                (call, response) -> told(call, response.content(), response.tokenUsage()));
    }

    private interface Telling<T> {
        void tell(ModelCall call, T response);
    }

    private <T> T call(Supplier<List<String>> texts, Supplier<T> body, Telling<T> telling) {
        ModelCall call = ModelCall.embeddings(ChatTurn.name(model.provider()), model.modelName());
        if (call.takesContent()) {
            call.inputs(Quietly.get(texts));
        }
        T response;
        try (Scope scope = call.makeCurrent()) {
            response = body.get();
        } catch (RuntimeException | Error e) {
            call.fail(e);
            throw e;
        }
        Quietly.run(() -> telling.tell(call, response));
        call.end();
        return response;
    }

    private static void single(ModelCall call, Response<Embedding> response) {
        told(call, List.of(response.content()), response.tokenUsage());
    }

    private static void told(ModelCall call, List<Embedding> vectors, @Nullable TokenUsage usage) {
        call.span().attribute("spoor.items", vectors.size());
        if (!vectors.isEmpty()) {
            call.span()
                    .attribute(
                            "gen_ai.embeddings.dimension.count", vectors.get(0).dimension());
        }
        if (usage != null) {
            call.usage(Tokens.of(usage));
        }
    }

    @Override
    public EmbeddingResponse doEmbed(EmbeddingRequest request) {
        return model.doEmbed(request);
    }

    @Override
    public List<EmbeddingModelListener> listeners() {
        return model.listeners();
    }

    @Override
    public ModelProvider provider() {
        return model.provider();
    }

    @Override
    public EmbeddingRequestParameters defaultRequestParameters() {
        return model.defaultRequestParameters();
    }

    @Override
    public Set<EmbeddingParameter<?>> supportedParameters() {
        return model.supportedParameters();
    }

    @Override
    public Set<ContentType> supportedContentTypes() {
        return model.supportedContentTypes();
    }

    @Override
    public int dimension() {
        return model.dimension();
    }

    @Override
    public String modelName() {
        return model.modelName();
    }
}
