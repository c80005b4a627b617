package dev.spoor.dialects;

import dev.spoor.model.SpanType;
import org.jspecify.annotations.Nullable;

/** Laminar's SDK; model calls inside it speak {@link GenAi}. */
final class Laminar extends Dialect {
    Laminar() {
        super(
                "laminar",
                KeyTable.of()
                        .with(Field.INPUT, "lmnr.span.input")
                        .with(Field.OUTPUT, "lmnr.span.output")
                        .with(Field.SESSION, "lmnr.association.properties.session_id")
                        .with(Field.USER, "lmnr.association.properties.user_id")
                        .with(Field.TAGS, "lmnr.association.properties.tags")
                        .with(
                                Field.CACHE_WRITE_ONE_HOUR_TOKENS,
                                "gen_ai.usage.cache_creation.input_tokens.ephemeral_1h")
                        .metadata("lmnr.association.properties.metadata.")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return key.startsWith("lmnr.");
    }

    @Override
    @Nullable
    SpanType type(SpanView span) {
        return switch (span.word("lmnr.span.type")) {
            case "llm" -> SpanType.LLM;
            case "tool" -> SpanType.TOOL;
            case "executor", "pipeline" -> SpanType.CHAIN;
            case "evaluator", "human_evaluator", "evaluation" -> SpanType.EVALUATOR;
            case "cached" -> SpanType.TASK;
            default -> null;
        };
    }

    @Override
    void summarise(SpanView span, Draft draft) {
        if (span.word("lmnr.span.type").equals("tool")) {
            draft.put(Field.TOOL_NAME, span.span.name());
        }
    }
}
