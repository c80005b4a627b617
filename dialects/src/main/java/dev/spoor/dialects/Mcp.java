package dev.spoor.dialects;

import dev.spoor.model.SpanType;
import org.jspecify.annotations.Nullable;

/**
 * The Model Context Protocol, by OpenTelemetry's conventions and older instrumentations. A protocol session is no
 * conversation, so {@code mcp.session.id} is not taken for one.
 */
final class Mcp extends Dialect {
    Mcp() {
        super(
                "mcp",
                KeyTable.of()
                        .with(Field.TOOL_NAME, "gen_ai.tool.name", "mcp.tool.name")
                        .with(Field.TOOL_ARGUMENTS, "gen_ai.tool.call.arguments")
                        .with(Field.TOOL_RESULT, "gen_ai.tool.call.result")
                        .with(Field.INPUT, "mcp.request.argument", "mcp.resource.uri")
                        .with(Field.OUTPUT, "mcp.response.value")
                        .with(Field.PROMPT_NAME, "gen_ai.prompt.name", "mcp.prompt.name")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return key.startsWith("mcp.");
    }

    @Override
    @Nullable
    SpanType type(SpanView span) {
        return switch (span.word("mcp.method.name")) {
            case "tools/call" -> SpanType.TOOL;
            case "resources/read" -> SpanType.RETRIEVER;
            case "" -> span.has("mcp.request.argument") ? SpanType.TOOL : null;
            default -> SpanType.TASK;
        };
    }
}
