package dev.spoor.dialects;

import dev.spoor.dialects.json.Json;
import dev.spoor.model.Value;

/** OpenLIT: {@link GenAi} with some names of its own. */
final class OpenLit extends Dialect {
    OpenLit() {
        super(
                "openlit",
                KeyTable.of()
                        .with(Field.ENVIRONMENT, "gen_ai.environment")
                        .with(Field.TIME_TO_FIRST_TOKEN_SECONDS, "gen_ai.server.time_to_first_token")
                        .with(Field.USER, "gen_ai.request.user")
                        .with(
                                Field.TOOL_ARGUMENTS,
                                "gen_ai.tool.call.arguments",
                                "gen_ai.tool.input",
                                "gen_ai.tool.args")
                        .with(Field.TOOL_RESULT, "gen_ai.tool.call.result", "gen_ai.tool.output")
                        .with(Field.INPUT_MESSAGES, "gen_ai.input.messages", "gen_ai.content.prompt")
                        .with(Field.OUTPUT_MESSAGES, "gen_ai.output.messages", "gen_ai.content.completion")
                        .with(Field.INPUT, "gen_ai.workflow.input", "gen_ai.retrieval.query")
                        .with(Field.OUTPUT, "gen_ai.workflow.output")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return switch (key) {
            case "gen_ai.environment",
                    "gen_ai.application_name",
                    "gen_ai.sdk.version",
                    "gen_ai.tool.input",
                    "gen_ai.tool.args",
                    "gen_ai.tool.output",
                    "gen_ai.workflow.input",
                    "gen_ai.workflow.output",
                    "gen_ai.content.prompt",
                    "gen_ai.content.completion",
                    "gen_ai.retrieval.query" -> true;
            default -> false;
        };
    }

    /** It writes a cost of 0 when it could not load its own prices: that is no cost that was given. */
    @Override
    void summarise(SpanView span, Draft draft) {
        Value cost = span.value("gen_ai.usage.cost");
        if (cost != null && Json.number(cost) == 0) {
            draft.replace(Field.COST_USD, Value.EMPTY);
        }
    }
}
