package dev.spoor.dialects.messages;

import dev.spoor.dialects.json.Json;
import dev.spoor.model.Message;
import dev.spoor.model.Message.Part;
import dev.spoor.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a conversation from a tree, in the shapes of OpenTelemetry, OpenAI (chat and responses), Anthropic, Gemini,
 * Bedrock, LangChain, the Vercel AI SDK and PydanticAI. They can be told apart message by message, so one reader takes
 * them all. A part that nothing here knows is kept as {@link Part.Other}.
 */
public final class Messages {
    /** Where a conversation may be in a request or an answer, the likeliest first. */
    private static final List<String> CONVERSATION_KEYS = List.of(
            "messages", "input_messages", "output_messages", "contents", "history", "input", "choices", "prompt");

    private Messages() {}

    /**
     * The conversation in a tree, or an empty list when it holds none.
     *
     * @param defaultRole the role of messages that name none
     */
    public static List<Message> read(@Nullable Value tree, String defaultRole) {
        Value value = tree == null ? Value.EMPTY : Json.unfold(tree);
        if (value instanceof Value.ListOf list) {
            return readList(list.items(), defaultRole);
        }
        if (value instanceof Value.MapOf) {
            return readMap(value, defaultRole);
        }
        return List.of();
    }

    /** Like {@link #read}, but a text is a message too. */
    public static List<Message> readOrText(@Nullable Value tree, String defaultRole) {
        List<Message> messages = read(tree, defaultRole);
        if (messages.isEmpty() && tree != null && Json.unfold(tree) instanceof Value.Text text) {
            return List.of(Message.text(defaultRole, text.text()));
        }
        return messages;
    }

    private static List<Message> readList(List<Value> items, String defaultRole) {
        List<Message> messages = new ArrayList<>();
        for (Value raw : items) {
            Value item = Json.unfold(raw);
            if (item instanceof Value.ListOf inner) {
                // LangChain and some embedders wrap a batch around the conversation.
                messages.addAll(readList(inner.items(), defaultRole));
            } else if (item instanceof Value.MapOf map) {
                Message message = message(map, defaultRole);
                if (message == null) {
                    return List.of();
                }
                messages.add(message);
            } else {
                return List.of();
            }
        }
        return messages;
    }

    private static List<Message> readMap(Value map, String defaultRole) {
        List<Message> messages = new ArrayList<>();
        Value system = Json.firstAt(map, "system", "instructions", "system_instruction", "systemInstruction");
        for (String key : CONVERSATION_KEYS) {
            Value inner = Json.at(map, key);
            List<Message> read = inner == null || key.equals("prompt") && !(inner instanceof Value.ListOf)
                    ? List.of()
                    : read(inner, defaultRole);
            if (!read.isEmpty()) {
                messages.addAll(read);
                break;
            }
        }
        if (messages.isEmpty()) {
            addAlone(map, defaultRole, messages);
        }
        if (system != null && !messages.isEmpty() && noneOf(messages, "system")) {
            List<Part> parts = Parts.readAll(system);
            if (!parts.isEmpty()) {
                messages.add(0, new Message("system", null, parts, null));
            }
        }
        return messages;
    }

    /** A single message, or the wrappers that providers put around their answers. */
    private static void addAlone(Value map, String defaultRole, List<Message> messages) {
        Value inner = Json.firstAt(map, "message", "output", "candidates", "generations", "response");
        if (Json.at(map, "role") == null && inner != null) {
            messages.addAll(read(inner, defaultRole));
            return;
        }
        if (Json.at(map, "prompt") instanceof Value.Text prompt && Json.at(map, "content") == null) {
            messages.add(Message.text(defaultRole, prompt.text()));
            return;
        }
        Message message = message((Value.MapOf) map, defaultRole);
        if (message != null) {
            messages.add(message);
        }
    }

    /** Whether no message has that role. */
    public static boolean noneOf(List<Message> messages, String role) {
        return messages.stream().noneMatch(message -> message.role().equals(role));
    }

    /** One message; null when the map does not look like one. */
    static @Nullable Message message(Value.MapOf map, String defaultRole) {
        Value.MapOf body = body(map);
        String role = role(body, map, defaultRole);
        Value content = Json.firstAt(body, "parts", "content", "text");
        List<Part> parts = new ArrayList<>();
        String reasoning = Json.textAt(body, "reasoning_content", "reasoning");
        if (reasoning != null && !reasoning.isBlank()) {
            parts.add(new Part.Reasoning(reasoning));
        }
        String toolCallId = Json.textAt(body, "tool_call_id", "toolCallId", "call_id");
        if (role.equals("tool") && toolCallId != null && !(hasParts(content))) {
            Value result = Json.firstAt(body, "content", "output", "response", "result");
            parts.add(new Part.ToolResult(
                    toolCallId, Json.textAt(body, "name", "tool_name"), result == null ? Value.EMPTY : result));
        } else if (content != null) {
            parts.addAll(Parts.readAll(content));
        } else if (Parts.looksLikePart(body)) {
            parts.add(Parts.read(body));
        }
        for (Value toolCall : Json.items(Json.firstAt(body, "tool_calls", "toolCalls"))) {
            parts.add(Parts.toolCall(toolCall));
        }
        Value call = Json.at(body, "function_call");
        if (call != null && body.entries().get("role") != null) {
            parts.add(Parts.toolCall(call));
        }
        boolean looksLikeMessage = !parts.isEmpty() || body.entries().containsKey("role");
        if (!looksLikeMessage) {
            return null;
        }
        String finish = Json.textAt(map, "finish_reason", "finishReason", "stop_reason", "stopReason");
        return new Message(role, Json.textAt(body, "name"), parts, finish);
    }

    private static boolean hasParts(@Nullable Value content) {
        return content instanceof Value.ListOf list
                && !list.items().isEmpty()
                && list.items().get(0) instanceof Value.MapOf map
                && map.entries().containsKey("type")
                && !map.entries().containsKey("text");
    }

    /** OpenAI's choices wrap {@code message}, Gemini's candidates {@code content}, LangChain's dumps {@code kwargs}. */
    private static Value.MapOf body(Value.MapOf map) {
        Map<String, Value> entries = map.entries();
        for (String wrapper : new String[] {"message", "kwargs", "delta", "data"}) {
            if (!entries.containsKey("role") && entries.get(wrapper) instanceof Value.MapOf inner) {
                Value.MapOf deeper = inner.entries().get("kwargs") instanceof Value.MapOf kwargs ? kwargs : inner;
                return deeper;
            }
        }
        if (!entries.containsKey("role")
                && entries.get("content") instanceof Value.MapOf inner
                && inner.entries().containsKey("parts")) {
            return inner;
        }
        return map;
    }

    private static String role(Value.MapOf body, Value.MapOf outer, String defaultRole) {
        String role = Json.textAt(body, "role");
        if (role == null) {
            role = roleOfType(body, outer);
        }
        if (role == null) {
            return defaultRole;
        }
        return switch (role.toLowerCase(java.util.Locale.ROOT)) {
            case "human" -> "user";
            case "ai", "model", "chatbot" -> "assistant";
            case "function" -> "tool";
            default -> role;
        };
    }

    private static @Nullable String roleOfType(Value.MapOf body, Value.MapOf outer) {
        String type = Json.textAt(body, "type");
        if (type == null) {
            type = Json.textAt(outer, "type", "_type");
        }
        // LangChain's dump: {"lc":1,"id":["langchain_core","messages","HumanMessage"],"kwargs":{…}}
        if (Json.at(outer, "id") instanceof Value.ListOf id && !id.items().isEmpty()) {
            type = Json.text(id.items().get(id.items().size() - 1));
        }
        if (type == null) {
            return null;
        }
        return switch (type) {
            case "human", "HumanMessage", "HumanMessageChunk" -> "user";
            case "ai", "AIMessage", "AIMessageChunk", "function_call", "output_text", "reasoning" -> "assistant";
            case "system", "SystemMessage" -> "system";
            case "tool", "ToolMessage", "function_call_output" -> "tool";
            default -> null;
        };
    }
}
