package dev.spoor.langchain4j;

import dev.langchain4j.agentic.planner.AgenticService;
import dev.langchain4j.agentic.supervisor.SupervisorAgentService;

/**
 * Traces systems of agents ({@code langchain4j-agentic}): sequences, loops, parallel and conditional ones, supervisors. One
 * line where a system is built, in place of its {@code build()}; all agents in it are traced with it, on whatever thread.
 *
 * <pre>{@code
 * Writer writer = SpoorAgents.build(AgenticServices.sequenceBuilder(Writer.class).subAgents(draft, edit));
 * }</pre>
 */
public final class SpoorAgents {
    private SpoorAgents() {}

    /**
     * The system that the builder describes, traced. It is called through the interfaces that it is known by; a system
     * that becomes part of a larger one is built by its own {@code build()}, and traced with that one.
     */
    public static <A> A build(AgenticService<?, A> system) {
        AgentSpans spans = new AgentSpans();
        system.listener(spans);
        return spans.around(system.build());
    }

    /** A supervisor with its agents, traced likewise. */
    public static <A> A build(SupervisorAgentService<A> system) {
        AgentSpans spans = new AgentSpans();
        system.listener(spans);
        return spans.around(system.build());
    }
}
