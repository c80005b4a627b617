package dev.spoor.langchain4j;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.spoor.sdk.genai.ModelCall;
import dev.spoor.sdk.genai.TokenUsage;

/** What LangChain4j's module for OpenAI says beyond others. Only loaded when its classes are there. */
final class OpenAi {
    private OpenAi() {}

    static void tell(ModelCall call, ChatRequestParameters given) {
        if (given instanceof OpenAiChatRequestParameters parameters) {
            call.parameter("seed", parameters.seed())
                    .parameter("reasoning.level", parameters.reasoningEffort())
                    .parameter("service_tier", parameters.serviceTier())
                    .parameter(
                            "max_tokens",
                            parameters.maxCompletionTokens() == null
                                    ? parameters.maxOutputTokens()
                                    : parameters.maxCompletionTokens());
        }
    }

    static TokenUsage usage(dev.langchain4j.model.output.TokenUsage given) {
        if (!(given instanceof OpenAiTokenUsage usage)) {
            return Tokens.plain(given);
        }
        var input = usage.inputTokensDetails();
        var output = usage.outputTokensDetails();
        return new TokenUsage(
                Tokens.count(usage.inputTokenCount()),
                Tokens.count(usage.outputTokenCount()),
                input == null ? null : Tokens.count(input.cachedTokens()),
                null,
                output == null ? null : Tokens.count(output.reasoningTokens()));
    }
}
