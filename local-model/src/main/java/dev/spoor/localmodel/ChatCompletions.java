package dev.spoor.localmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/chat/completions}, whole and as a stream. */
final class ChatCompletions {
    private static final Map<String, ?> USAGE = Json.object(
            "prompt_tokens", 20,
            "completion_tokens", 9,
            "total_tokens", 29,
            "prompt_tokens_details", Map.of("cached_tokens", 12),
            "completion_tokens_details", Map.of("reasoning_tokens", 4));

    private ChatCompletions() {}

    static Map<String, @Nullable Object> whole(String model, Answer answer) {
        Map<String, @Nullable Object> message = Json.object("role", "assistant", "content", null);
        if (answer instanceof Answer.Text text) {
            message.put("content", text.text());
        } else if (answer instanceof Answer.ToolCalls calls) {
            message.put("tool_calls", calls(calls, false));
        }
        return Json.object(
                "id",
                "chatcmpl-7",
                "object",
                "chat.completion",
                "created",
                1,
                "model",
                model,
                "choices",
                List.of(Json.object("index", 0, "finish_reason", reason(answer), "message", message)),
                "usage",
                USAGE);
    }

    /** The events' data, without the end mark. */
    static List<Map<String, @Nullable Object>> events(String model, Answer answer) {
        List<Map<String, @Nullable Object>> events = new ArrayList<>();
        if (answer instanceof Answer.Text text) {
            for (String word : Json.words(text.text())) {
                events.add(chunk(model, Json.object("role", "assistant", "content", word), null));
            }
        } else if (answer instanceof Answer.ToolCalls calls) {
            events.add(chunk(model, Json.object("role", "assistant", "tool_calls", calls(calls, true)), null));
        }
        events.add(chunk(model, Json.object(), reason(answer)));
        events.add(Json.object(
                "id",
                "chatcmpl-7",
                "object",
                "chat.completion.chunk",
                "created",
                1,
                "model",
                model,
                "choices",
                List.of(),
                "usage",
                USAGE));
        return events;
    }

    private static Map<String, @Nullable Object> chunk(
            String model, Map<String, @Nullable Object> delta, @Nullable String reason) {
        return Json.object(
                "id",
                "chatcmpl-7",
                "object",
                "chat.completion.chunk",
                "created",
                1,
                "model",
                model,
                "choices",
                List.of(Json.object("index", 0, "delta", delta, "finish_reason", reason)));
    }

    private static List<Map<String, @Nullable Object>> calls(Answer.ToolCalls calls, boolean indexed) {
        List<Map<String, @Nullable Object>> written = new ArrayList<>();
        for (Answer.ToolCall call : calls.calls()) {
            Map<String, @Nullable Object> one = Json.object(
                    "id", call.id(),
                    "type", "function",
                    "function", Json.object("name", call.name(), "arguments", call.arguments()));
            if (indexed) {
                one.put("index", written.size());
            }
            written.add(one);
        }
        return written;
    }

    private static String reason(Answer answer) {
        return answer instanceof Answer.ToolCalls ? "tool_calls" : "stop";
    }
}
