package dev.spoor.dialects;

import dev.spoor.dialects.json.Json;
import dev.spoor.dialects.messages.Messages;
import dev.spoor.model.Message;
import dev.spoor.model.SpanType;
import dev.spoor.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * LiveKit's agents for voice: what a span does stands in its name. What people say is under {@code lk.pii.} since 1.9,
 * so that a filter can tell it; before that the same keys came without.
 */
final class LiveKit extends Dialect {
    LiveKit() {
        super(
                "livekit",
                KeyTable.of()
                        .with(Field.AGENT_NAME, "lk.agent_label", "lk.agent_name")
                        .with(Field.SESSION, "lk.session_id", "lk.room_id", "lk.room_name", "lk.pii.room_name")
                        .with(Field.USER, "lk.pii.participant_identity", "lk.participant_identity")
                        .with(Field.TOOL_NAME, "lk.function_tool.name")
                        .with(Field.TOOL_CALL_ID, "lk.function_tool.id")
                        .with(Field.TOOL_ARGUMENTS, "lk.pii.function_tool.arguments", "lk.function_tool.arguments")
                        .with(Field.TOOL_RESULT, "lk.pii.function_tool.output", "lk.function_tool.output")
                        .with(Field.TIME_TO_FIRST_TOKEN_SECONDS, "lk.response.ttft")
                        .with(
                                Field.INPUT,
                                "lk.pii.chat_ctx",
                                "lk.pii.user_transcript",
                                "lk.pii.input_text",
                                "lk.pii.user_input",
                                "lk.chat_ctx",
                                "lk.user_transcript",
                                "lk.input_text",
                                "lk.user_input")
                        .with(Field.OUTPUT, "lk.pii.response.text", "lk.response.text")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return key.startsWith("lk.");
    }

    @Override
    @Nullable
    SpanType type(SpanView span) {
        if (span.has("gen_ai.operation.name")) {
            return null;
        }
        return switch (span.span.name()) {
            case "agent_session", "job_entrypoint", "agent_turn", "start_agent_activity" -> SpanType.AGENT;
            case "llm_request" -> SpanType.LLM;
            case "function_tool" -> SpanType.TOOL;
            case "llm_node", "tts_node", "user_turn", "assistant_turn" -> SpanType.CHAIN;
            // An attempt of a request: model and tokens stand on the request.
            case "llm_request_run", "tts_request", "tts_request_run", "eou_detection" -> SpanType.TASK;
            case "user_speaking", "agent_speaking", "on_enter", "on_exit", "drain_agent_activity" -> SpanType.TASK;
            default -> null;
        };
    }

    @Override
    void summarise(SpanView span, Draft draft) {
        if (span.value("lk.function_tool.is_error") instanceof Value.Bool failed && failed.value()) {
            draft.put(Field.ERROR_TYPE, "tool_error");
            draft.put(Field.ERROR_MESSAGE, draft.get(Field.TOOL_RESULT));
        }
    }

    @Override
    void read(SpanView span, Draft draft) {
        draft.input(context(Json.at(either(span, "chat_ctx"), "items")));
        List<Value> calls = Json.items(either(span, "response.function_calls"));
        if (!calls.isEmpty()) {
            Map<String, Value> answer = new LinkedHashMap<>();
            answer.put("role", Value.of("assistant"));
            Value text = either(span, "response.text");
            if (text != null) {
                answer.put("content", text);
            }
            answer.put("tool_calls", new Value.ListOf(calls));
            draft.output(Messages.read(new Value.ListOf(List.of(new Value.MapOf(answer))), "assistant"));
        }
    }

    private static @Nullable Value either(SpanView span, String key) {
        Value value = span.json("lk.pii." + key);
        return value != null ? value : span.json("lk." + key);
    }

    /** {@code [{"type":"message","role":…,"content":[…]},{"type":"function_call",…},…]}; changes of the agent are no messages. */
    private static List<Message> context(@Nullable Value items) {
        List<Value> said = Json.items(items).stream()
                .filter(item -> !String.valueOf(Json.textAt(item, "type")).startsWith("agent_"))
                .toList();
        return Messages.read(new Value.ListOf(said), "user");
    }
}
