package dev.spoor.langchain4j;

import dev.langchain4j.agentic.UntypedAgent;
import dev.langchain4j.agentic.agent.AgentInvocationException;
import dev.langchain4j.agentic.observability.AgentInvocationError;
import dev.langchain4j.agentic.observability.AgentListener;
import dev.langchain4j.agentic.observability.AgentRequest;
import dev.langchain4j.agentic.observability.AgentResponse;
import dev.langchain4j.agentic.planner.AgentInstance;
import dev.langchain4j.agentic.scope.AgenticScope;
import dev.langchain4j.agentic.supervisor.SupervisorAgent;
import dev.spoor.sdk.ActiveSpan;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.Spoor;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A span for each agent that one system invokes. The library tells of the root's start, not of its failure, so the root's
 * span belongs to the call around it ({@link #around}); those of the others begin and end on the thread of the agent, and
 * are current in between. Safe for several threads.
 */
final class AgentSpans implements AgentListener {
    /** Where the children of an agent belong. The scope is that of one run of the system. */
    private record Place(AgenticScope scope, String agentId) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Place place && place.scope == scope && place.agentId.equals(agentId);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(scope) * 31 + agentId.hashCode();
        }
    }

    private record Open(Place place, ActiveSpan span, Scope scope) {}

    private final Map<Place, Context> places = new ConcurrentHashMap<>();
    /** Agents that this thread is in, the innermost first. */
    private final ThreadLocal<Deque<Open>> open = ThreadLocal.withInitial(ArrayDeque::new);
    /** The call of the whole system that this thread is in. */
    private final ThreadLocal<@Nullable Call> called = new ThreadLocal<>();

    private static final class Call {
        final ActiveSpan span;
        /** Told by the library, after the call has begun. */
        @Nullable
        Place place;

        Call(ActiveSpan span) {
            this.span = span;
        }
    }

    /** The system with a span around each of its calls. */
    <A> A around(A system) {
        if (!Proxy.isProxyClass(system.getClass()) || !(system instanceof AgentInstance agent)) {
            return system; // another version of the library, which is better untraced than broken
        }
        Class<?>[] interfaces = system.getClass().getInterfaces();
        InvocationHandler handler = (proxy, method, given) ->
                isOwn(agent, method) ? traced(agent, system, method, given) : call(system, method, given);
        @SuppressWarnings("unchecked") // it has all the interfaces that the system has
        A traced = (A) Proxy.newProxyInstance(agent.type().getClassLoader(), interfaces, handler);
        return traced;
    }

    /** Whether it is a method of the application's, and not of the library's. */
    private static boolean isOwn(AgentInstance agent, Method method) {
        Class<?> declaring = method.getDeclaringClass();
        boolean ofTheApplication = declaring.isAssignableFrom(agent.type()) && !isLibrarys(declaring);
        boolean generic = declaring == UntypedAgent.class || declaring == SupervisorAgent.class;
        return Spoor.isEnabled() && (ofTheApplication || generic);
    }

    private static boolean isLibrarys(Class<?> type) {
        return type == Object.class || type.getName().startsWith("dev.langchain4j.");
    }

    private @Nullable Object traced(
            AgentInstance agent, Object system, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        ActiveSpan span = Spoor.span(agent.name()).type(SpanType.AGENT).startDetached();
        Call outer = called.get();
        Call call = new Call(span);
        called.set(call);
        Object result;
        try (Scope scope = span.makeCurrent()) {
            result = call(system, method, given);
        } catch (Throwable e) {
            span.error(e).close();
            throw e;
        } finally {
            if (call.place != null) {
                places.remove(call.place);
            }
            called.set(outer);
        }
        span.outputs(result).close();
        return result;
    }

    private static @Nullable Object call(Object system, Method method, @Nullable Object @Nullable [] given)
            throws Throwable {
        return Proxy.getInvocationHandler(system).invoke(system, method, given);
    }

    @Override
    public boolean inheritedBySubagents() {
        return true;
    }

    @Override
    public void beforeAgentInvocation(AgentRequest request) {
        if (!Spoor.isEnabled()) {
            return;
        }
        Place place = new Place(request.agenticScope(), request.agentId());
        AgentInstance parent = request.agent().parent();
        if (parent == null) {
            Call call = called.get();
            if (call != null) {
                places.put(place, call.span.context());
                call.place = place;
                call.span.inputs(readable(request.inputs()));
            }
            return;
        }
        Context asking = places.get(new Place(request.agenticScope(), parent.agentId()));
        ActiveSpan span = Spoor.span(request.agentName())
                .parent(asking == null ? Context.current() : asking)
                .type(SpanType.AGENT)
                .inputs(readable(request.inputs()))
                .startDetached();
        if (request.agent().description() != null) {
            span.attribute("gen_ai.agent.description", request.agent().description());
        }
        places.put(place, span.context());
        open.get().push(new Open(place, span, span.makeCurrent()));
    }

    @Override
    public void afterAgentInvocation(AgentResponse response) {
        Open agent = leave(response.agenticScope(), response.agentId());
        if (agent != null) {
            agent.span().outputs(response.output()).close();
        }
    }

    @Override
    public void onAgentInvocationError(AgentInvocationError failure) {
        Open agent = leave(failure.agenticScope(), failure.agentId());
        if (agent != null) {
            agent.span().error(thrown(failure.error())).close();
        }
    }

    /** What the agent threw, out of what reflection and the library put around it. */
    private static Throwable thrown(Throwable problem) {
        Throwable found = problem;
        while (found.getCause() != null
                && (found instanceof AgentInvocationException
                        || found instanceof InvocationTargetException
                        || found instanceof UndeclaredThrowableException)) {
            found = found.getCause();
        }
        return found;
    }

    /** Agents on this thread whose end was never told are inside of the one that ends, and end with it. */
    private @Nullable Open leave(AgenticScope scope, String agentId) {
        Place place = new Place(scope, agentId);
        Deque<Open> agents = open.get();
        if (agents.stream().noneMatch(agent -> agent.place().equals(place))) {
            return null;
        }
        while (true) {
            Open agent = agents.pop();
            agent.scope().close();
            places.remove(agent.place());
            if (agents.isEmpty()) {
                open.remove();
            }
            if (agent.place().equals(place)) {
                return agent;
            }
            agent.span().close();
        }
    }

    /** Without the scope itself, which agents may ask for. */
    private static Map<String, @Nullable Object> readable(Map<String, Object> inputs) {
        Map<String, @Nullable Object> readable = new LinkedHashMap<>(inputs);
        readable.values().removeIf(AgenticScope.class::isInstance);
        return readable;
    }
}
