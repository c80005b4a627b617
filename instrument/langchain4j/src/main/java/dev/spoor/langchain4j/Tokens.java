package dev.spoor.langchain4j;

import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.spoor.sdk.genai.TokenUsage;
import org.jspecify.annotations.Nullable;

/** What a call used. LangChain4j leaves caches and reasoning to each provider's own class. */
final class Tokens {
    private Tokens() {}

    static TokenUsage of(dev.langchain4j.model.output.TokenUsage usage) {
        // By name, because the provider's module need not be there.
        return usage.getClass().getName().equals("dev.langchain4j.model.openai.OpenAiTokenUsage")
                ? OpenAi.of(usage)
                : TokenUsage.of(count(usage.inputTokenCount()), count(usage.outputTokenCount()));
    }

    private static @Nullable Long count(@Nullable Integer tokens) {
        return tokens == null ? null : tokens.longValue();
    }

    private static final class OpenAi {
        static TokenUsage of(dev.langchain4j.model.output.TokenUsage given) {
            OpenAiTokenUsage usage = (OpenAiTokenUsage) given;
            var input = usage.inputTokensDetails();
            var output = usage.outputTokensDetails();
            return new TokenUsage(
                    count(usage.inputTokenCount()),
                    count(usage.outputTokenCount()),
                    input == null ? null : count(input.cachedTokens()),
                    null,
                    output == null ? null : count(output.reasoningTokens()));
        }
    }
}
