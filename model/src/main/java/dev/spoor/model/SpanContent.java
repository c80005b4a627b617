package dev.spoor.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a span says, in full: the conversation, the tools, the documents. Read from a span when someone opens it, never
 * stored.
 *
 * @param inputs what went in, as text or as a tree, when it is more than messages; null when nothing was recorded
 * @param outputs what came out, likewise
 * @param parameters the request's settings: temperature, max_tokens and so on
 * @param documents what a retriever or reranker found, best first
 * @param tools the tools offered to the model
 */
public record SpanContent(
        List<Message> inputMessages,
        List<Message> outputMessages,
        @Nullable Value inputs,
        @Nullable Value outputs,
        Map<String, Value> parameters,
        List<Document> documents,
        List<ToolDefinition> tools,
        @Nullable ToolUse toolUse,
        @Nullable String workflowName,
        @Nullable PromptRef prompt) {

    public SpanContent {
        inputMessages = List.copyOf(inputMessages);
        outputMessages = List.copyOf(outputMessages);
        parameters = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(parameters));
        documents = List.copyOf(documents);
        tools = List.copyOf(tools);
    }

    /** A retrieved document; a missing score is null. */
    public record Document(
            @Nullable String id,
            @Nullable String content,
            @Nullable Double score,
            @Nullable Value metadata) {}

    /** A tool offered to the model; {@code parameters} is its JSON schema. */
    public record ToolDefinition(
            String name,
            @Nullable String description,
            @Nullable Value parameters) {}

    /** The call that a TOOL span made. */
    public record ToolUse(
            String name,
            @Nullable String callId,
            @Nullable String description,
            @Nullable Value arguments,
            @Nullable Value result) {}

    /** The stored prompt that was used. */
    public record PromptRef(String name, @Nullable String version) {}
}
