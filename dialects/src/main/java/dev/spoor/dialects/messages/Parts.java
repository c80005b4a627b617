package dev.spoor.dialects.messages;

import dev.spoor.dialects.json.Json;
import dev.spoor.model.Message.Part;
import dev.spoor.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a message, in any provider's shape. */
final class Parts {
    private Parts() {}

    /** The parts of a message's content: a text, a part or a list of them. */
    static List<Part> readAll(Value content) {
        Value value =
                content instanceof Value.Text text && looksLikeParts(text.text()) ? Json.unfold(content) : content;
        // Gemini's instructions are a message of their own: {"parts":[…],"role":"user"}.
        Value items = Json.at(value, "parts") instanceof Value.ListOf inner ? inner : value;
        List<Part> parts = new ArrayList<>();
        for (Value item : Json.items(items)) {
            if (item instanceof Value.Text text) {
                if (!text.text().isEmpty()) {
                    parts.add(new Part.Text(text.text()));
                }
            } else {
                parts.add(read(item));
            }
        }
        return parts;
    }

    /** A text may be JSON that the user wrote; only lists of typed parts are taken for what they are. */
    private static boolean looksLikeParts(String text) {
        return text.startsWith("[{") && (text.contains("\"type\"") || text.contains("\"text\""));
    }

    static boolean looksLikePart(Value value) {
        return Json.firstAt(
                                value,
                                "type",
                                "text",
                                "functionCall",
                                "function_call",
                                "functionResponse",
                                "toolUse",
                                "json")
                        != null
                && !"message".equals(Json.textAt(value, "type"));
    }

    static Part read(Value item) {
        if (!(item instanceof Value.MapOf)) {
            return new Part.Text(Json.text(item));
        }
        String type = Json.textAt(item, "type", "part_kind", "kind");
        Part known = type == null ? untyped(item) : typed(type, item);
        return known != null ? known : new Part.Other(type == null ? "unknown" : type, item);
    }

    private static @Nullable Part typed(String type, Value item) {
        return switch (type) {
            case "text", "input_text", "output_text", "user-prompt", "system-prompt", "refusal" -> {
                Value text = Json.firstAt(item, "text", "content", "refusal");
                yield text == null || text instanceof Value.MapOf ? null : new Part.Text(Json.text(text));
            }
            case "reasoning", "thinking", "redacted_thinking" -> reasoning(item);
            case "tool_call", "tool-call", "tool_use", "toolUse", "function_call", "function", "server_tool_call" ->
                toolCall(item);
            case "tool_call_response",
                    "tool-result",
                    "tool_result",
                    "function_call_output",
                    "tool-return",
                    "server_tool_call_response" -> toolResult(item);
            case "image_url",
                    "image",
                    "input_image",
                    "input_audio",
                    "audio",
                    "video",
                    "document",
                    "blob",
                    "uri",
                    "file",
                    "media",
                    "input_file" -> Media.read(type, item);
            default -> null;
        };
    }

    private static @Nullable Part reasoning(Value item) {
        String text = Json.textAt(item, "content", "text", "thinking", "reasoning");
        if (text == null && Json.at(item, "summary") instanceof Value.ListOf summary) {
            text = String.join(
                    "\n",
                    summary.items().stream()
                            .map(line -> Json.textAt(line, "text"))
                            .filter(java.util.Objects::nonNull)
                            .toList());
        }
        return text == null ? null : new Part.Reasoning(text);
    }

    /** Gemini and Bedrock have no type; a key says what a part is. */
    private static @Nullable Part untyped(Value item) {
        Value.MapOf map = (Value.MapOf) item;
        Map<String, Value> entries = map.entries();
        for (String key : new String[] {"functionCall", "function_call", "toolUse", "tool_call", "toolRequest"}) {
            if (entries.get(key) instanceof Value.MapOf call) {
                return toolCall(call);
            }
        }
        for (String key : new String[] {"functionResponse", "function_response", "toolResult", "toolResponse"}) {
            if (entries.get(key) instanceof Value.MapOf result) {
                return toolResult(result);
            }
        }
        for (String key : new String[] {"inlineData", "inline_data", "fileData", "file_data", "media"}) {
            if (entries.get(key) instanceof Value.MapOf media) {
                return Media.read("file", media);
            }
        }
        if (entries.get("reasoningContent") instanceof Value.MapOf reasoning) {
            String text = Json.textAt(Json.firstAt(reasoning, "reasoningText"), "text");
            return text == null ? null : new Part.Reasoning(text);
        }
        String text = Json.textAt(item, "text", "content");
        if (text == null) {
            return null;
        }
        return entries.get("thought") instanceof Value.Bool thought && thought.value()
                ? new Part.Reasoning(text)
                : new Part.Text(text);
    }

    static Part.ToolCall toolCall(Value raw) {
        Value outer = Json.unfold(raw);
        Value call = Json.at(outer, "tool_call") instanceof Value.MapOf inner ? inner : outer;
        Value function = Json.at(call, "function") instanceof Value.MapOf inner ? inner : call;
        String name = Json.textAt(function, "name", "toolName", "tool_name");
        if (name == null) {
            name = Json.textAt(call, "name", "toolName", "tool_name");
        }
        Value arguments = Json.firstAt(
                function, "arguments", "args", "input", "parameters", "server_tool_call", "arguments_json");
        return new Part.ToolCall(
                // OpenAI's responses and LiveKit give the item an id too; results refer to that of the call.
                Json.textAt(call, "call_id", "id", "toolCallId", "tool_call_id", "toolUseId", "ref"),
                name == null ? "" : name,
                arguments == null ? Value.EMPTY : Json.unfold(arguments));
    }

    static Part.ToolResult toolResult(Value item) {
        Value result = Json.firstAt(
                item, "response", "result", "output", "content", "server_tool_call_response", "tool_result");
        return new Part.ToolResult(
                Json.textAt(item, "id", "toolCallId", "tool_use_id", "call_id", "tool_call_id", "toolUseId", "ref"),
                Json.textAt(item, "name", "toolName", "tool_name"),
                result == null ? Value.EMPTY : Json.unfold(result));
    }
}
