package dev.spoor.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.genai.ChatMessage;
import dev.spoor.sdk.genai.ChatMessage.Part;
import dev.spoor.sdk.genai.FinishReasons;
import dev.spoor.sdk.genai.ModelCall;
import dev.spoor.sdk.genai.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chat completions. */
final class ChatOperation implements Operation {
    @Override
    public SpanType type() {
        return SpanType.CHAT_MODEL;
    }

    @Override
    public JsonNode request(Object params) {
        return Wire.json(((ChatCompletionCreateParams) params)._body());
    }

    @Override
    public void asked(ModelCall call, JsonNode request) {
        Wire.settings(call, request);
        call.parameter("choice.count", Wire.count(request.path("n")))
                .parameter("reasoning.level", Wire.text(request.path("reasoning_effort")));
        JsonNode stop = request.path("stop");
        if (!stop.isMissingNode() && !stop.isNull()) {
            call.parameter("stop_sequences", stop.isTextual() ? List.of(stop.textValue()) : Wire.value(stop));
        }
        if (call.takesContent()) {
            List<ChatMessage> messages = new ArrayList<>();
            request.path("messages").forEach(message -> messages.add(message(message, null)));
            call.inputMessages(messages);
        }
    }

    @Override
    public void answered(ModelCall call, Object answer) {
        JsonNode completion = Wire.json(answer);
        call.responseId(Wire.text(completion.path("id"))).responseModel(Wire.text(completion.path("model")));
        List<String> reasons = new ArrayList<>();
        List<ChatMessage> messages = new ArrayList<>();
        for (JsonNode choice : completion.path("choices")) {
            String reason = FinishReasons.of(Wire.text(choice.path("finish_reason")));
            if (reason != null) {
                reasons.add(reason);
            }
            messages.add(message(choice.path("message"), reason));
        }
        call.finishReasons(reasons).outputMessages(messages);
        JsonNode usage = completion.path("usage");
        call.usage(new TokenUsage(
                Wire.count(usage.path("prompt_tokens")),
                Wire.count(usage.path("completion_tokens")),
                Wire.count(usage.path("prompt_tokens_details").path("cached_tokens")),
                null,
                Wire.count(usage.path("completion_tokens_details").path("reasoning_tokens"))));
    }

    @Override
    public Gathering gather() {
        return new Chunks();
    }

    private final class Chunks implements Gathering {
        private final ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
        private final StringBuilder text = new StringBuilder();

        @Override
        public boolean add(Object event) {
            ChatCompletionChunk chunk = (ChatCompletionChunk) event;
            try {
                whole.accumulate(chunk);
                chunk.choices().stream()
                        .filter(choice -> choice.index() == 0)
                        .forEach(choice -> choice.delta().content().ifPresent(text::append));
            } catch (RuntimeException e) {
                // A server that keeps less to the format than the accumulator asks for.
            }
            return true;
        }

        @Override
        public void tell(ModelCall call) {
            try {
                answered(call, whole.chatCompletion());
            } catch (IllegalStateException e) {
                call.outputMessages(List.of(ChatMessage.text("assistant", text.toString()))); // not whole
            }
        }
    }

    private static ChatMessage message(JsonNode message, @Nullable String finishReason) {
        String role = message.path("role").asText("assistant");
        JsonNode content = message.path("content");
        List<Part> parts = new ArrayList<>();
        if (role.equals("tool")) {
            Object response = content.isTextual() ? content.textValue() : Wire.parts(content);
            parts.add(new ChatMessage.ToolResult(Wire.text(message.path("tool_call_id")), response));
            return new ChatMessage(role, parts, finishReason);
        }
        if (message.path("reasoning_content").isTextual()) {
            parts.add(new ChatMessage.Reasoning(message.get("reasoning_content").textValue()));
        }
        parts.addAll(Wire.parts(content));
        if (message.path("refusal").isTextual()) {
            parts.add(new ChatMessage.Text(message.get("refusal").textValue()));
        }
        JsonNode audio = message.path("audio");
        if (audio.path("data").isTextual()) {
            parts.add(
                    ChatMessage.Media.of("audio", null, null, audio.get("data").textValue()));
            parts.add(new ChatMessage.Text(audio.path("transcript").asText("")));
        }
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            parts.add(new ChatMessage.ToolCall(
                    Wire.text(call.path("id")), function.path("name").asText(), Wire.text(function.path("arguments"))));
        }
        return new ChatMessage(role, parts, finishReason);
    }
}
