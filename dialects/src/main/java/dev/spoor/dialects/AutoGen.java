package dev.spoor.dialects;

import dev.spoor.model.SpanType;
import org.jspecify.annotations.Nullable;

/** AutoGen's runtime: messages between agents. What agents and tools do speaks {@link GenAi}. */
final class AutoGen extends Dialect {
    AutoGen() {
        super(
                "autogen",
                KeyTable.of()
                        .with(Field.AGENT_NAME, "gen_ai.agent.name", "messaging.destination")
                        .with(Field.INPUT, "message")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return key.equals("messaging.destination") || key.equals("messaging.operation");
    }

    @Override
    boolean speaks(SpanView span) {
        return span.span.name().startsWith("autogen ");
    }

    @Override
    @Nullable
    SpanType type(SpanView span) {
        return span.word("messaging.operation").equals("process") ? SpanType.AGENT : SpanType.TASK;
    }
}
