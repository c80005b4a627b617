package dev.spoor.sdk;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import java.util.function.Function;

/**
 * What is registered as the global OpenTelemetry. That can be set once in a JVM, and libraries keep the tracers that they
 * got from it; so it leads to whatever is running at the time, and to nothing in between.
 */
final class GlobalTracing implements OpenTelemetry {
    private static final GlobalTracing INSTANCE = new GlobalTracing();
    /** Guarded by the class. */
    private static boolean registered;

    private volatile OpenTelemetry running = OpenTelemetry.noop();

    private GlobalTracing() {}

    static synchronized boolean isRegistered() {
        return registered;
    }

    /** @throws IllegalStateException when somebody has set another one in the meantime */
    static synchronized void enter(OpenTelemetry openTelemetry) {
        if (!registered) {
            GlobalOpenTelemetry.set(INSTANCE);
            registered = true;
        }
        INSTANCE.running = openTelemetry;
    }

    static synchronized void leave(OpenTelemetry openTelemetry) {
        if (INSTANCE.running == openTelemetry) {
            INSTANCE.running = OpenTelemetry.noop();
        }
    }

    @Override
    public TracerProvider getTracerProvider() {
        return new TracerProvider() {
            @Override
            public Tracer get(String scope) {
                return new Following(provider -> provider.get(scope));
            }

            @Override
            public Tracer get(String scope, String version) {
                return new Following(provider -> provider.get(scope, version));
            }
        };
    }

    @Override
    public ContextPropagators getPropagators() {
        return running.getPropagators();
    }

    /** A tracer of whatever is running. */
    private static final class Following implements Tracer {
        private record Found(OpenTelemetry of, Tracer tracer) {}

        private final Function<TracerProvider, Tracer> get;
        private volatile Found found;

        Following(Function<TracerProvider, Tracer> get) {
            this.get = get;
            OpenTelemetry now = INSTANCE.running;
            this.found = new Found(now, get.apply(now.getTracerProvider()));
        }

        @Override
        public SpanBuilder spanBuilder(String name) {
            Found known = found;
            OpenTelemetry now = INSTANCE.running;
            if (known.of != now) {
                known = new Found(now, get.apply(now.getTracerProvider()));
                found = known;
            }
            return known.tracer.spanBuilder(name);
        }
    }
}
