package dev.spoor.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.spoor.sdk.genai.ChatMessage;
import dev.spoor.sdk.genai.ChatMessage.Part;
import dev.spoor.sdk.genai.ModelCall;
import dev.spoor.sdk.genai.TokenUsage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A chat completion, read in OpenAI's wire format, which is the same in all versions of the client. */
final class Completion {
    private static final List<String> NUMBERS =
            List.of("temperature", "top_p", "max_tokens", "seed", "frequency_penalty", "presence_penalty");

    private Completion() {}

    static ModelCall begin(ChatCompletionCreateParams params) {
        JsonNode json = ObjectMappers.jsonMapper().valueToTree(params._body());
        ModelCall call = ModelCall.chat("openai", text(json.path("model")));
        for (String name : NUMBERS) {
            if (json.path(name).isNumber()) {
                call.parameter(name, json.get(name).numberValue());
            }
        }
        if (json.path("max_completion_tokens").isNumber()) {
            call.parameter("max_tokens", json.get("max_completion_tokens").longValue());
        }
        if (call.takesContent()) {
            List<ChatMessage> messages = new ArrayList<>();
            json.path("messages").forEach(message -> messages.add(message(message, null)));
            call.inputMessages(messages);
            List<Map<?, ?>> tools = new ArrayList<>();
            json.path("tools").forEach(tool -> tools.add(definition(tool)));
            if (!tools.isEmpty()) {
                call.tools(tools);
            }
        }
        return call;
    }

    static void end(ModelCall call, ChatCompletion completion) {
        JsonNode json = ObjectMappers.jsonMapper().valueToTree(completion);
        call.responseId(text(json.path("id"))).responseModel(text(json.path("model")));
        List<String> reasons = new ArrayList<>();
        List<ChatMessage> messages = new ArrayList<>();
        for (JsonNode choice : json.path("choices")) {
            String given = choice.path("finish_reason").asText("");
            String reason = given.equals("tool_calls") ? "tool_call" : given; // the conventions' word
            reasons.add(reason);
            messages.add(message(choice.path("message"), reason));
        }
        JsonNode usage = json.path("usage");
        call.finishReasons(reasons)
                .outputMessages(messages)
                .usage(new TokenUsage(
                        count(usage.path("prompt_tokens")),
                        count(usage.path("completion_tokens")),
                        count(usage.path("prompt_tokens_details").path("cached_tokens")),
                        null,
                        count(usage.path("completion_tokens_details").path("reasoning_tokens"))))
                .end();
    }

    private static Map<?, ?> definition(JsonNode tool) {
        JsonNode function = tool.path("function");
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", tool.path("type").asText("function"));
        function.properties().forEach(field -> json.put(field.getKey(), value(field.getValue())));
        return json;
    }

    private static Object value(JsonNode json) {
        return ObjectMappers.jsonMapper().convertValue(json, Object.class);
    }

    private static ChatMessage message(JsonNode message, @Nullable String finishReason) {
        String role = message.path("role").asText("assistant");
        JsonNode content = message.path("content");
        List<Part> parts = new ArrayList<>();
        if (role.equals("tool")) {
            Object response = content.isTextual() ? content.textValue() : value(content);
            parts.add(new ChatMessage.ToolResult(text(message.path("tool_call_id")), response));
        } else if (content.isTextual()) {
            parts.add(new ChatMessage.Text(content.textValue()));
        } else {
            content.forEach(part -> parts.add(part(part)));
        }
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            parts.add(new ChatMessage.ToolCall(
                    text(call.path("id")), function.path("name").asText(), text(function.path("arguments"))));
        }
        return new ChatMessage(role, parts, finishReason);
    }

    private static Part part(JsonNode part) {
        String type = part.path("type").asText("other");
        String url = part.path("image_url").path("url").asText("");
        if (type.equals("text")) {
            return new ChatMessage.Text(part.path("text").asText());
        }
        if (type.equals("image_url") && !url.startsWith("data:")) {
            return new ChatMessage.Media("image", null, url, null);
        }
        return new ChatMessage.Other(type, Map.of());
    }

    private static @Nullable String text(JsonNode json) {
        return json.isTextual() ? json.textValue() : null;
    }

    private static @Nullable Long count(JsonNode json) {
        return json.isNumber() ? json.longValue() : null;
    }
}
