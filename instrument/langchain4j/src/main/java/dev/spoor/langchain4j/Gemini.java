package dev.spoor.langchain4j;

import dev.langchain4j.model.googleai.GoogleAiGeminiTokenUsage;
import dev.spoor.sdk.genai.TokenUsage;
import org.jspecify.annotations.Nullable;

/** What only Gemini's module knows. Its output leaves out what the model thought. */
final class Gemini {
    private Gemini() {}

    static TokenUsage usage(dev.langchain4j.model.output.TokenUsage given) {
        if (!(given instanceof GoogleAiGeminiTokenUsage usage)) {
            return Tokens.plain(given);
        }
        @Nullable Long thought = Tokens.count(usage.thoughtsTokenCount());
        return new TokenUsage(
                Tokens.count(usage.inputTokenCount()),
                Tokens.sum(Tokens.count(usage.outputTokenCount()), thought),
                Tokens.count(usage.cachedContentTokenCount()),
                null,
                thought);
    }
}
