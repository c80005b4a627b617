package dev.spoor.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.ObjectMappers;
import dev.spoor.sdk.genai.ChatMessage;
import dev.spoor.sdk.genai.ChatMessage.Part;
import dev.spoor.sdk.genai.ModelCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OpenAI's wire format, as far as its interfaces have it in common. */
final class Wire {
    private static final List<String> NUMBERS = List.of(
            "temperature", "top_p", "max_tokens", "seed", "frequency_penalty", "presence_penalty", "top_logprobs");

    private Wire() {}

    static JsonNode json(Object value) {
        return ObjectMappers.jsonMapper().valueToTree(value);
    }

    static @Nullable String text(JsonNode json) {
        return json.isTextual() ? json.textValue() : null;
    }

    static @Nullable Long count(JsonNode json) {
        return json.isNumber() ? json.longValue() : null;
    }

    /** As maps, lists, texts and numbers. */
    static @Nullable Object value(JsonNode json) {
        return ObjectMappers.jsonMapper().convertValue(json, Object.class);
    }

    /** Says the settings that requests of both interfaces have. */
    static void settings(ModelCall call, JsonNode request) {
        for (String name : NUMBERS) {
            if (request.path(name).isNumber()) {
                call.parameter(name, request.get(name).numberValue());
            }
        }
        for (String name : List.of("max_completion_tokens", "max_output_tokens")) {
            if (request.path(name).isNumber()) {
                call.parameter("max_tokens", request.get(name).longValue());
            }
        }
        call.parameter("service_tier", text(request.path("service_tier")));
        List<Map<?, ?>> tools = new ArrayList<>();
        request.path("tools").forEach(tool -> tools.add(definition(tool)));
        if (!tools.isEmpty() && call.takesContent()) {
            call.tools(tools);
        }
    }

    /** The fields of a function stand beside its type, or in an object of its own. */
    private static Map<?, ?> definition(JsonNode tool) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("type", tool.path("type").asText("function"));
        JsonNode fields = tool.path("function").isObject() ? tool.path("function") : tool;
        fields.properties().forEach(field -> json.put(field.getKey(), value(field.getValue())));
        return json;
    }

    /** What a message holds: one text, or parts. */
    static List<Part> parts(JsonNode content) {
        List<Part> parts = new ArrayList<>();
        if (content.isTextual()) {
            parts.add(new ChatMessage.Text(content.textValue()));
        } else {
            content.forEach(part -> parts.add(part(part)));
        }
        return parts;
    }

    private static Part part(JsonNode part) {
        String type = part.path("type").asText("other");
        return switch (type) {
            case "text", "input_text", "output_text" ->
                new ChatMessage.Text(part.path("text").asText());
            case "refusal" -> new ChatMessage.Text(part.path("refusal").asText());
            case "image_url", "input_image" -> {
                JsonNode url = part.path("image_url");
                String where = url.isTextual() ? url.textValue() : text(url.path("url"));
                yield ChatMessage.Media.of("image", null, where == null ? fileId(part) : where, null);
            }
            case "input_audio" -> {
                JsonNode audio = part.path("input_audio");
                String format = text(audio.path("format"));
                yield ChatMessage.Media.of(
                        "audio", format == null ? null : "audio/" + format, null, text(audio.path("data")));
            }
            case "file", "input_file" -> {
                JsonNode file = part.path("file").isObject() ? part.path("file") : part;
                String data = text(file.path("file_data"));
                String url = text(file.path("file_url"));
                yield ChatMessage.Media.of(
                        "document", null, data != null ? data : url != null ? url : fileId(file), null);
            }
            default -> new ChatMessage.Other(type, Map.of());
        };
    }

    private static @Nullable String fileId(JsonNode json) {
        return text(json.path("file_id"));
    }
}
