package dev.spoor.sdk;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A span about to start. Used once, by one thread.
 *
 * <pre>{@code
 * try (ActiveSpan span = Spoor.span("retrieve").type(SpanType.RETRIEVER).start()) {
 *     span.inputs(Map.of("query", query));
 *     List<Document> found = index.search(query);
 *     span.outputs(found);
 * }
 *
 * String answer = Spoor.span("answer").type(SpanType.CHAIN).call(span -> chain.run(question));
 * }</pre>
 */
public final class SpanStart {
    static final SpanStart NOOP = new SpanStart(null, null, "");

    /** In place of inputs that were not given, since null may be given. */
    private static final Object NO_INPUTS = new Object();

    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    private static final AttributeKey<String> TOOL_NAME = AttributeKey.stringKey("gen_ai.tool.name");
    private static final AttributeKey<String> AGENT_NAME = AttributeKey.stringKey("gen_ai.agent.name");

    /** Null, as the builder, while tracing is off. */
    private final @Nullable ContentPolicy policy;

    private final @Nullable SpanBuilder builder;
    private final String name;
    private @Nullable Context parent;
    private @Nullable Object inputs = NO_INPUTS;
    private int attributeChars;

    SpanStart(@Nullable ContentPolicy policy, @Nullable SpanBuilder builder, String name) {
        this.policy = policy;
        this.builder = builder;
        this.name = name;
    }

    /** What the span does. Sets the operation of OpenTelemetry's GenAI conventions along with it, where there is one. */
    public SpanStart type(SpanType type) {
        if (builder != null) {
            builder.setAttribute(SpoorAttributes.SPAN_TYPE, type.name());
            if (type.operation() != null) {
                builder.setAttribute(OPERATION, type.operation());
                if (type == SpanType.TOOL) {
                    builder.setAttribute(TOOL_NAME, name);
                } else if (type == SpanType.AGENT) {
                    builder.setAttribute(AGENT_NAME, name);
                }
            }
        }
        return this;
    }

    /** What goes in: any value, written as JSON when the span starts. */
    public SpanStart inputs(@Nullable Object inputs) {
        if (builder != null) {
            this.inputs = inputs;
        }
        return this;
    }

    /** A text that is longer than the limit for texts is cut with a mark; null says nothing. */
    public SpanStart attribute(String key, @Nullable String value) {
        if (builder != null && policy != null && value != null) {
            String taken = policy.isPlain(value) ? value : policy.text(key, value);
            if (taken.length() > ContentPolicy.SHORT_CHARS) {
                attributeChars += taken.length();
            }
            builder.setAttribute(KnownKeys.STRING.of(key), taken);
        }
        return this;
    }

    public SpanStart attribute(String key, long value) {
        if (builder != null) {
            builder.setAttribute(KnownKeys.LONG.of(key), value);
        }
        return this;
    }

    public SpanStart attribute(String key, double value) {
        if (builder != null) {
            builder.setAttribute(KnownKeys.DOUBLE.of(key), value);
        }
        return this;
    }

    public SpanStart attribute(String key, boolean value) {
        if (builder != null) {
            builder.setAttribute(KnownKeys.BOOLEAN.of(key), value);
        }
        return this;
    }

    public <T> SpanStart attribute(AttributeKey<T> key, T value) {
        if (builder != null) {
            builder.setAttribute(key, value);
        }
        return this;
    }

    /** OpenTelemetry's kind; internal by default. */
    public SpanStart kind(SpanKind kind) {
        if (builder != null) {
            builder.setSpanKind(kind);
        }
        return this;
    }

    /** A time that is not now. */
    public SpanStart startTime(Instant at) {
        if (builder != null) {
            builder.setStartTimestamp(at);
        }
        return this;
    }

    /** The parent is the span that is current in this context, instead of this thread's. */
    public SpanStart parent(Context context) {
        if (builder != null) {
            parent = context;
        }
        return this;
    }

    public SpanStart parent(ActiveSpan span) {
        return parent(span.context());
    }

    /** The parent is a span that need not be open, nor of this process. */
    public SpanStart parent(SpanIds span) {
        return span.isValid() ? parent(Context.current().with(Span.wrap(remote(span)))) : this;
    }

    /** It begins a new trace. */
    public SpanStart noParent() {
        return parent(Context.current().with(Span.getInvalid()));
    }

    /** Points to a span of another trace, or of this one, that had to do with it. */
    public SpanStart link(SpanIds span) {
        if (builder != null && span.isValid()) {
            builder.addLink(remote(span));
        }
        return this;
    }

    private static SpanContext remote(SpanIds span) {
        return SpanContext.createFromRemoteParent(
                span.traceId(), span.spanId(), TraceFlags.getSampled(), TraceState.getDefault());
    }

    /** Starts it and makes it current on this thread until it is closed, which the same thread must do. */
    public ActiveSpan start() {
        return begin(true);
    }

    /** Starts it without making it current, to be closed by any thread. */
    public ActiveSpan startDetached() {
        return begin(false);
    }

    @SuppressWarnings("MustBeClosedChecker") // the span that is returned closes it
    private ActiveSpan begin(boolean current) {
        if (builder == null || policy == null) {
            return ActiveSpan.NOOP;
        }
        Context in = parent != null ? parent : Context.current();
        Span span = builder.setParent(in).startSpan();
        Context context = in.with(span);
        boolean first = !LocalTrace.isIn(in, span);
        if (first) {
            context = LocalTrace.begin(context, span);
            Attributes defaults = TraceDefaults.in(in);
            if (defaults != null) {
                span.setAllAttributes(defaults);
            }
        }
        ActiveSpan started = new ActiveSpan(policy, span, context, current ? context.makeCurrent() : null, first);
        if (inputs != NO_INPUTS) {
            started.inputs(inputs);
        }
        return started.holding(attributeChars);
    }

    /** What runs inside a span. */
    @FunctionalInterface
    public interface Body<T extends @Nullable Object, X extends Exception> {
        T run(ActiveSpan span) throws X;
    }

    /** What runs inside a span and gives nothing back. */
    @FunctionalInterface
    public interface Action<X extends Exception> {
        void run(ActiveSpan span) throws X;
    }

    /**
     * Runs the body inside the span. An exception is recorded and thrown on; a result that was not given to {@link
     * ActiveSpan#outputs} is not recorded.
     */
    public <T extends @Nullable Object, X extends Exception> T call(Body<T, X> body) throws X {
        ActiveSpan span = start();
        try {
            return body.run(span);
        } catch (Throwable e) {
            span.error(e);
            throw e;
        } finally {
            span.close();
        }
    }

    /** Runs the action inside the span. An exception is recorded and thrown on. */
    public <X extends Exception> void run(Action<X> action) throws X {
        call(span -> {
            action.run(span);
            return null;
        });
    }
}
