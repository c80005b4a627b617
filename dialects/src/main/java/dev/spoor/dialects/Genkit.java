package dev.spoor.dialects;

import dev.spoor.dialects.json.Json;
import dev.spoor.model.SpanType;
import dev.spoor.model.Value;
import org.jspecify.annotations.Nullable;

/** Genkit. A model call's name and usage stand in its key and inside its output. */
final class Genkit extends Dialect {
    Genkit() {
        super(
                "genkit",
                KeyTable.of()
                        .with(Field.INPUT, "genkit:input")
                        .with(Field.OUTPUT, "genkit:output")
                        .with(Field.SESSION, "genkit:sessionId")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return key.startsWith("genkit:");
    }

    @Override
    @Nullable
    SpanType type(SpanView span) {
        return switch (span.word("genkit:metadata:subtype")) {
            case "model" -> SpanType.LLM;
            case "embedder" -> SpanType.EMBEDDING;
            case "tool" -> SpanType.TOOL;
            case "retriever" -> SpanType.RETRIEVER;
            case "reranker" -> SpanType.RERANKER;
            case "evaluator" -> SpanType.EVALUATOR;
            case "flow" -> SpanType.WORKFLOW;
            default -> SpanType.CHAIN;
        };
    }

    @Override
    void summarise(SpanView span, Draft draft) {
        String subtype = span.word("genkit:metadata:subtype");
        String name = span.text("genkit:name");
        if (name == null) {
            return;
        }
        switch (subtype) {
            case "tool" -> draft.put(Field.TOOL_NAME, name);
            case "flow" -> draft.put(Field.WORKFLOW, name);
            case "model", "embedder" -> {
                int slash = name.indexOf('/');
                draft.put(Field.REQUEST_MODEL, name.substring(slash + 1));
                draft.put(Field.PROVIDER, slash > 0 ? name.substring(0, slash) : null);
                String output = span.text("genkit:output");
                if (output != null && output.contains("\"usage\"")) {
                    Value answer = Json.unfold(Value.of(output));
                    UsageJson.inclusive(Json.at(answer, "usage"), draft);
                    addThoughts(draft, Json.at(answer, "usage"));
                    draft.put(Field.FINISH_REASONS, Json.at(answer, "finishReason"));
                }
            }
            default -> {
                // Utilities and prompts have no name of their own.
            }
        }
    }

    /** Genkit hands on Gemini's count of the answer, which leaves the thoughts out. */
    private static void addThoughts(Draft draft, @Nullable Value usage) {
        long thoughts = Json.count(Json.at(usage, "thoughtsTokens"));
        long output = draft.count(Field.OUTPUT_TOKENS);
        long total = Json.count(Json.at(usage, "totalTokens"));
        if (thoughts > 0 && output >= 0 && total == draft.count(Field.INPUT_TOKENS) + output + thoughts) {
            draft.replace(Field.OUTPUT_TOKENS, Value.of(output + thoughts));
        }
    }

    @Override
    void read(SpanView span, Draft draft) {
        Value input = span.json("genkit:input");
        draft.put(Field.PARAMETERS, Json.at(input, "config"));
        draft.put(Field.TOOLS, Json.at(input, "tools"));
        if (SpanType.RETRIEVER.equals(type(span))) {
            draft.put(Field.DOCUMENTS, Json.at(span.json("genkit:output"), "documents"));
        }
    }
}
