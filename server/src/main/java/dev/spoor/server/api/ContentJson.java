package dev.spoor.server.api;

import dev.spoor.model.Message;
import dev.spoor.model.SpanContent;

/** What a span says as the API shows it: the conversation, the tools, the documents. */
final class ContentJson {
    private ContentJson() {}

    /** Schema {@code SpanContent}. */
    static void write(JsonOut out, SpanContent content) {
        out.object("content", () -> {
            out.array("input_messages", content.inputMessages(), message -> message(out, message));
            out.array("output_messages", content.outputMessages(), message -> message(out, message));
            out.value("inputs", content.inputs());
            out.value("outputs", content.outputs());
            out.values("parameters", content.parameters());
            out.array("documents", content.documents(), document -> document(out, document));
            out.array("tools", content.tools(), tool -> tool(out, tool));
            toolUse(out, content.toolUse());
            out.text("workflow_name", content.workflowName());
            prompt(out, content.prompt());
        });
    }

    private static void message(JsonOut out, Message message) {
        out.object(() -> {
            out.text("role", message.role());
            out.text("name", message.name());
            out.array("parts", message.parts(), part -> out.object(() -> part(out, part)));
            out.text("finish_reason", message.finishReason());
        });
    }

    private static void part(JsonOut out, Message.Part part) {
        switch (part) {
            case Message.Part.Text text -> {
                out.text("kind", "text");
                out.text("text", text.text());
            }
            case Message.Part.Reasoning reasoning -> {
                out.text("kind", "reasoning");
                out.text("text", reasoning.text());
            }
            case Message.Part.ToolCall call -> {
                out.text("kind", "tool_call");
                out.text("id", call.id());
                out.text("name", call.name());
                out.value("arguments", call.arguments());
            }
            case Message.Part.ToolResult result -> {
                out.text("kind", "tool_result");
                out.text("id", result.id());
                out.text("name", result.name());
                out.value("result", result.result());
            }
            case Message.Part.Media media -> {
                out.text("kind", "media");
                out.text("modality", media.modality());
                out.text("mime_type", media.mimeType());
                out.text("uri", media.uri());
                out.text("file_id", media.fileId());
                out.text("base64", media.base64());
            }
            case Message.Part.Other other -> {
                out.text("kind", "other");
                out.text("type", other.type());
                out.value("value", other.value());
            }
        }
    }

    private static void document(JsonOut out, SpanContent.Document document) {
        out.object(() -> {
            out.text("id", document.id());
            out.text("content", document.content());
            Double score = document.score();
            if (score == null || !Double.isFinite(score)) {
                out.none("score");
            } else {
                out.real("score", score);
            }
            out.value("metadata", document.metadata());
        });
    }

    private static void tool(JsonOut out, SpanContent.ToolDefinition tool) {
        out.object(() -> {
            out.text("name", tool.name());
            out.text("description", tool.description());
            out.value("parameters", tool.parameters());
        });
    }

    private static void toolUse(JsonOut out, SpanContent.@org.jspecify.annotations.Nullable ToolUse use) {
        if (use == null) {
            out.none("tool_use");
            return;
        }
        out.object("tool_use", () -> {
            out.text("name", use.name());
            out.text("call_id", use.callId());
            out.text("description", use.description());
            out.value("arguments", use.arguments());
            out.value("result", use.result());
        });
    }

    private static void prompt(JsonOut out, SpanContent.@org.jspecify.annotations.Nullable PromptRef prompt) {
        if (prompt == null) {
            out.none("prompt");
            return;
        }
        out.object("prompt", () -> {
            out.text("name", prompt.name());
            out.text("version", prompt.version());
        });
    }
}
