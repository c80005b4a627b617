package dev.spoor.dialects;

import dev.spoor.model.SpanType;
import org.jspecify.annotations.Nullable;

/** Gemini CLI: GenAI attributes with operation names of its own. */
final class GeminiCli extends Dialect {
    GeminiCli() {
        super(
                "gemini-cli",
                KeyTable.of()
                        .with(Field.SESSION, "gen_ai.conversation.id", "session.id")
                        .with(Field.INPUT, "input")
                        .with(Field.OUTPUT, "output")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return key.equals("gen_ai.agent.name");
    }

    @Override
    boolean speaks(SpanView span) {
        return "gemini-cli".equals(span.text("gen_ai.agent.name"));
    }

    @Override
    @Nullable
    SpanType type(SpanView span) {
        return switch (span.word("gen_ai.operation.name")) {
            case "llm_call" -> SpanType.LLM;
            case "tool_call" -> SpanType.TOOL;
            case "agent_call", "user_prompt" -> SpanType.AGENT;
            case "schedule_tool_calls", "system_prompt" -> SpanType.CHAIN;
            default -> null;
        };
    }

    @Override
    void summarise(SpanView span, Draft draft) {
        if (span.word("gen_ai.operation.name").equals("llm_call")) {
            draft.put(Field.PROVIDER, "gcp.gemini");
        }
    }
}
