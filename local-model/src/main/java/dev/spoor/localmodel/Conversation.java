package dev.spoor.localmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked: the turns of either of OpenAI's two forms, chat completions and responses.
 *
 * @param turns oldest first
 * @param tools the names of the tools that are offered
 */
public record Conversation(String model, List<Turn> turns, List<String> tools) {

    /** @param role {@code system}, {@code user}, {@code assistant} or {@code tool} */
    public record Turn(String role, String text) {}

    /** The text of the last turn; empty when there is none. */
    public String last() {
        return turns.isEmpty() ? "" : turns.get(turns.size() - 1).text();
    }

    /** Whether the last turn is what a tool gave. */
    public boolean hasToolResult() {
        return !turns.isEmpty() && turns.get(turns.size() - 1).role().equals("tool");
    }

    /** What the user said last; empty when nothing. */
    public String question() {
        return turns.stream()
                .filter(turn -> turn.role().equals("user"))
                .reduce((first, second) -> second)
                .map(Turn::text)
                .orElse("");
    }

    static Conversation of(Map<String, @Nullable Object> request) {
        List<Turn> turns = new ArrayList<>();
        if (request.get("instructions") instanceof String instructions) {
            turns.add(new Turn("system", instructions));
        }
        Object input = request.containsKey("messages") ? request.get("messages") : request.get("input");
        if (input instanceof String text) {
            turns.add(new Turn("user", text));
        }
        for (Map<?, ?> item : maps(input)) {
            turns.add(turn(item));
        }
        List<String> tools = new ArrayList<>();
        for (Map<?, ?> tool : maps(request.get("tools"))) {
            Object function = tool.get("function") instanceof Map<?, ?> inner ? inner.get("name") : tool.get("name");
            tools.add(String.valueOf(function));
        }
        return new Conversation(String.valueOf(request.get("model")), turns, tools);
    }

    private static Turn turn(Map<?, ?> item) {
        if ("function_call_output".equals(item.get("type"))) {
            return new Turn("tool", text(item.get("output")));
        }
        Object role = item.get("role");
        return new Turn(role == null ? "assistant" : role.toString(), text(item.get("content")));
    }

    private static String text(@Nullable Object content) {
        if (content instanceof List<?>) {
            StringBuilder text = new StringBuilder();
            for (Map<?, ?> part : maps(content)) {
                if (part.get("text") instanceof String piece) {
                    text.append(piece);
                }
            }
            return text.toString();
        }
        return content == null ? "" : content.toString();
    }

    static List<Map<?, ?>> maps(@Nullable Object list) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (list instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> map) {
                    maps.add(map);
                }
            }
        }
        return maps;
    }
}
