package dev.spoor.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation.
 *
 * @param role system, developer, user, assistant, tool, or what the sender said
 * @param name the speaker's name, where given
 * @param finishReason why the model stopped, on answers
 */
public record Message(
        String role,
        @Nullable String name,
        List<Part> parts,
        @Nullable String finishReason) {
    public Message {
        parts = List.copyOf(parts);
    }

    public static Message text(String role, String text) {
        return new Message(role, null, List.of(new Part.Text(text)), null);
    }

    /** A piece of a message. */
    public sealed interface Part {

        record Text(String text) implements Part {}

        /** What the model thought aloud. */
        record Reasoning(String text) implements Part {}

        /** The model asks for a tool. {@code arguments} is parsed where it was JSON. */
        record ToolCall(@Nullable String id, String name, Value arguments) implements Part {}

        /** What a tool answered. */
        record ToolResult(@Nullable String id, @Nullable String name, Value result) implements Part {}

        /**
         * An image, audio, video, document or other file.
         *
         * @param modality image, audio, video, document or file
         * @param uri where it is, when given by reference
         * @param fileId the provider's id of it, when given so
         * @param base64 the content itself, when sent along
         */
        record Media(
                String modality,
                @Nullable String mimeType,
                @Nullable String uri,
                @Nullable String fileId,
                @Nullable String base64)
                implements Part {}

        /** Anything else, as it came. */
        record Other(String type, Value value) implements Part {}
    }
}
