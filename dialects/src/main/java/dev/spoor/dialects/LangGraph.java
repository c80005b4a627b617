package dev.spoor.dialects;

import dev.spoor.model.SpanType;
import org.jspecify.annotations.Nullable;

/** LangGraph's nodes, as the instrumentations of LangChain name them. */
final class LangGraph extends Dialect {
    LangGraph() {
        super(
                "langgraph",
                KeyTable.of()
                        .with(
                                Field.AGENT_NAME,
                                "gen_ai.agent.name",
                                "langgraph_node",
                                "langgraph.node",
                                "langgraph.command.source_node",
                                "langsmith.metadata.langgraph_node")
                        .with(Field.SESSION, "langgraph.thread_id", "langsmith.metadata.thread_id")
                        .with(Field.WORKFLOW, "gen_ai.workflow.name", "langgraph.graph_name")
                        .build());
    }

    @Override
    boolean marks(String key) {
        return key.startsWith("langgraph.")
                || key.startsWith("langgraph_")
                || key.startsWith("langsmith.metadata.langgraph_")
                || key.equals("gen_ai.workflow.nodes");
    }

    @Override
    @Nullable
    SpanType type(SpanView span) {
        return span.has("gen_ai.workflow.nodes") ? SpanType.WORKFLOW : null;
    }
}
