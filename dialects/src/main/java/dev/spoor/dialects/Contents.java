package dev.spoor.dialects;

import dev.spoor.dialects.json.Json;
import dev.spoor.dialects.messages.Messages;
import dev.spoor.model.Message;
import dev.spoor.model.SpanContent;
import dev.spoor.model.SpanContent.Document;
import dev.spoor.model.SpanContent.PromptRef;
import dev.spoor.model.SpanContent.ToolDefinition;
import dev.spoor.model.SpanContent.ToolUse;
import dev.spoor.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the content of a draft that is filled. */
final class Contents {
    /** Entries of a request that are no settings. */
    private static final Set<String> SHOWN_ELSEWHERE =
            Set.of("model", "messages", "input", "tools", "functions", "prompt", "contents", "system");

    private Contents() {}

    static void parameters(KeyTable table, SpanView view, Draft draft) {
        for (String prefix : table.parameterPrefixes) {
            for (String key : view.attributes.keys()) {
                if (key.length() > prefix.length() && key.startsWith(prefix)) {
                    String name = key.substring(prefix.length());
                    Value value = name.equals("model") || table.names(key) ? null : view.value(key);
                    if (value != null) {
                        draft.parameters.putIfAbsent(name, value);
                    }
                }
            }
        }
    }

    /** Takes messages, tools and documents out of the trees that tables found. */
    static void complete(Draft draft) {
        draft.input(Messages.readOrText(draft.get(Field.INPUT_MESSAGES), "user"));
        draft.output(Messages.readOrText(draft.get(Field.OUTPUT_MESSAGES), "assistant"));
        draft.input(conversation(draft.get(Field.INPUT), "user"));
        draft.output(conversation(draft.get(Field.OUTPUT), "assistant"));
        prependSystem(draft);
        if (draft.tools.isEmpty()) {
            for (Value tool : Json.items(unfolded(draft.get(Field.TOOLS)))) {
                addTool(draft.tools, tool);
            }
        }
        if (draft.documents.isEmpty()) {
            for (Value document : Json.items(unfolded(draft.get(Field.DOCUMENTS)))) {
                draft.documents.add(document(document));
            }
        }
        if (unfolded(draft.get(Field.PARAMETERS)) instanceof Value.MapOf map) {
            map.entries().forEach((key, setting) -> {
                if (!SHOWN_ELSEWHERE.contains(key) && !(setting instanceof Value.Empty)) {
                    draft.parameters.putIfAbsent(key, setting);
                }
            });
        }
    }

    /** A conversation among other things; a lone map without a role is the application's own, not a message. */
    private static List<Message> conversation(@Nullable Value value, String role) {
        Value tree = unfolded(value);
        boolean conversation = tree instanceof Value.ListOf list
                        && list.items().stream().allMatch(Contents::hasRole)
                || tree instanceof Value.MapOf map
                        && (Json.firstAt(map, "messages", "choices", "candidates", "contents", "generations") != null
                                || hasRole(map)
                                || Json.at(map, "output") instanceof Value.ListOf
                                || Json.at(map, "input") instanceof Value.ListOf
                                || Json.at(map, "message") instanceof Value.MapOf
                                || Json.at(map, "input") instanceof Value.Text && Json.at(map, "model") != null);
        return conversation ? Messages.read(tree, role) : List.of();
    }

    private static boolean hasRole(Value value) {
        return Json.at(value, "role") instanceof Value.Text
                || Json.at(value, "lc") != null
                || Json.at(value, "type") instanceof Value.Text type
                        && List.of("message", "human", "ai", "function_call", "function_call_output")
                                .contains(type.text())
                || value instanceof Value.ListOf list
                        && !list.items().isEmpty()
                        && list.items().stream().allMatch(Contents::hasRole);
    }

    private static void prependSystem(Draft draft) {
        Value system = unfolded(draft.get(Field.SYSTEM_INSTRUCTIONS));
        if (system == null || !Messages.noneOf(draft.inputMessages, "system")) {
            return;
        }
        List<Message.Part> parts = new ArrayList<>();
        for (Message message : Messages.readOrText(
                new Value.ListOf(List.of(new Value.MapOf(Map.of("role", Value.of("system"), "content", system)))),
                "system")) {
            parts.addAll(message.parts());
        }
        if (!parts.isEmpty()) {
            List<Message> all = new ArrayList<>(draft.inputMessages.size() + 1);
            all.add(new Message("system", null, parts, null));
            all.addAll(draft.inputMessages);
            draft.inputMessages = all;
        }
    }

    static void addTool(List<ToolDefinition> tools, Value raw) {
        Value tool = Json.unfold(raw);
        Value function = Json.at(tool, "function") instanceof Value.MapOf inner ? inner : tool;
        Value declarations = Json.firstAt(tool, "functionDeclarations", "function_declarations");
        if (declarations != null) {
            Json.items(declarations).forEach(declaration -> addTool(tools, declaration));
            return;
        }
        if (Json.at(tool, "toolSpec") instanceof Value.MapOf spec) {
            function = spec;
        }
        String name = Json.textAt(function, "name", "type");
        if (name != null) {
            Value parameters =
                    Json.firstAt(function, "parameters", "inputSchema", "input_schema", "parameters_json_schema");
            tools.add(new ToolDefinition(
                    name, Json.textAt(function, "description"), parameters == null ? null : Json.unfold(parameters)));
        }
    }

    static Document document(Value raw) {
        Value value = Json.unfold(raw);
        Value inner = Json.at(value, "document") instanceof Value.MapOf document ? document : value;
        double score = Json.number(Json.firstAt(value, "score", "relevance_score", "similarity"));
        if (Double.isNaN(score)) {
            score = Json.number(Json.firstAt(inner, "score", "relevance_score"));
        }
        Value kwargs = Json.at(inner, "kwargs");
        Value body = kwargs instanceof Value.MapOf ? kwargs : inner;
        String content = body instanceof Value.Text text
                ? text.text()
                : Json.textAt(body, "content", "page_content", "pageContent", "text");
        return new Document(
                Json.textAt(body, "id"), content, Double.isNaN(score) ? null : score, Json.at(body, "metadata"));
    }

    private static @Nullable Value unfolded(@Nullable Value value) {
        return value == null ? null : Json.unfold(value);
    }

    static SpanContent finish(Draft draft) {
        Value arguments = unfolded(draft.get(Field.TOOL_ARGUMENTS));
        Value result = unfolded(draft.get(Field.TOOL_RESULT));
        Value input = unfolded(draft.get(Field.INPUT));
        Value output = unfolded(draft.get(Field.OUTPUT));
        boolean callsModel = draft.type != null && draft.type.callsModel();
        String tool = callsModel ? null : draft.text(Field.TOOL_NAME);
        String prompt = draft.text(Field.PROMPT_NAME);
        return new SpanContent(
                draft.inputMessages,
                draft.outputMessages,
                input != null || callsModel ? input : arguments,
                output != null || callsModel ? output : result,
                draft.parameters,
                draft.documents,
                draft.tools,
                tool == null
                        ? null
                        : new ToolUse(
                                tool,
                                draft.text(Field.TOOL_CALL_ID),
                                draft.text(Field.TOOL_DESCRIPTION),
                                arguments != null ? arguments : input,
                                result != null ? result : output),
                draft.text(Field.WORKFLOW),
                prompt == null ? null : new PromptRef(prompt, draft.text(Field.PROMPT_VERSION)));
    }
}
