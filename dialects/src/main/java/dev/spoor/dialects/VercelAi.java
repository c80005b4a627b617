package dev.spoor.dialects;

import dev.spoor.dialects.json.Json;
import dev.spoor.dialects.messages.Messages;
import dev.spoor.model.SpanType;
import dev.spoor.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Vercel AI SDK 5 and 6, and the legacy telemetry of 7; 7's own speaks {@link GenAi}. A call is two spans: the
 * outer {@code ai.generateText} repeats the sum of its inner {@code ai.generateText.doGenerate}s.
 */
final class VercelAi extends Dialect {
    VercelAi() {
        super(
                "vercel-ai",
                KeyTable.of()
                        .with(Field.PROVIDER, "ai.model.provider", "aisdk.model.provider", "gen_ai.system")
                        .with(Field.REQUEST_MODEL, "ai.model.id", "aisdk.model.id")
                        .with(Field.RESPONSE_MODEL, "ai.response.model")
                        .with(
                                Field.INPUT_TOKENS,
                                "ai.usage.inputTokens",
                                "ai.usage.promptTokens",
                                "gen_ai.usage.input_tokens",
                                "ai.usage.tokens")
                        .with(
                                Field.OUTPUT_TOKENS,
                                "ai.usage.outputTokens",
                                "ai.usage.completionTokens",
                                "gen_ai.usage.output_tokens")
                        .with(Field.TOTAL_TOKENS, "ai.usage.totalTokens")
                        .with(
                                Field.CACHE_READ_TOKENS,
                                "ai.usage.inputTokenDetails.cacheReadTokens",
                                "ai.usage.cachedInputTokens")
                        .with(Field.CACHE_WRITE_TOKENS, "ai.usage.inputTokenDetails.cacheWriteTokens")
                        .with(
                                Field.REASONING_TOKENS,
                                "ai.usage.outputTokenDetails.reasoningTokens",
                                "ai.usage.reasoningTokens")
                        .with(
                                Field.TIME_TO_FIRST_TOKEN_MILLIS,
                                "ai.response.msToFirstChunk",
                                "ai.stream.msToFirstChunk")
                        .with(Field.FINISH_REASONS, "ai.response.finishReason")
                        .with(Field.SESSION, "ai.telemetry.metadata.sessionId", "ai.telemetry.metadata.session_id")
                        .with(Field.USER, "ai.telemetry.metadata.userId", "ai.telemetry.metadata.user_id")
                        .with(Field.TAGS, "ai.telemetry.metadata.tags")
                        .with(Field.TOOL_NAME, "ai.toolCall.name")
                        .with(Field.TOOL_CALL_ID, "ai.toolCall.id")
                        .with(Field.TOOL_ARGUMENTS, "ai.toolCall.args", "ai.toolCall.input")
                        .with(Field.TOOL_RESULT, "ai.toolCall.result", "ai.toolCall.output")
                        .with(Field.WORKFLOW, "ai.telemetry.functionId")
                        .with(Field.INPUT_MESSAGES, "ai.prompt.messages")
                        .with(Field.INPUT, "ai.prompt", "ai.value", "ai.values")
                        .with(
                                Field.OUTPUT,
                                "ai.response.text",
                                "ai.result.text",
                                "ai.response.object",
                                "ai.result.object",
                                "ai.embedding",
                                "ai.embeddings",
                                "ai.response.toolCalls")
                        .with(Field.TOOLS, "ai.prompt.tools")
                        .parameters("ai.settings.", "gen_ai.request.")
                        .metadata("ai.telemetry.metadata.")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return key.equals("ai.operationId") || key.startsWith("ai.telemetry.") || key.startsWith("aisdk.");
    }

    @Override
    @Nullable
    SpanType type(SpanView span) {
        String operation = span.text("ai.operationId");
        if (operation == null) {
            return null;
        }
        if (operation.equals("ai.toolCall")) {
            return SpanType.TOOL;
        }
        boolean calls = operation.endsWith(".doGenerate") || operation.endsWith(".doStream");
        if (operation.startsWith("ai.embed")) {
            return operation.endsWith(".doEmbed") ? SpanType.EMBEDDING : SpanType.CHAIN;
        }
        if (operation.startsWith("ai.rerank")) {
            return operation.endsWith(".doRerank") ? SpanType.RERANKER : SpanType.CHAIN;
        }
        return calls ? SpanType.LLM : SpanType.CHAIN;
    }

    /** 5 hands on Anthropic's own count; from 6 on details are there, and the count includes them. */
    @Override
    boolean inputExcludesCache(SpanView span) {
        String provider = span.firstText("ai.model.provider", "gen_ai.system");
        return provider != null
                && provider.startsWith("anthropic")
                && !span.has("ai.usage.inputTokenDetails.noCacheTokens");
    }

    @Override
    void summarise(SpanView span, Draft draft) {
        if (!draft.has(Field.CACHE_WRITE_TOKENS)) {
            String provider = span.text("ai.response.providerMetadata");
            if (provider != null && (provider.contains("cache") || provider.contains("Cache"))) {
                providerCache(Json.unfold(Value.of(provider)), draft);
            }
        }
    }

    private static void providerCache(Value metadata, Draft draft) {
        Value anthropic = Json.at(metadata, "anthropic");
        Value usage = Json.at(anthropic, "usage");
        draft.count(Field.CACHE_WRITE_TOKENS, Json.count(Json.at(anthropic, "cacheCreationInputTokens")));
        draft.count(Field.CACHE_WRITE_TOKENS, Json.count(Json.at(usage, "cache_creation_input_tokens")));
        draft.count(Field.CACHE_READ_TOKENS, Json.count(Json.at(usage, "cache_read_input_tokens")));
        draft.count(
                Field.CACHE_WRITE_ONE_HOUR_TOKENS,
                Json.count(Json.at(Json.at(usage, "cache_creation"), "ephemeral_1h_input_tokens")));
        Value bedrock = Json.at(Json.at(metadata, "bedrock"), "usage");
        draft.count(Field.CACHE_WRITE_TOKENS, Json.count(Json.at(bedrock, "cacheWriteInputTokens")));
        draft.count(Field.CACHE_READ_TOKENS, Json.count(Json.at(bedrock, "cacheReadInputTokens")));
        draft.count(Field.CACHE_READ_TOKENS, Json.count(Json.at(Json.at(metadata, "openai"), "cachedPromptTokens")));
    }

    @Override
    void read(SpanView span, Draft draft) {
        Map<String, Value> answer = new LinkedHashMap<>();
        put(answer, "content", span.value("ai.response.text"));
        if (answer.isEmpty()) {
            put(answer, "content", span.value("ai.result.text"));
        }
        if (answer.isEmpty()) {
            put(answer, "content", span.value("ai.response.object"));
        }
        put(answer, "reasoning", span.value("ai.response.reasoning"));
        put(answer, "tool_calls", span.json("ai.response.toolCalls"));
        if (!answer.isEmpty()) {
            answer.put("role", Value.of("assistant"));
            put(answer, "finish_reason", span.value("ai.response.finishReason"));
            draft.output(Messages.read(new Value.ListOf(List.of(new Value.MapOf(answer))), "assistant"));
        }
        Value prompt = span.json("ai.prompt");
        if (prompt != null && !draft.has(Field.INPUT_MESSAGES)) {
            draft.input(Messages.readOrText(prompt, "user"));
        }
    }

    private static void put(Map<String, Value> map, String key, @Nullable Value value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
