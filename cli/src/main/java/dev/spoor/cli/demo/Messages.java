package dev.spoor.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A conversation in the form of OpenTelemetry's {@code gen_ai.input.messages}. Immutable: each step gives a longer one. */
final class Messages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ArrayNode messages;

    private Messages(ArrayNode messages) {
        this.messages = messages;
    }

    static Messages none() {
        return new Messages(JSON.createArrayNode());
    }

    static Messages system(String text) {
        return none().with("system", text);
    }

    Messages with(String role, String text) {
        return and(role, JSON.createObjectNode().put("type", "text").put("content", text));
    }

    Messages thinking(String thought, String text) {
        ObjectNode message = message("assistant");
        ArrayNode parts = message.putArray("parts");
        parts.addObject().put("type", "reasoning").put("content", thought);
        parts.addObject().put("type", "text").put("content", text);
        return and(message);
    }

    Messages call(String id, String tool, String arguments) {
        return and(
                "assistant",
                JSON.createObjectNode()
                        .put("type", "tool_call")
                        .put("id", id)
                        .put("name", tool)
                        .set("arguments", tree(arguments)));
    }

    Messages result(String id, String result) {
        return and(
                "tool",
                JSON.createObjectNode()
                        .put("type", "tool_call_response")
                        .put("id", id)
                        .set("response", tree(result)));
    }

    private Messages and(String role, JsonNode part) {
        ObjectNode message = message(role);
        message.putArray("parts").add(part);
        return and(message);
    }

    private Messages and(ObjectNode message) {
        ArrayNode longer = JSON.createArrayNode();
        longer.addAll(messages);
        return new Messages(longer.add(message));
    }

    private static ObjectNode message(String role) {
        return JSON.createObjectNode().put("role", role);
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String json() {
        return messages.toString();
    }
}
