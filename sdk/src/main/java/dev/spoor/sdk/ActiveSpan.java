package dev.spoor.sdk;

import dev.spoor.sdk.privacy.ExceptionText;
import dev.spoor.sdk.size.EndingSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A span that is open. What is said of it after its end, or while tracing is off, goes nowhere.
 *
 * <p>Everything but {@link #close} is safe for several threads. A span that was made current by {@link
 * SpanStart#start()} must be closed by the thread that started it; one from {@link SpanStart#startDetached()} by any.
 *
 * <p>A block that is left by an exception closes its span without knowing of the exception: Java does not tell it. Either
 * catch it and call {@link #error(Throwable)}, or use {@link SpanStart#call}, which does so by itself.
 */
public final class ActiveSpan implements AutoCloseable {
    static final ActiveSpan NOOP = new ActiveSpan(null, Span.getInvalid(), Context.root(), null, false);

    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    /** Null while tracing is off. */
    private final @Nullable ContentPolicy policy;

    private final Span span;
    private final Context context;
    private final @Nullable Scope scope;
    private final boolean first;
    /** An estimate: threads that add to it at the same time may miss each other. */
    private int contentChars;

    /**
     * @param policy null when nothing is recorded
     * @param first whether it is the first of its trace in this process
     */
    ActiveSpan(@Nullable ContentPolicy policy, Span span, Context context, @Nullable Scope scope, boolean first) {
        this.policy = policy;
        this.span = span;
        this.context = context;
        this.scope = scope;
        this.first = first;
    }

    /** @param chars of what stands in its attributes from the start */
    ActiveSpan holding(int chars) {
        contentChars += chars;
        return this;
    }

    /** What went in: any value, written as JSON at once. See {@link dev.spoor.sdk.json.JsonWriter} for what is written. */
    public ActiveSpan inputs(@Nullable Object inputs) {
        return content(SpoorAttributes.SPAN_INPUTS, inputs);
    }

    /** What went in, by name. */
    public ActiveSpan inputs(String[] names, @Nullable Object[] values) {
        if (takesContent()) {
            put(SpoorAttributes.SPAN_INPUTS, policy().json(names, values));
        }
        return this;
    }

    /** What came out: any value, written as JSON at once. */
    public ActiveSpan outputs(@Nullable Object outputs) {
        return content(SpoorAttributes.SPAN_OUTPUTS, outputs);
    }

    /**
     * An attribute that holds content, such as messages: it is left out when content is not wanted, and otherwise
     * written as JSON within the limits.
     */
    public ActiveSpan content(AttributeKey<String> key, @Nullable Object value) {
        if (takesContent()) {
            put(key, policy().json(value));
        }
        return this;
    }

    private void put(AttributeKey<String> key, String json) {
        contentChars += json.length();
        span.setAttribute(key, json);
    }

    /** Whether {@link #content} would take something, to save the work of gathering it. */
    public boolean takesContent() {
        return policy != null && policy.include() && span.isRecording();
    }

    /** How many items of a list are recorded. */
    int maxItems() {
        return policy == null ? 0 : policy.limits().maxItems();
    }

    private ContentPolicy policy() {
        return Objects.requireNonNull(policy);
    }

    public ActiveSpan type(SpanType type) {
        span.setAttribute(SpoorAttributes.SPAN_TYPE, type.name());
        return this;
    }

    public ActiveSpan name(String name) {
        span.updateName(name);
        return this;
    }

    /** A text that is longer than the limit for texts is cut with a mark; null says nothing. */
    public ActiveSpan attribute(String key, @Nullable String value) {
        if (policy != null && value != null) {
            span.setAttribute(KnownKeys.STRING.of(key), taken(key, value));
        }
        return this;
    }

    private String taken(String key, String value) {
        ContentPolicy rules = policy();
        return rules.isPlain(value) ? value : bounded(rules, key, value);
    }

    private String bounded(ContentPolicy rules, String key, String value) {
        String taken = rules.text(key, value);
        if (taken.length() > ContentPolicy.SHORT_CHARS) {
            contentChars += taken.length();
        }
        return taken;
    }

    public ActiveSpan attribute(String key, long value) {
        if (policy != null) {
            span.setAttribute(KnownKeys.LONG.of(key), value);
        }
        return this;
    }

    public ActiveSpan attribute(String key, double value) {
        if (policy != null) {
            span.setAttribute(KnownKeys.DOUBLE.of(key), value);
        }
        return this;
    }

    public ActiveSpan attribute(String key, boolean value) {
        if (policy != null) {
            span.setAttribute(KnownKeys.BOOLEAN.of(key), value);
        }
        return this;
    }

    public <T> ActiveSpan attribute(AttributeKey<T> key, T value) {
        span.setAttribute(key, value);
        return this;
    }

    /** Texts, numbers and booleans as what they are, other values as JSON. */
    public ActiveSpan attributes(Map<String, ?> attributes) {
        attributes.forEach((key, value) -> {
            if (value instanceof String text) {
                attribute(key, text);
            } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
                attribute(key, ((Number) value).longValue());
            } else if (value instanceof Double || value instanceof Float) {
                attribute(key, ((Number) value).doubleValue());
            } else if (value instanceof Boolean flag) {
                attribute(key, flag.booleanValue());
            } else if (policy != null) {
                span.setAttribute(KnownKeys.STRING.of(key), policy().json(value));
            }
        });
        return this;
    }

    /** Something that happened now. */
    public ActiveSpan event(String name) {
        span.addEvent(name);
        return this;
    }

    /** Something that happened now, with details. */
    public ActiveSpan event(String name, Map<String, String> details) {
        if (policy != null) {
            AttributesBuilder attributes = Attributes.builder();
            details.forEach((key, value) -> {
                if (value != null) {
                    attributes.put(KnownKeys.STRING.of(key), taken(key, value));
                }
            });
            span.addEvent(name, attributes.build());
        }
        return this;
    }

    /** The span failed: its status, the exception's type, message and stack trace as an event. */
    public ActiveSpan error(Throwable problem) {
        if (policy != null && span.isRecording()) {
            String type = problem.getClass().getName();
            String message = problem.getMessage();
            span.setAttribute(ERROR_TYPE, type);
            if (policy().include() && !policy().atOnce()) {
                span.recordException(problem);
                span.setStatus(StatusCode.ERROR, message == null ? type : message);
            } else {
                recordCarefully(type, message, ExceptionText.stackTrace(problem));
            }
        }
        return this;
    }

    /** Without what the exception says, when content is not wanted; without what is secret, when nobody else takes it out. */
    private void recordCarefully(String type, @Nullable String message, String stackTrace) {
        boolean include = policy().include();
        AttributesBuilder event = Attributes.builder().put("exception.type", type);
        if (include && message != null) {
            event.put("exception.message", policy().text("exception.message", message));
        }
        event.put(
                "exception.stacktrace",
                policy().text(
                                "exception.stacktrace",
                                include ? stackTrace : ExceptionText.withoutMessages(stackTrace)));
        span.addEvent("exception", event.build());
        span.setStatus(
                StatusCode.ERROR, include && message != null ? policy().text("exception.message", message) : type);
    }

    /** The span failed, for a reason that is no exception. The message is left out when content is not wanted. */
    public ActiveSpan error(String type, String message) {
        if (policy != null) {
            span.setAttribute(ERROR_TYPE, type);
            span.setStatus(StatusCode.ERROR, policy.include() ? taken("error.message", message) : type);
        }
        return this;
    }

    /** Its trace, to say things about the whole of it. */
    public CurrentTrace trace() {
        return LocalTrace.in(context);
    }

    /** 32 hex digits; zeros when tracing is off. */
    public String traceId() {
        return span.getSpanContext().getTraceId();
    }

    /** 16 hex digits; zeros when tracing is off. */
    public String spanId() {
        return span.getSpanContext().getSpanId();
    }

    public SpanIds ids() {
        return new SpanIds(traceId(), spanId());
    }

    /** Whether what is said of it is kept: false when tracing is off, when it was not sampled, and after its end. */
    public boolean isRecording() {
        return span.isRecording();
    }

    /** OpenTelemetry's own span. */
    public Span span() {
        return span;
    }

    /** The context in which this span is the current one, to start children elsewhere. */
    public Context context() {
        return context;
    }

    /** Makes it the current span of this thread until the scope is closed; the span stays open. */
    @SuppressWarnings("MustBeClosedChecker") // the caller closes it
    public Scope makeCurrent() {
        return policy == null ? Scope.noop() : context.makeCurrent();
    }

    /** It is no longer current, and stays open. */
    void leave() {
        if (scope != null) {
            scope.close();
        }
    }

    /** Ends it now, and it is no longer current. A second call does nothing. */
    @Override
    public void close() {
        if (policy != null) {
            leave();
            if (contentChars == 0 && policy.joined() == null) {
                span.end();
            } else {
                endSaying(span::end);
            }
            remember();
        }
    }

    /** Ends it at a time that is not now. */
    public void end(Instant at) {
        if (policy != null) {
            leave();
            long epochNanos = TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
            endSaying(() -> span.end(epochNanos, TimeUnit.NANOSECONDS));
            remember();
        }
    }

    /** To queues, how much it holds; and where its way out is another's, that it has ended. */
    private void endSaying(Runnable end) {
        boolean endsNow = span.isRecording();
        EndingSpan.end(contentChars, end);
        Consumer<ReadableSpan> joined = policy().joined();
        if (endsNow && joined != null && span instanceof ReadableSpan ended) {
            joined.accept(ended);
        }
    }

    private void remember() {
        if (first) {
            Spoor.lastTrace(traceId());
        }
    }
}
