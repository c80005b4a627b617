package dev.spoor.sdk;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * What every trace that is started inside a block shall say of itself.
 *
 * <pre>{@code
 * try (Scope scope = Spoor.traceDefaults().session("chat-17").user("u-4").open()) {
 *     agent.answer(question);
 * }
 * }</pre>
 *
 * <p>Blocks nest; the inner one adds and overrides. Not safe for several threads until opened.
 */
public final class TraceDefaults {
    private static final ContextKey<Attributes> KEY = ContextKey.named("spoor-trace-defaults");

    private final AttributesBuilder attributes;

    TraceDefaults() {
        Attributes outer = in(Context.current());
        attributes = outer == null ? Attributes.builder() : outer.toBuilder();
    }

    /** Null where nothing was said. */
    static @Nullable Attributes in(Context context) {
        return context.get(KEY);
    }

    /** The conversation that the traces belong to. */
    public TraceDefaults session(String session) {
        return with(SpoorAttributes.SESSION, session);
    }

    /** Whom the traces are made for. */
    public TraceDefaults user(String user) {
        return with(SpoorAttributes.USER, user);
    }

    /** A tag, which can be changed and deleted later. */
    public TraceDefaults tag(String key, String value) {
        return with(AttributeKey.stringKey(SpoorAttributes.TAG_PREFIX + key), value);
    }

    /** An entry of the metadata. */
    public TraceDefaults metadata(String key, String value) {
        return with(AttributeKey.stringKey(SpoorAttributes.METADATA_PREFIX + key), value);
    }

    /** Where it runs, for example {@code production}. */
    public TraceDefaults environment(String environment) {
        return with(SpoorAttributes.ENVIRONMENT, environment);
    }

    /** Holds from here until the scope is closed, on this thread and wherever its context is taken. */
    @SuppressWarnings("MustBeClosedChecker") // the caller closes it
    public Scope open() {
        return Context.current().with(KEY, attributes.build()).makeCurrent();
    }

    private TraceDefaults with(AttributeKey<String> key, String value) {
        attributes.put(key, value);
        return this;
    }
}
