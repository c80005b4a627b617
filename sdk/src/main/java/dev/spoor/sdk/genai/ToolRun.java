package dev.spoor.sdk.genai;

import dev.spoor.sdk.ActiveSpan;
import dev.spoor.sdk.SpanStart;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.Spoor;
import dev.spoor.sdk.json.JsonReader;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A tool that runs because a model asked for it. Safe for several threads.
 *
 * <pre>{@code
 * ToolRun run = ToolRun.begin(Context.current(), "look", "call_1", "{\"place\":\"mat\"}");
 * try (Scope scope = run.makeCurrent()) {
 *     run.end(tool.look("mat"));
 * } catch (RuntimeException e) {
 *     run.fail(e);
 *     throw e;
 * }
 * }</pre>
 */
public final class ToolRun {
    private static final AttributeKey<String> ID = AttributeKey.stringKey("gen_ai.tool.call.id");
    private static final AttributeKey<String> DESCRIPTION = AttributeKey.stringKey("gen_ai.tool.description");

    private final ActiveSpan span;

    private ToolRun(ActiveSpan span) {
        this.span = span;
    }

    /**
     * @param parent the context in which the tool runs
     * @param id the model's id of the call, if it gave one
     * @param arguments as the model wrote them, usually JSON
     */
    public static ToolRun begin(Context parent, String name, @Nullable String id, @Nullable String arguments) {
        SpanStart start = Spoor.span(name).parent(parent).type(SpanType.TOOL);
        if (id != null) {
            start.attribute(ID, id);
        }
        ActiveSpan span = start.startDetached();
        if (arguments != null && span.takesContent()) {
            span.inputs(valueOf(arguments));
        }
        return new ToolRun(span);
    }

    /** What the tool is for. */
    public ToolRun description(@Nullable String text) {
        if (text != null) {
            span.attribute(DESCRIPTION, text);
        }
        return this;
    }

    /** Makes it the current span of this thread until the scope is closed. */
    public Scope makeCurrent() {
        return span.makeCurrent();
    }

    /** It failed, and ends now. */
    public void fail(Throwable problem) {
        span.error(problem).close();
    }

    /** It gave an error to the model as its result, and ends now. */
    public void endWithError(@Nullable Object result) {
        span.outputs(result).error("tool_error", "the tool gave an error").close();
    }

    /** It gave a result, and ends now. */
    public void end(@Nullable Object result) {
        span.outputs(result).close();
    }

    /** Whether a result would be taken, to save the work of making it. */
    public boolean takesContent() {
        return span.takesContent();
    }

    /** JSON as the value that it is, other text as text. */
    static Object valueOf(String text) {
        try {
            Object value = JsonReader.read(text);
            return value == null ? text : value;
        } catch (JsonReader.JsonException e) {
            return text;
        }
    }
}
