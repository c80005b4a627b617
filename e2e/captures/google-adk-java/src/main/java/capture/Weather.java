package capture;

import com.google.adk.models.BaseLlm;
import com.google.adk.models.BaseLlmConnection;
import com.google.adk.models.LlmRequest;
import com.google.adk.models.LlmResponse;
import com.google.genai.types.Content;
import com.google.genai.types.FinishReason;
import com.google.genai.types.GenerateContentResponseUsageMetadata;
import com.google.genai.types.Part;
import io.reactivex.rxjava3.core.Flowable;
import java.util.List;
import java.util.Map;

/** A model that calls the tool first, and once its result is in the conversation answers with a text. */
final class Weather extends BaseLlm {
    Weather() {
        super("gemini-2.5-flash");
    }

    @Override
    public Flowable<LlmResponse> generateContent(LlmRequest request, boolean stream) {
        List<Content> contents = request.contents();
        boolean answered = contents.get(contents.size() - 1).parts().orElse(List.of()).stream()
                .anyMatch(part -> part.functionResponse().isPresent());
        Part part = answered
                ? Part.fromText("It is 18 °C in Paris.")
                : Part.fromFunctionCall("weather", Map.of("city", "Paris"));
        GenerateContentResponseUsageMetadata.Builder usage = GenerateContentResponseUsageMetadata.builder();
        return Flowable.just(LlmResponse.builder()
                .content(Content.builder().role("model").parts(part).build())
                .usageMetadata(
                        answered
                                ? usage.promptTokenCount(88)
                                        .cachedContentTokenCount(44)
                                        .candidatesTokenCount(8)
                                        .thoughtsTokenCount(16)
                                        .totalTokenCount(112)
                                        .build()
                                : usage.promptTokenCount(28)
                                        .candidatesTokenCount(7)
                                        .totalTokenCount(35)
                                        .build())
                .finishReason(new FinishReason(FinishReason.Known.STOP))
                .modelVersion("gemini-2.5-flash-001")
                .turnComplete(true)
                .build());
    }

    @Override
    public BaseLlmConnection connect(LlmRequest request) {
        throw new UnsupportedOperationException("this model does not talk live");
    }
}
