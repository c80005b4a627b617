package dev.spoor.localmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/responses}, whole and as a stream. */
final class Responses {
    private static final Map<String, ?> USAGE = Json.object(
            "input_tokens", 20,
            "input_tokens_details", Map.of("cached_tokens", 12),
            "output_tokens", 9,
            "output_tokens_details", Map.of("reasoning_tokens", 4),
            "total_tokens", 29);

    private Responses() {}

    static Map<String, @Nullable Object> whole(String model, Answer answer) {
        return response(model, "completed", items(answer), USAGE);
    }

    /** The events' data; each has its name as {@code type}. */
    static List<Map<String, @Nullable Object>> events(String model, Answer answer) {
        List<Map<String, @Nullable Object>> events = new ArrayList<>();
        events.add(event(events, "response.created", "response", response(model, "in_progress", List.of(), null)));
        List<Map<String, @Nullable Object>> items = items(answer);
        for (int i = 0; i < items.size(); i++) {
            Map<String, @Nullable Object> item = items.get(i);
            String id = String.valueOf(item.get("id"));
            events.add(event(events, "response.output_item.added", "output_index", i, "item", item));
            if (answer instanceof Answer.Text text) {
                for (String word : Json.words(text.text())) {
                    events.add(event(
                            events,
                            "response.output_text.delta",
                            "item_id",
                            id,
                            "output_index",
                            i,
                            "content_index",
                            0,
                            "delta",
                            word,
                            "logprobs",
                            List.of()));
                }
            } else {
                events.add(event(
                        events,
                        "response.function_call_arguments.delta",
                        "item_id",
                        id,
                        "output_index",
                        i,
                        "delta",
                        item.get("arguments")));
            }
            events.add(event(events, "response.output_item.done", "output_index", i, "item", item));
        }
        events.add(event(events, "response.completed", "response", response(model, "completed", items, USAGE)));
        return events;
    }

    private static Map<String, @Nullable Object> event(
            List<Map<String, @Nullable Object>> before, String type, @Nullable Object... fields) {
        Map<String, @Nullable Object> event = Json.object("type", type, "sequence_number", before.size());
        event.putAll(Json.object(fields));
        return event;
    }

    private static List<Map<String, @Nullable Object>> items(Answer answer) {
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        if (answer instanceof Answer.Text text) {
            items.add(Json.object(
                    "type", "message",
                    "id", "msg_1",
                    "status", "completed",
                    "role", "assistant",
                    "content",
                            List.of(Json.object(
                                    "type",
                                    "output_text",
                                    "text",
                                    text.text(),
                                    "annotations",
                                    List.of(),
                                    "logprobs",
                                    List.of()))));
        } else if (answer instanceof Answer.ToolCalls calls) {
            for (Answer.ToolCall call : calls.calls()) {
                items.add(Json.object(
                        "type",
                        "function_call",
                        "id",
                        "fc_" + call.name(),
                        "call_id",
                        call.id(),
                        "name",
                        call.name(),
                        "arguments",
                        call.arguments(),
                        "status",
                        "completed"));
            }
        }
        return items;
    }

    private static Map<String, @Nullable Object> response(
            String model, String status, List<?> output, @Nullable Map<String, ?> usage) {
        return Json.object(
                "id",
                "resp_7",
                "object",
                "response",
                "created_at",
                1,
                "status",
                status,
                "model",
                model,
                "output",
                output,
                "parallel_tool_calls",
                true,
                "tool_choice",
                "auto",
                "tools",
                List.of(),
                "temperature",
                1.0,
                "top_p",
                1.0,
                "metadata",
                Map.of(),
                "error",
                null,
                "incomplete_details",
                null,
                "instructions",
                null,
                "usage",
                usage);
    }
}
