package dev.spoor.dialects;

import dev.spoor.model.SpanType;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's AI services and tools, as Quarkus traces them: {@code langchain4j.aiservices.INTERFACE.METHOD} and
 * {@code langchain4j.tools.TOOL}, told by the span's name alone. Model calls speak {@link GenAi}. Its own observations
 * of model calls, through Micrometer, count tokens under bare names beside an {@code outcome}.
 */
final class LangChain4j extends Dialect {
    private static final String SERVICES = "langchain4j.aiservices.";
    private static final String TOOLS = "langchain4j.tools.";

    LangChain4j() {
        super(
                "langchain4j",
                KeyTable.of()
                        .with(Field.INPUT_TOKENS, "input_tokens")
                        .with(Field.OUTPUT_TOKENS, "output_tokens")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return key.equals("outcome");
    }

    @Override
    boolean speaks(SpanView span) {
        return span.span.name().startsWith(namePrefix())
                || span.has("gen_ai.operation.name") && !span.has("spring.ai.kind");
    }

    @Override
    String namePrefix() {
        return "langchain4j.";
    }

    @Override
    @Nullable
    SpanType type(SpanView span) {
        if (span.span.name().startsWith(TOOLS)) {
            return SpanType.TOOL;
        }
        return span.span.name().startsWith(SERVICES) ? SpanType.CHAIN : null;
    }

    @Override
    void summarise(SpanView span, Draft draft) {
        String name = span.span.name();
        if (name.startsWith(TOOLS)) {
            draft.put(Field.TOOL_NAME, name.substring(TOOLS.length()));
        }
    }

    @Override
    void read(SpanView span, Draft draft) {
        String name = span.span.name();
        if (name.startsWith(SERVICES)) {
            draft.put(Field.WORKFLOW, name.substring(SERVICES.length()));
        }
    }
}
