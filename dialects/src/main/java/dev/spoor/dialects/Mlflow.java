package dev.spoor.dialects;

import dev.spoor.dialects.json.Json;
import dev.spoor.model.SpanType;
import dev.spoor.model.Value;
import org.jspecify.annotations.Nullable;

/** MLflow's tracing SDKs. Every value is JSON, texts included. */
final class Mlflow extends Dialect {
    Mlflow() {
        super(
                "mlflow",
                KeyTable.of()
                        .with(Field.PROVIDER, "mlflow.llm.provider")
                        .with(Field.REQUEST_MODEL, "mlflow.llm.model")
                        .with(Field.INPUT, "mlflow.spanInputs")
                        .with(Field.OUTPUT, "mlflow.spanOutputs")
                        .with(Field.TOOLS, "mlflow.chat.tools")
                        .with(Field.SESSION, "mlflow.trace.session")
                        .with(Field.USER, "mlflow.trace.user")
                        .with(Field.TRACE_NAME, "mlflow.traceName")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return key.startsWith("mlflow.") && !key.equals("mlflow.experimentId");
    }

    @Override
    @Nullable
    SpanType type(SpanView span) {
        Value type = span.json("mlflow.spanType");
        SpanType named = type == null ? SpanType.UNKNOWN : SpanType.of(Json.text(type));
        return named.equals(SpanType.UNKNOWN) ? null : named;
    }

    @Override
    void summarise(SpanView span, Draft draft) {
        Value usage = span.json("mlflow.chat.tokenUsage");
        if (usage != null) {
            UsageJson.inclusive(usage, draft);
        }
        Value cost = span.json("mlflow.llm.cost");
        draft.put(Field.COST_USD, Json.at(cost, "total_cost"));
        draft.put(Field.INPUT_COST_USD, Json.at(cost, "input_cost"));
        draft.put(Field.OUTPUT_COST_USD, Json.at(cost, "output_cost"));
        if (SpanType.TOOL.equals(type(span))) {
            draft.put(Field.TOOL_NAME, span.span.name());
        } else if (SpanType.AGENT.equals(type(span))) {
            draft.put(Field.AGENT_NAME, span.span.name());
        }
    }

    @Override
    void read(SpanView span, Draft draft) {
        Value prompts = span.json("mlflow.linkedPrompts");
        if (!Json.items(prompts).isEmpty()) {
            Value prompt = Json.items(prompts).get(0);
            draft.put(Field.PROMPT_NAME, Json.at(prompt, "name"));
            draft.put(Field.PROMPT_VERSION, Json.at(prompt, "version"));
        }
        SpanType type = type(span);
        if (SpanType.RETRIEVER.equals(type) || SpanType.RERANKER.equals(type)) {
            draft.put(Field.DOCUMENTS, span.value("mlflow.spanOutputs"));
        }
    }
}
