package dev.spoor.langchain4j;

import dev.spoor.sdk.genai.TokenUsage;
import org.jspecify.annotations.Nullable;

/** What a call used. LangChain4j leaves caches and reasoning to each provider's own class, whose module need not be there. */
final class Tokens {
    private Tokens() {}

    static TokenUsage of(dev.langchain4j.model.output.TokenUsage usage) {
        if (isOpenAis(usage)) {
            return OpenAi.usage(usage);
        }
        if (isOf("anthropic", usage)) {
            return Anthropic.usage(usage);
        }
        return isOf("googleai", usage) ? Gemini.usage(usage) : plain(usage);
    }

    /** Whether a value is of LangChain4j's module for OpenAI. */
    static boolean isOpenAis(Object value) {
        return isOf("openai", value);
    }

    /** By its name, so that classes which are not there are not asked for. */
    private static boolean isOf(String module, Object value) {
        return value.getClass().getName().startsWith("dev.langchain4j.model." + module + ".");
    }

    static TokenUsage plain(dev.langchain4j.model.output.TokenUsage usage) {
        return TokenUsage.of(count(usage.inputTokenCount()), count(usage.outputTokenCount()));
    }

    static @Nullable Long count(@Nullable Integer tokens) {
        return tokens == null ? null : tokens.longValue();
    }

    /** Of those that are known; null when none is. */
    static @Nullable Long sum(@Nullable Long... counts) {
        Long sum = null;
        for (Long count : counts) {
            if (count != null) {
                sum = (sum == null ? 0 : sum) + count;
            }
        }
        return sum;
    }
}
