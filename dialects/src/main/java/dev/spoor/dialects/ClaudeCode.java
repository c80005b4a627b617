package dev.spoor.dialects;

import dev.spoor.model.LogRecord;
import dev.spoor.model.SpanEvent;
import dev.spoor.model.SpanType;
import dev.spoor.model.Value;
import org.jspecify.annotations.Nullable;

/** Claude Code's own telemetry. Counts tokens as Anthropic does: input leaves out what a cache served or stored. */
final class ClaudeCode extends Dialect {
    private static final KeyTable TABLE = KeyTable.of()
            .with(Field.REQUEST_MODEL, "model", "gen_ai.request.model")
            .with(Field.INPUT_TOKENS, "input_tokens")
            .with(Field.OUTPUT_TOKENS, "output_tokens")
            .with(Field.CACHE_READ_TOKENS, "cache_read_tokens")
            .with(Field.CACHE_WRITE_TOKENS, "cache_creation_tokens")
            .with(Field.TIME_TO_FIRST_TOKEN_MILLIS, "ttft_ms")
            .with(Field.FINISH_REASONS, "stop_reason")
            .with(Field.TOOL_NAME, "tool_name")
            .with(Field.TOOL_CALL_ID, "tool_use_id")
            .with(Field.TOOL_ARGUMENTS, "tool_input", "full_command", "file_path")
            .with(Field.INPUT, "user_prompt", "new_context")
            .with(Field.OUTPUT, "response.model_output")
            .with(Field.SESSION, "session.id")
            .with(Field.USER, "user.id")
            .build();

    ClaudeCode() {
        super("claude-code", TABLE);
    }

    @Override
    boolean marks(String key) {
        return key.equals("span.type");
    }

    @Override
    boolean speaks(SpanView span) {
        return type(span) != null;
    }

    @Override
    @Nullable
    SpanType type(SpanView span) {
        String type = span.word("span.type");
        return switch (type.startsWith("claude_code.") ? type.substring("claude_code.".length()) : type) {
            case "interaction" -> SpanType.AGENT;
            case "llm_request" -> SpanType.LLM;
            case "tool" -> SpanType.TOOL;
            default -> type.startsWith("claude_code.") ? SpanType.TASK : null;
        };
    }

    /**
     * Fills what a record says beside a span: {@code api_request} the model, tokens and cost of a request, {@code
     * user_prompt} what the user asked, {@code tool_result} what a tool did.
     */
    static void fill(LogRecord log, Draft draft) {
        boolean inputWasKnown = draft.has(Field.INPUT_TOKENS);
        draft.fill(TABLE.allEntries, log.attributes());
        if (!inputWasKnown) {
            Tokens.includeCache(draft);
        }
        draft.put(Field.COST_USD, log.attributes().get("cost_usd"));
        draft.put(Field.ERROR_MESSAGE, log.attributes().get("error"));
        draft.put(Field.INPUT, log.attributes().get("prompt"));
    }

    @Override
    boolean inputExcludesCache(SpanView span) {
        return true;
    }

    @Override
    void summarise(SpanView span, Draft draft) {
        if (draft.has(Field.REQUEST_MODEL)) {
            draft.put(Field.PROVIDER, "anthropic");
        }
        for (SpanEvent event : span.events("tool.output")) {
            for (String key : new String[] {"output", "content", "diff"}) {
                Value output = event.attributes().get(key);
                draft.put(Field.TOOL_RESULT, SpanView.present(output));
            }
        }
    }
}
