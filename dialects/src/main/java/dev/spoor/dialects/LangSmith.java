package dev.spoor.dialects;

import dev.spoor.dialects.json.Json;
import dev.spoor.model.SpanType;
import dev.spoor.model.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** LangSmith's SDK with its OpenTelemetry exporter. Inputs and outputs are JSON under older GenAI names. */
final class LangSmith extends Dialect {
    LangSmith() {
        super(
                "langsmith",
                KeyTable.of()
                        .with(Field.PROVIDER, "gen_ai.system", "langsmith.metadata.ls_provider")
                        .with(Field.REQUEST_MODEL, "gen_ai.request.model", "langsmith.metadata.ls_model_name")
                        .with(
                                Field.SESSION,
                                "langsmith.trace.session_id",
                                "langsmith.metadata.session_id",
                                "langsmith.metadata.thread_id",
                                "langsmith.metadata.conversation_id")
                        .with(Field.USER, "langsmith.metadata.user_id")
                        .with(Field.INPUT, "gen_ai.prompt", "langsmith.inputs")
                        .with(Field.OUTPUT, "gen_ai.completion", "langsmith.outputs")
                        .with(Field.PARAMETERS, "langsmith.invocation_params")
                        .metadata("langsmith.metadata.")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return key.startsWith("langsmith.");
    }

    @Override
    @Nullable
    SpanType type(SpanView span) {
        return switch (span.word("langsmith.span.kind")) {
            case "llm" -> SpanType.LLM;
            case "chain" -> SpanType.CHAIN;
            case "tool" -> SpanType.TOOL;
            case "retriever" -> SpanType.RETRIEVER;
            case "embedding" -> SpanType.EMBEDDING;
            case "parser" -> SpanType.PARSER;
            case "prompt" -> SpanType.TASK;
            default -> null;
        };
    }

    @Override
    void summarise(SpanView span, Draft draft) {
        Value usage = span.json("langsmith.usage_metadata");
        if (usage != null) {
            UsageJson.inclusive(usage, draft);
        }
        String tags = span.text("langsmith.span.tags");
        if (tags != null) {
            draft.put(
                    Field.TAGS,
                    new Value.ListOf(List.of(tags.split("\\s*,\\s*")).stream()
                            .map(Value::of)
                            .toList()));
        }
        if (span.word("langsmith.span.kind").equals("tool")) {
            String name = span.text("langsmith.trace.name");
            draft.put(Field.TOOL_NAME, name != null ? name : span.span.name());
        }
        unwrap(Field.INPUT, "input", draft);
        unwrap(Field.OUTPUT, "outputs", draft);
        if (Json.at(usage, "total_cost") != null) {
            draft.put(Field.COST_USD, Json.at(usage, "total_cost"));
        }
    }

    /** A function's only argument, and what is no map, is put into one: {@code {"input": "…"}}. */
    private static void unwrap(Field field, String key, Draft draft) {
        Value value = draft.get(field);
        if (value instanceof Value.Text text
                && text.text().startsWith("{\"" + key + "\":")
                && Json.unfold(value) instanceof Value.MapOf map
                && map.entries().size() == 1) {
            draft.replace(field, map.entries().values().iterator().next());
        }
    }
}
