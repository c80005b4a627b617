package dev.spoor.dialects;

import dev.spoor.dialects.json.Json;
import dev.spoor.model.SpanEvent;
import dev.spoor.model.SpanType;
import dev.spoor.model.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Strands Agents: {@link GenAi} with messages as events, a tool's arguments and result included. */
final class Strands extends Dialect {
    Strands() {
        super(
                "strands",
                KeyTable.of()
                        .with(Field.SYSTEM_INSTRUCTIONS, "system_prompt")
                        .with(Field.TOOLS, "gen_ai.agent.tools", "gen_ai.tool.definitions")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return key.equals("gen_ai.event.start_time")
                || key.equals("agent_loop.cycle_id")
                || key.equals("event_loop.cycle_id");
    }

    @Override
    @Nullable
    SpanType type(SpanView span) {
        boolean cycle = span.has("agent_loop.cycle_id") || span.has("event_loop.cycle_id");
        return cycle && !span.has("gen_ai.operation.name") ? SpanType.CHAIN : null;
    }

    @Override
    void summarise(SpanView span, Draft draft) {
        if (span.word("gen_ai.operation.name").equals("execute_tool")) {
            for (SpanEvent event : span.span.events()) {
                if (event.name().equals("gen_ai.tool.message")) {
                    draft.put(Field.TOOL_ARGUMENTS, event.attributes().get("content"));
                } else if (event.name().equals("gen_ai.choice")) {
                    draft.put(Field.TOOL_RESULT, result(event.attributes().get("message")));
                }
            }
        }
    }

    /** A result is a list of parts; one part of text is that text. */
    private static @Nullable Value result(@Nullable Value message) {
        Value tree = message == null ? Value.EMPTY : Json.unfold(message);
        List<Value> parts = Json.items(tree);
        Value text = parts.size() == 1 ? Json.firstAt(parts.get(0), "text", "json") : null;
        return text != null ? text : message;
    }
}
