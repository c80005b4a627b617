package dev.spoor.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.googleai.GoogleAiGeminiTokenUsage;
import dev.spoor.sdk.genai.TokenUsage;
import org.junit.jupiter.api.Test;

class TokensTest {
    @Test
    void whatAnthropicReadFromItsCacheAndWroteToItIsInput() {
        var usage = AnthropicTokenUsage.builder()
                .inputTokenCount(10)
                .outputTokenCount(5)
                .cacheReadInputTokens(100)
                .cacheCreationInputTokens(20)
                .build();
        assertThat(Tokens.of(usage)).isEqualTo(new TokenUsage(130L, 5L, 100L, 20L, null));
    }

    @Test
    void whatGeminiThoughtIsOutput() {
        var usage = GoogleAiGeminiTokenUsage.builder()
                .inputTokenCount(10)
                .outputTokenCount(5)
                .cachedContentTokenCount(8)
                .thoughtsTokenCount(40)
                .build();
        assertThat(Tokens.of(usage)).isEqualTo(new TokenUsage(10L, 45L, 8L, null, 40L));
    }

    @Test
    void whatIsNotKnownIsNotMadeUp() {
        assertThat(Tokens.of(AnthropicTokenUsage.builder().outputTokenCount(5).build()))
                .isEqualTo(new TokenUsage(null, 5L, null, null, null));
        assertThat(Tokens.of(new dev.langchain4j.model.output.TokenUsage(1, 2))).isEqualTo(TokenUsage.of(1L, 2L));
    }
}
