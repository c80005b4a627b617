package dev.spoor.dialects;

import dev.spoor.dialects.json.Json;
import dev.spoor.dialects.messages.Messages;
import dev.spoor.model.Attributes;
import dev.spoor.model.Message;
import dev.spoor.model.SpanEvent;
import dev.spoor.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Content that comes as events, on the span or as log records: the messages of generation 1
 * ({@code gen_ai.user.message} and so on, {@code gen_ai.content.prompt}), and the operation's details of generations 2
 * and 3.
 */
final class GenAiEvents {
    private final List<Message> input = new ArrayList<>();
    private final List<Message> output = new ArrayList<>();
    private final Map<Field, Value> details = new LinkedHashMap<>();

    static GenAiEvents of(List<SpanEvent> events) {
        GenAiEvents found = new GenAiEvents();
        for (SpanEvent event : events) {
            if (event.name().startsWith("gen_ai.")) {
                found.add(event.name(), map(event.attributes()));
            }
        }
        return found;
    }

    private static Map<String, Value> map(Attributes attributes) {
        Map<String, Value> map = new LinkedHashMap<>();
        attributes.forEach(map::put);
        return map;
    }

    /** Takes a log record's body and attributes as one. */
    void add(String name, Attributes attributes, Value body) {
        Map<String, Value> fields = map(attributes);
        if (Json.unfold(body) instanceof Value.MapOf map) {
            fields.putAll(map.entries());
        } else if (!(body instanceof Value.Empty)) {
            fields.putIfAbsent("content", body);
        }
        add(name, fields);
    }

    private void add(String name, Map<String, Value> fields) {
        switch (name) {
            case "gen_ai.system.message" -> message("system", fields, input);
            case "gen_ai.user.message" -> message("user", fields, input);
            case "gen_ai.assistant.message" -> message("assistant", fields, input);
            case "gen_ai.tool.message" -> message("tool", fields, input);
            case "gen_ai.choice" -> message("assistant", fields, output);
            case "gen_ai.content.prompt" -> content("user", fields.get("gen_ai.prompt"), input);
            case "gen_ai.content.completion" -> content("assistant", fields.get("gen_ai.completion"), output);
            case "gen_ai.client.inference.operation.details" -> details(fields);
            default -> {
                // AWS's distribution moves a call's events into one record, whatever its name:
                // {"input": {"messages": [{"role", "content": {"content": …}}]}, "output": …}. Exceptions and
                // evaluations are read where errors and assessments are.
                moved("user", fields.get("input"), input);
                moved("assistant", fields.get("output"), output);
            }
        }
    }

    private static void message(String role, Map<String, Value> fields, List<Message> into) {
        Map<String, Value> message = new LinkedHashMap<>();
        fields.forEach((key, value) -> message.put(key.equals("id") ? "tool_call_id" : key, Json.unfold(value)));
        // A choice's message is a map with a role, or its parts alone.
        Value inner = message.get("message");
        if (inner != null && !(inner instanceof Value.MapOf)) {
            message.put("content", inner);
            message.remove("message");
        }
        message.putIfAbsent("role", Value.of(role));
        if (inner instanceof Value.MapOf) {
            message.remove("role");
        }
        into.addAll(Messages.read(new Value.ListOf(List.of(new Value.MapOf(message))), role));
    }

    private static void moved(String role, @Nullable Value side, List<Message> into) {
        for (Value item : Json.items(Json.at(side, "messages"))) {
            Value content = Json.at(item, "content");
            Value inner = Json.firstAt(content, "content", "message");
            List<Message> wrapped = wrapped(inner != null ? inner : content, role);
            if (!wrapped.isEmpty()) {
                into.addAll(wrapped);
                continue;
            }
            Map<String, Value> message = new LinkedHashMap<>();
            String named = Json.textAt(item, "role");
            message.put("role", Value.of(named == null ? role : named));
            message.put("content", inner != null ? inner : content != null ? content : Value.EMPTY);
            message("user", message, into);
        }
    }

    /** A step of a LangChain graph: {@code {"inputs": {"messages": […]}}}, as JSON. */
    private static List<Message> wrapped(@Nullable Value body, String role) {
        Value tree = body == null ? null : Json.unfold(body);
        Value messages = Json.at(Json.firstAt(tree, "inputs", "outputs"), "messages");
        return messages == null ? List.of() : Messages.read(messages, role);
    }

    private static void content(String role, @Nullable Value value, List<Message> into) {
        if (value != null) {
            into.addAll(Messages.readOrText(value, role));
        }
    }

    private void details(Map<String, Value> fields) {
        for (KeyTable.Entry entry : GenAi.TABLE.allEntries) {
            for (String key : entry.keys()) {
                Value value = SpanView.present(fields.get(key));
                if (value != null) {
                    details.putIfAbsent(entry.field(), value);
                }
            }
        }
    }

    /** Fills the fields that the operation's details name. */
    void fill(Draft draft) {
        details.forEach(draft::put);
    }

    List<Message> input() {
        return input;
    }

    List<Message> output() {
        return output;
    }
}
