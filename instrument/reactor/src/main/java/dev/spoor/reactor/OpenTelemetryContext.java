package dev.spoor.reactor;

import io.micrometer.context.ThreadLocalAccessor;
import io.opentelemetry.context.Context;

/** Lets Reactor carry OpenTelemetry's context from thread to thread, as it does with other thread-locals. */
public final class OpenTelemetryContext implements ThreadLocalAccessor<Context> {
    /** Where it stands in Reactor's context. */
    static final String KEY = "dev.spoor.opentelemetry-context";

    @Override
    public Object key() {
        return KEY;
    }

    @Override
    public Context getValue() {
        return Context.current();
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // Reactor sets what was there before by another call, not by a scope
    public void setValue(Context value) {
        var unused = value.makeCurrent();
    }

    @Override
    public void setValue() {
        setValue(Context.root());
    }
}
