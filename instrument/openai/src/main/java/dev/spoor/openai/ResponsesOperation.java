package dev.spoor.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.genai.ChatMessage;
import dev.spoor.sdk.genai.ChatMessage.Part;
import dev.spoor.sdk.genai.FinishReasons;
import dev.spoor.sdk.genai.ModelCall;
import dev.spoor.sdk.genai.TokenUsage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Responses API. */
final class ResponsesOperation implements Operation {
    @Override
    public SpanType type() {
        return SpanType.CHAT_MODEL;
    }

    @Override
    public JsonNode request(Object params) {
        return Wire.json(((ResponseCreateParams) params)._body());
    }

    @Override
    public void asked(ModelCall call, JsonNode request) {
        Wire.settings(call, request);
        call.parameter("reasoning.level", Wire.text(request.path("reasoning").path("effort")))
                .parameter("previous_response.id", Wire.text(request.path("previous_response_id")));
        JsonNode conversation = request.path("conversation");
        String id = conversation.isTextual() ? conversation.textValue() : Wire.text(conversation.path("id"));
        if (id != null) {
            call.conversation(id);
        }
        if (call.takesContent()) {
            String instructions = Wire.text(request.path("instructions"));
            if (instructions != null) {
                call.systemInstructions(instructions);
            }
            JsonNode input = request.path("input");
            List<ChatMessage> messages = new ArrayList<>();
            if (input.isTextual()) {
                messages.add(ChatMessage.text("user", input.textValue()));
            } else {
                input.forEach(item -> messages.add(new ChatMessage(role(item), parts(item))));
            }
            call.inputMessages(messages);
        }
    }

    @Override
    public void answered(ModelCall call, Object answer) {
        JsonNode response = Wire.json(answer);
        call.responseId(Wire.text(response.path("id"))).responseModel(Wire.text(response.path("model")));
        List<Part> parts = new ArrayList<>();
        response.path("output").forEach(item -> parts.addAll(parts(item)));
        String reason = reason(response, parts);
        call.outputMessages(List.of(new ChatMessage("assistant", parts, reason)))
                .finishReasons(reason == null ? List.of() : List.of(reason));
        JsonNode usage = response.path("usage");
        call.usage(new TokenUsage(
                Wire.count(usage.path("input_tokens")),
                Wire.count(usage.path("output_tokens")),
                Wire.count(usage.path("input_tokens_details").path("cached_tokens")),
                null,
                Wire.count(usage.path("output_tokens_details").path("reasoning_tokens"))));
        JsonNode error = response.path("error");
        if (response.path("status").asText().equals("failed")) {
            call.span()
                    .error(
                            error.path("code").asText("failed"),
                            error.path("message").asText("the response failed"));
        }
    }

    /** Responses have a status; why an incomplete one ended stands beside it. */
    private static @Nullable String reason(JsonNode response, List<Part> parts) {
        String incomplete = Wire.text(response.path("incomplete_details").path("reason"));
        if (incomplete != null) {
            return FinishReasons.of(incomplete);
        }
        String status = Wire.text(response.path("status"));
        if ("failed".equals(status)) {
            return "error";
        }
        boolean calls = parts.stream().anyMatch(ChatMessage.ToolCall.class::isInstance);
        return calls && "completed".equals(status) ? "tool_call" : FinishReasons.of(status);
    }

    @Override
    public Gathering gather() {
        return new Events();
    }

    private final class Events implements Gathering {
        private final StringBuilder text = new StringBuilder();
        private @Nullable Object whole;

        @Override
        public boolean add(Object given) {
            ResponseStreamEvent event = (ResponseStreamEvent) given;
            event.outputTextDelta().ifPresent(delta -> text.append(delta.delta()));
            event.completed().ifPresent(end -> whole = end.response());
            event.incomplete().ifPresent(end -> whole = end.response());
            event.failed().ifPresent(end -> whole = end.response());
            return event.isOutputTextDelta()
                    || event.isFunctionCallArgumentsDelta()
                    || event.isReasoningSummaryTextDelta()
                    || event.isRefusalDelta();
        }

        @Override
        public void tell(ModelCall call) {
            if (whole != null) {
                answered(call, whole);
            } else if (text.length() > 0) {
                call.outputMessages(List.of(ChatMessage.text("assistant", text.toString())));
            }
        }
    }

    private static String role(JsonNode item) {
        String type = item.path("type").asText("message");
        if (type.endsWith("_output")) {
            return "tool";
        }
        return item.path("role").asText(type.equals("message") ? "user" : "assistant");
    }

    /** Of an item of the input or the output. */
    private static List<Part> parts(JsonNode item) {
        String type = item.path("type").asText("message");
        return switch (type) {
            case "message" -> Wire.parts(item.path("content"));
            case "function_call" ->
                List.of(new ChatMessage.ToolCall(
                        Wire.text(item.path("call_id")),
                        item.path("name").asText(),
                        Wire.text(item.path("arguments"))));
            case "function_call_output" -> {
                JsonNode output = item.path("output");
                Object result = output.isTextual() ? output.textValue() : Wire.parts(output);
                yield List.of(new ChatMessage.ToolResult(Wire.text(item.path("call_id")), result));
            }
            case "reasoning" -> {
                List<Part> thoughts = new ArrayList<>();
                item.path("summary")
                        .forEach(summary -> thoughts.add(
                                new ChatMessage.Reasoning(summary.path("text").asText())));
                yield thoughts;
            }
            case "image_generation_call" ->
                List.of(ChatMessage.Media.of("image", null, null, Wire.text(item.path("result"))));
            default -> List.of(new ChatMessage.Other(type, fields(item)));
        };
    }

    /** Of tools that the server runs by itself, such as its web search. */
    private static Map<String, ?> fields(JsonNode item) {
        Object value = Wire.value(item);
        Map<String, Object> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, field) -> {
                if (!"type".equals(key) && field != null) {
                    fields.put(String.valueOf(key), field);
                }
            });
        }
        return fields;
    }
}
