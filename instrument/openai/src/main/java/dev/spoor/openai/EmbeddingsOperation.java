package dev.spoor.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.genai.ModelCall;
import dev.spoor.sdk.genai.TokenUsage;
import java.util.List;

/** Embeddings: the texts, and how many vectors of which size; not the vectors. */
final class EmbeddingsOperation implements Operation {
    @Override
    public SpanType type() {
        return SpanType.EMBEDDING;
    }

    @Override
    public JsonNode request(Object params) {
        return Wire.json(((EmbeddingCreateParams) params)._body());
    }

    @Override
    public void asked(ModelCall call, JsonNode request) {
        if (call.takesContent()) {
            call.inputs(Wire.value(request.path("input")));
        }
        if (request.path("encoding_format").isTextual()) {
            call.parameter(
                    "encoding_formats", List.of(request.get("encoding_format").textValue()));
        }
    }

    @Override
    public void answered(ModelCall call, Object answer) {
        CreateEmbeddingResponse response = (CreateEmbeddingResponse) answer;
        call.responseModel(response.model());
        call.span().attribute("spoor.items", response.data().size());
        if (!response.data().isEmpty()) {
            call.span()
                    .attribute(
                            "gen_ai.embeddings.dimension.count",
                            response.data().get(0).embedding().size());
        }
        call.usage(TokenUsage.of(response.usage().promptTokens(), null));
    }

    @Override
    public Gathering gather() {
        throw new IllegalStateException("embeddings are not streamed");
    }
}
