package dev.spoor.langchain4j;

import dev.spoor.sdk.genai.TokenUsage;
import org.jspecify.annotations.Nullable;

/** What a call used. LangChain4j leaves caches and reasoning to each provider's own class. */
final class Tokens {
    private Tokens() {}

    static TokenUsage of(dev.langchain4j.model.output.TokenUsage usage) {
        return isOpenAis(usage) ? OpenAi.usage(usage) : plain(usage);
    }

    /** Whether a value is of LangChain4j's module for OpenAI, which need not be there. */
    static boolean isOpenAis(Object value) {
        return value.getClass().getName().startsWith("dev.langchain4j.model.openai.");
    }

    static TokenUsage plain(dev.langchain4j.model.output.TokenUsage usage) {
        return TokenUsage.of(count(usage.inputTokenCount()), count(usage.outputTokenCount()));
    }

    static @Nullable Long count(@Nullable Integer tokens) {
        return tokens == null ? null : tokens.longValue();
    }
}
