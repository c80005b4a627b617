package dev.spoor.dialects;

import dev.spoor.model.SpanType;
import org.jspecify.annotations.Nullable;

/** CrewAI's own telemetry: crews, tasks and tools; its model calls come from an instrumentation. */
final class CrewAi extends Dialect {
    CrewAi() {
        super(
                "crewai",
                KeyTable.of()
                        .with(Field.AGENT_NAME, "agent_role", "crewai.agent.role")
                        .with(Field.TOOL_NAME, "tool_name", "crewai.tool.name")
                        .with(Field.WORKFLOW, "crew_name", "crew_key", "flow_name")
                        .with(
                                Field.INPUT,
                                "crew_inputs",
                                "formatted_description",
                                "crewai.crew.inputs",
                                "crewai.task.description")
                        .with(Field.OUTPUT, "crew_output", "task_output", "crewai.crew.result", "crewai.task.output")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return key.equals("crewai_version")
                || key.equals("crew_key")
                || key.equals("crew_id")
                || key.equals("flow_name")
                || key.startsWith("crewai.");
    }

    @Override
    @Nullable
    SpanType type(SpanView span) {
        if (span.has("tool_name") || span.has("crewai.tool.name")) {
            return SpanType.TOOL;
        }
        if (span.has("task_key") || span.has("task_id") || span.has("crewai.task.id")) {
            return SpanType.TASK;
        }
        if (span.has("crewai.agent.role")) {
            return SpanType.AGENT;
        }
        boolean crew =
                span.has("crew_key") || span.has("crew_id") || span.has("flow_name") || span.has("crewai.crew.id");
        return crew ? SpanType.WORKFLOW : null;
    }
}
