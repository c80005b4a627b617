package dev.spoor.dialects;

import dev.spoor.dialects.json.Json;
import dev.spoor.dialects.messages.Messages;
import dev.spoor.model.SpanType;
import dev.spoor.model.Value;
import org.jspecify.annotations.Nullable;

/** Google's Agent Development Kit. An object without entries stands for nothing. */
final class GoogleAdk extends Dialect {
    private static final String PREFIX = "gcp.vertex.agent.";

    GoogleAdk() {
        super(
                "google-adk",
                KeyTable.of()
                        .with(Field.SESSION, PREFIX + "session_id")
                        .with(Field.TOOL_CALL_ID, "gen_ai.tool_call.id")
                        .with(Field.CACHE_READ_TOKENS, "gen_ai.usage.cache_read.input_tokens")
                        .with(
                                Field.REASONING_TOKENS,
                                "gen_ai.usage.reasoning.output_tokens",
                                "gen_ai.usage.experimental.reasoning_tokens")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return key.startsWith(PREFIX);
    }

    @Override
    @Nullable
    SpanType type(SpanView span) {
        String name = span.span.name();
        if (name.startsWith("call_llm") || name.startsWith("generate_content")) {
            return SpanType.LLM;
        }
        return name.startsWith("execute_tool") ? SpanType.TOOL : null;
    }

    @Override
    void summarise(SpanView span, Draft draft) {
        put(span, draft, Field.TOOL_ARGUMENTS, "tool_call_args");
        put(span, draft, Field.TOOL_RESULT, "tool_response");
        put(span, draft, Field.INPUT, "llm_request");
        put(span, draft, Field.OUTPUT, "llm_response");
        // Its attributes of usage leave out what the model thought; Gemini's own numbers stand in the response.
        String response = span.text(PREFIX + "llm_response");
        if (response != null && (response.contains("\"usageMetadata\"") || response.contains("\"usage_metadata\""))) {
            Value answer = span.json(PREFIX + "llm_response");
            UsageJson.gemini(Json.firstAt(answer, "usageMetadata", "usage_metadata"), draft);
            draft.put(Field.RESPONSE_MODEL, Json.firstAt(answer, "modelVersion", "model_version"));
        }
    }

    private static void put(SpanView span, Draft draft, Field field, String key) {
        Value value = span.value(PREFIX + key);
        boolean nothing = value instanceof Value.Text text && text.text().equals("{}");
        draft.put(field, nothing ? null : value);
    }

    @Override
    void read(SpanView span, Draft draft) {
        Value request = span.json(PREFIX + "llm_request");
        Value config = Json.at(request, "config");
        draft.put(Field.SYSTEM_INSTRUCTIONS, Json.firstAt(config, "system_instruction", "systemInstruction"));
        draft.put(Field.TOOLS, Json.at(config, "tools"));
        draft.input(Messages.read(Json.at(request, "contents"), "user"));
        Value content = Json.at(span.json(PREFIX + "llm_response"), "content");
        draft.output(Messages.read(content, "assistant"));
    }
}
