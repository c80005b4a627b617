package dev.spoor.langchain4j;

import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.spoor.sdk.genai.TokenUsage;
import org.jspecify.annotations.Nullable;

/** What only Anthropic's module knows. Its input leaves out what went through the cache. */
final class Anthropic {
    private Anthropic() {}

    static TokenUsage usage(dev.langchain4j.model.output.TokenUsage given) {
        if (!(given instanceof AnthropicTokenUsage usage)) {
            return Tokens.plain(given);
        }
        @Nullable Long read = Tokens.count(usage.cacheReadInputTokens());
        @Nullable Long written = Tokens.count(usage.cacheCreationInputTokens());
        return new TokenUsage(
                Tokens.sum(Tokens.count(usage.inputTokenCount()), read, written),
                Tokens.count(usage.outputTokenCount()),
                read,
                written,
                null);
    }
}
