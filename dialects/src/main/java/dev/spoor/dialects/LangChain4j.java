package dev.spoor.dialects;

import dev.spoor.model.SpanType;
import org.jspecify.annotations.Nullable;

/** LangChain4j's AI services and tools, through Micrometer; model calls speak {@link GenAi}. */
final class LangChain4j extends Dialect {
    LangChain4j() {
        super(
                "langchain4j",
                KeyTable.of()
                        .with(
                                Field.WORKFLOW,
                                "langchain4j.aiservices.interface.name",
                                "langchain4j.ai_service.interface_name")
                        .with(Field.TOOL_NAME, "langchain4j.tool.name", "gen_ai.tool.name")
                        .with(Field.TOOL_ARGUMENTS, "langchain4j.tool.arguments")
                        .with(Field.TOOL_RESULT, "langchain4j.tool.result")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return key.startsWith("langchain4j.");
    }

    @Override
    @Nullable
    SpanType type(SpanView span) {
        if (span.has("langchain4j.tool.name")) {
            return SpanType.TOOL;
        }
        return span.has("gen_ai.operation.name") ? null : SpanType.CHAIN;
    }
}
