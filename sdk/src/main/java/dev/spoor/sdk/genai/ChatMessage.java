package dev.spoor.sdk.genai;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message to or from a model, as OpenTelemetry's GenAI conventions write it in {@code gen_ai.input.messages} and
 * {@code gen_ai.output.messages}.
 *
 * @param role {@code system}, {@code user}, {@code assistant} or {@code tool}
 * @param finishReason of what a model said: {@code stop}, {@code length}, {@code tool_call}, {@code content_filter} or
 *     its own word; null of other messages
 */
public record ChatMessage(
        String role, List<Part> parts, @Nullable String finishReason) {

    public ChatMessage {
        parts = List.copyOf(parts);
    }

    public ChatMessage(String role, List<Part> parts) {
        this(role, parts, null);
    }

    /** A message of one text. */
    public static ChatMessage text(String role, String text) {
        return new ChatMessage(role, List.of(new Text(text)), null);
    }

    /** A piece of a message. */
    public sealed interface Part permits Text, Reasoning, ToolCall, ToolResult, Media, Other {}

    public record Text(String content) implements Part {}

    /** What a model thought before it answered. */
    public record Reasoning(String content) implements Part {}

    /** @param arguments JSON as the model wrote it, or a value of its own; null without any */
    public record ToolCall(
            @Nullable String id, String name, @Nullable Object arguments) implements Part {}

    /** What a tool gave back to the model. */
    public record ToolResult(@Nullable String id, @Nullable Object response) implements Part {}

    /**
     * An image, a sound, a video or a document. Its bytes are not recorded, only where it is and how large it is.
     *
     * @param modality {@code image}, {@code audio}, {@code video} or {@code document}
     * @param uri where it is, null when it was sent along
     * @param bytes its size when it was sent along, null when not known
     */
    public record Media(
            String modality,
            @Nullable String mimeType,
            @Nullable String uri,
            @Nullable Long bytes) implements Part {

        /** From where it is, or from what was sent along in base64; a {@code data:} address counts as sent along. */
        public static Media of(
                String modality, @Nullable String mimeType, @Nullable String uri, @Nullable String base64) {
            if (uri != null && uri.startsWith("data:")) {
                int comma = uri.indexOf(',');
                int end = uri.indexOf(';');
                String named = end > 5 && end < comma ? uri.substring(5, end) : mimeType;
                return new Media(modality, named, null, bytes(uri.length() - comma - 1));
            }
            return new Media(modality, mimeType, uri, base64 == null ? null : bytes(base64.length()));
        }

        private static long bytes(int base64Chars) {
            return base64Chars * 3L / 4;
        }
    }

    /** Anything else, with a type of its own. */
    public record Other(String type, Map<String, ?> fields) implements Part {}

    /** As maps and lists, to be written as JSON. */
    Map<String, @Nullable Object> asJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("role", role);
        List<Map<String, @Nullable Object>> written = new ArrayList<>(parts.size());
        for (Part part : parts) {
            written.add(asJson(part));
        }
        json.put("parts", written);
        if (finishReason != null) {
            json.put("finish_reason", finishReason);
        }
        return json;
    }

    static List<Map<String, @Nullable Object>> asJson(List<ChatMessage> messages) {
        return messages.stream().map(ChatMessage::asJson).toList();
    }

    private static Map<String, @Nullable Object> asJson(Part part) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        if (part instanceof Text text) {
            json.put("type", "text");
            json.put("content", text.content());
        } else if (part instanceof Reasoning reasoning) {
            json.put("type", "reasoning");
            json.put("content", reasoning.content());
        } else if (part instanceof ToolCall call) {
            json.put("type", "tool_call");
            json.put("id", call.id());
            json.put("name", call.name());
            json.put("arguments", call.arguments());
        } else if (part instanceof ToolResult result) {
            json.put("type", "tool_call_response");
            json.put("id", result.id());
            json.put("response", result.response());
        } else if (part instanceof Media media) {
            json.put("type", media.uri() == null ? "blob" : "uri");
            json.put("modality", media.modality());
            json.put("mime_type", media.mimeType());
            if (media.uri() != null) {
                json.put("uri", media.uri());
            } else {
                json.put("content", media.bytes() == null ? "<bytes>" : "<" + media.bytes() + " bytes>");
            }
        } else if (part instanceof Other other) {
            json.put("type", other.type());
            json.putAll(other.fields());
        }
        return json;
    }
}
