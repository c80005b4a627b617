package dev.spoor.dialects;

import dev.spoor.dialects.json.Json;
import dev.spoor.model.Attributes;
import dev.spoor.model.SpanType;
import dev.spoor.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * Logfire and PydanticAI, which reports through it. Logfire announces each span by another one, a pending span, whose
 * parent is the span that it announces.
 */
final class Logfire extends Dialect {
    /** The type of spans that only announce another one; they are to be left out of trees and counts. */
    static final SpanType PENDING = new SpanType("PENDING");

    Logfire() {
        super(
                "logfire",
                KeyTable.of()
                        .with(Field.NAME, "logfire.msg")
                        .with(Field.TAGS, "logfire.tags")
                        .with(Field.AGENT_NAME, "gen_ai.agent.name", "agent_name")
                        .with(Field.REQUEST_MODEL, "gen_ai.request.model", "model_name")
                        .with(Field.INPUT_MESSAGES, "pydantic_ai.all_messages")
                        .with(Field.INPUT, "request_data", "prompt")
                        .with(Field.OUTPUT, "final_result", "response_data")
                        .with(Field.TOOL_ARGUMENTS, "tool_arguments")
                        .with(Field.TOOL_RESULT, "tool_response")
                        .with(Field.PARAMETERS, "model_request_parameters")
                        .with(Field.COST_USD, "operation.cost")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return key.startsWith("logfire.")
                || key.startsWith("pydantic_ai.")
                || key.equals("all_messages_events")
                || key.equals("tool_response");
    }

    @Override
    @Nullable
    SpanType type(SpanView span) {
        if (span.word("logfire.span_type").equals("pending_span")) {
            return PENDING;
        }
        boolean run = span.has("agent_name") || span.has("final_result");
        return run && !span.has("gen_ai.operation.name") && !span.has("gen_ai.tool.name") ? SpanType.AGENT : null;
    }

    @Override
    void read(SpanView span, Draft draft) {
        GenAiEvents events = new GenAiEvents();
        for (String key : new String[] {"all_messages_events", "events"}) {
            for (Value item : Json.items(span.json(key))) {
                String name = Json.textAt(item, "event.name");
                if (name != null) {
                    events.add(name, Attributes.empty(), item);
                }
            }
        }
        draft.input(events.input());
        draft.output(events.output());
    }
}
