package dev.spoor.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.audio.Audio;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.message.VideoContent;
import dev.langchain4j.data.pdf.PdfFile;
import dev.langchain4j.data.video.Video;
import dev.spoor.sdk.genai.ChatMessage;
import dev.spoor.sdk.genai.ChatMessage.Part;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** LangChain4j's messages in the form of the GenAI conventions. */
final class Messages {
    private Messages() {}

    static List<ChatMessage> of(List<dev.langchain4j.data.message.ChatMessage> messages) {
        return messages.stream().map(Messages::of).toList();
    }

    static ChatMessage of(dev.langchain4j.data.message.ChatMessage message) {
        if (message instanceof SystemMessage system) {
            return ChatMessage.text("system", system.text());
        }
        if (message instanceof UserMessage user) {
            return new ChatMessage(
                    "user", user.contents().stream().map(Messages::part).toList());
        }
        if (message instanceof AiMessage answer) {
            return answer(answer, null);
        }
        if (message instanceof ToolExecutionResultMessage result) {
            Object response = result.hasSingleText()
                    ? result.text()
                    : result.contents().stream().map(Messages::part).toList();
            return new ChatMessage("tool", List.of(new ChatMessage.ToolResult(result.id(), response)));
        }
        return ChatMessage.text(message.type().name().toLowerCase(Locale.ROOT), message.toString());
    }

    static ChatMessage answer(AiMessage message, @Nullable String finishReason) {
        List<Part> parts = new ArrayList<>();
        if (message.thinking() != null) {
            parts.add(new ChatMessage.Reasoning(message.thinking()));
        }
        if (message.text() != null) {
            parts.add(new ChatMessage.Text(message.text()));
        }
        for (ToolExecutionRequest call : message.toolExecutionRequests()) {
            parts.add(new ChatMessage.ToolCall(call.id(), call.name(), call.arguments()));
        }
        for (Image image : message.images()) {
            parts.add(part(image));
        }
        return new ChatMessage("assistant", parts, finishReason);
    }

    static Part part(Content content) {
        if (content instanceof TextContent text) {
            return new ChatMessage.Text(text.text());
        }
        if (content instanceof ImageContent image) {
            return part(image.image());
        }
        if (content instanceof AudioContent sound) {
            Audio audio = sound.audio();
            byte[] bytes = audio.binaryData();
            return bytes == null
                    ? media("audio", audio.mimeType(), audio.url(), audio.base64Data())
                    : new ChatMessage.Media("audio", audio.mimeType(), null, (long) bytes.length);
        }
        if (content instanceof VideoContent film) {
            Video video = film.video();
            return media("video", video.mimeType(), video.url(), video.base64Data());
        }
        if (content instanceof PdfFileContent document) {
            PdfFile file = document.pdfFile();
            return media("document", file.mimeType(), file.url(), file.base64Data());
        }
        return new ChatMessage.Other(content.type().name().toLowerCase(Locale.ROOT), Map.of());
    }

    static Part part(Image image) {
        return media("image", image.mimeType(), image.url(), image.base64Data());
    }

    private static Part media(String modality, @Nullable String mimeType, @Nullable URI url, @Nullable String base64) {
        return ChatMessage.Media.of(modality, mimeType, url == null ? null : url.toString(), base64);
    }
}
