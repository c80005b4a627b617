package dev.spoor.dialects;

import dev.spoor.dialects.json.Json;
import dev.spoor.dialects.messages.Messages;
import dev.spoor.model.SpanType;
import org.jspecify.annotations.Nullable;

/** LiveKit's agents for voice: what a span does stands in its name. */
final class LiveKit extends Dialect {
    LiveKit() {
        super(
                "livekit",
                KeyTable.of()
                        .with(Field.AGENT_NAME, "lk.agent_label", "lk.agent_name")
                        .with(Field.SESSION, "lk.session_id", "lk.room_id", "lk.room_name")
                        .with(Field.TOOL_NAME, "lk.function_tool.name")
                        .with(Field.TOOL_CALL_ID, "lk.function_tool.id")
                        .with(Field.TOOL_ARGUMENTS, "lk.function_tool.arguments")
                        .with(Field.TOOL_RESULT, "lk.function_tool.output")
                        .with(Field.TIME_TO_FIRST_TOKEN_SECONDS, "lk.response.ttft")
                        .with(Field.INPUT, "lk.chat_ctx", "lk.user_transcript", "lk.input_text", "lk.user_input")
                        .with(Field.OUTPUT, "lk.response.text")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return key.startsWith("lk.");
    }

    @Override
    @Nullable
    SpanType type(SpanView span) {
        return switch (span.span.name()) {
            case "agent_session", "job_entrypoint", "agent_turn", "start_agent_activity" -> SpanType.AGENT;
            case "llm_request", "llm_request_run" -> SpanType.LLM;
            case "function_tool" -> SpanType.TOOL;
            case "llm_node", "tts_node", "user_turn", "assistant_turn" -> SpanType.CHAIN;
            case "tts_request", "tts_request_run", "eou_detection", "user_speaking", "agent_speaking" -> SpanType.TASK;
            default -> null;
        };
    }

    @Override
    void read(SpanView span, Draft draft) {
        // The context's items are messages and calls: {"items":[{"type":"message","role":…,"content":[…]}]}
        draft.input(Messages.read(Json.at(span.json("lk.chat_ctx"), "items"), "user"));
    }
}
