package dev.spoor.dialects;

import dev.spoor.dialects.json.Json;
import dev.spoor.model.Value;
import org.jspecify.annotations.Nullable;

/** Reads usage that comes as one map, in the words of MLflow, LangChain, Genkit, Gemini and providers' raw answers. */
final class UsageJson {
    private UsageJson() {}

    /** Fills token fields from a map whose totals include their parts. */
    static void inclusive(@Nullable Value usage, Draft draft) {
        count(draft, Field.INPUT_TOKENS, usage, "input_tokens", "prompt_tokens", "inputTokens", "promptTokenCount");
        count(
                draft,
                Field.OUTPUT_TOKENS,
                usage,
                "output_tokens",
                "completion_tokens",
                "outputTokens",
                "candidatesTokenCount");
        count(draft, Field.TOTAL_TOKENS, usage, "total_tokens", "totalTokens", "totalTokenCount");
        Value input = Json.firstAt(usage, "input_token_details", "prompt_tokens_details", "input_tokens_details");
        Value output =
                Json.firstAt(usage, "output_token_details", "completion_tokens_details", "output_tokens_details");
        count(
                draft,
                Field.CACHE_READ_TOKENS,
                usage,
                "cache_read_input_tokens",
                "cachedContentTokens",
                "cachedContentTokenCount");
        count(draft, Field.CACHE_READ_TOKENS, input, "cached_tokens", "cache_read");
        count(draft, Field.CACHE_WRITE_TOKENS, usage, "cache_creation_input_tokens");
        count(draft, Field.CACHE_WRITE_TOKENS, input, "cache_creation");
        count(draft, Field.REASONING_TOKENS, usage, "thoughtsTokens", "thoughtsTokenCount");
        count(draft, Field.REASONING_TOKENS, output, "reasoning_tokens", "reasoning");
        count(draft, Field.INPUT_AUDIO_TOKENS, input, "audio_tokens", "audio");
        count(draft, Field.OUTPUT_AUDIO_TOKENS, output, "audio_tokens", "audio");
    }

    /** Gemini's own words: what it thought is beside what it said, so that the answer is both. */
    static void gemini(@Nullable Value usage, Draft draft) {
        long candidates = Json.count(Json.firstAt(usage, "candidatesTokenCount", "candidates_token_count"));
        long thoughts = Json.count(Json.firstAt(usage, "thoughtsTokenCount", "thoughts_token_count"));
        count(draft, Field.INPUT_TOKENS, usage, "promptTokenCount", "prompt_token_count");
        if (candidates >= 0 || thoughts >= 0) {
            draft.count(Field.OUTPUT_TOKENS, Math.max(0, candidates) + Math.max(0, thoughts));
        }
        draft.count(Field.REASONING_TOKENS, thoughts);
        count(draft, Field.TOTAL_TOKENS, usage, "totalTokenCount", "total_token_count");
        count(draft, Field.CACHE_READ_TOKENS, usage, "cachedContentTokenCount", "cached_content_token_count");
    }

    private static void count(Draft draft, Field field, @Nullable Value map, String... names) {
        draft.count(field, Json.count(Json.firstAt(map, names)));
    }
}
