package dev.spoor.sdk;

import dev.spoor.sdk.json.JsonLimits;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How tracing is to be started. Not safe for several threads. */
public final class SpoorBuilder {
    private String endpoint = "http://127.0.0.1:5050";
    private @Nullable String project;
    private @Nullable String serviceName;
    private @Nullable OpenTelemetry openTelemetry;
    private boolean registerGlobally = true;
    private boolean exportToServer = true;
    private boolean includeContent = true;
    private JsonLimits contentLimits = JsonLimits.DEFAULT;
    private Duration closeTimeout = Duration.ofSeconds(10);
    private final List<SpanProcessor> processors = new ArrayList<>();

    SpoorBuilder() {}

    /** The server's address, without a path. Default {@code http://127.0.0.1:5050}. */
    public SpoorBuilder endpoint(String endpoint) {
        this.endpoint = endpoint;
        return this;
    }

    /** The project that traces go to; the server's default project when not given. */
    public SpoorBuilder project(String project) {
        this.project = project;
        return this;
    }

    /** What the application is called: OpenTelemetry's {@code service.name}. */
    public SpoorBuilder serviceName(String name) {
        this.serviceName = name;
        return this;
    }

    /**
     * Joins an OpenTelemetry that is set up already, whose sampling and exporters then count. Without it, the global one
     * is joined when there is one.
     */
    public SpoorBuilder openTelemetry(OpenTelemetry openTelemetry) {
        this.openTelemetry = openTelemetry;
        return this;
    }

    /** Whether an OpenTelemetry that is made here becomes the global one, so that other libraries use it. Default true. */
    public SpoorBuilder registerGlobally(boolean register) {
        this.registerGlobally = register;
        return this;
    }

    /** Whether spans go to the server. Default true; false leaves only what {@link #addProcessor} brings. */
    public SpoorBuilder exportToServer(boolean export) {
        this.exportToServer = export;
        return this;
    }

    /** Adds a processor to the OpenTelemetry that is made here; it counts not where another is joined. */
    public SpoorBuilder addProcessor(SpanProcessor processor) {
        processors.add(processor);
        return this;
    }

    /** Whether prompts, answers, arguments and results are recorded. Default true. */
    public SpoorBuilder includeContent(boolean include) {
        this.includeContent = include;
        return this;
    }

    /** How much of each of them is recorded. */
    public SpoorBuilder contentLimits(JsonLimits limits) {
        this.contentLimits = limits;
        return this;
    }

    /** How long {@link Tracing#close} waits for what is still to be exported. Default 10 s. */
    public SpoorBuilder closeTimeout(Duration timeout) {
        this.closeTimeout = timeout;
        return this;
    }

    /** Starts. When tracing is started already, gives what is running, and these settings count not. */
    public Tracing start() {
        return Spoor.startOnce(this::make);
    }

    private Tracing make() {
        ContentPolicy content = new ContentPolicy(includeContent, contentLimits, UnaryOperator.identity());
        OpenTelemetry given = openTelemetry;
        if (given == null && registerGlobally && GlobalOpenTelemetry.isSet() && !GlobalTracing.isRegistered()) {
            given = GlobalOpenTelemetry.get();
        }
        if (given != null) {
            return new Tracing(given, null, content, closeTimeout);
        }
        OpenTelemetrySdk own = OpenTelemetrySdk.builder()
                .setTracerProvider(provider())
                .setPropagators(ContextPropagators.create(TextMapPropagator.composite(
                        W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())))
                .build();
        if (registerGlobally) {
            GlobalTracing.enter(own);
        }
        return new Tracing(own, own, content, closeTimeout);
    }

    private SdkTracerProvider provider() {
        Resource resource = Resource.getDefault();
        if (serviceName != null) {
            resource = resource.toBuilder().put("service.name", serviceName).build();
        }
        if (project != null) {
            resource = resource.toBuilder()
                    .put(AttributeKey.stringKey("spoor.project"), project)
                    .build();
        }
        SdkTracerProviderBuilder provider = SdkTracerProvider.builder().setResource(resource);
        processors.forEach(provider::addSpanProcessor);
        if (exportToServer) {
            provider.addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                            .setEndpoint(endpoint + "/v1/traces")
                            .build())
                    .build());
        }
        return provider.build();
    }
}
