package dev.spoor.sdk;

import dev.spoor.sdk.config.SdkSetting;
import dev.spoor.sdk.config.SdkSettings;
import dev.spoor.sdk.config.SettingsException;
import dev.spoor.sdk.export.Compression;
import dev.spoor.sdk.export.Destination;
import dev.spoor.sdk.export.ExportQueue;
import dev.spoor.sdk.export.QueueLimits;
import dev.spoor.sdk.json.JsonLimits;
import dev.spoor.sdk.privacy.PrivacyFilter;
import dev.spoor.sdk.privacy.Redaction;
import dev.spoor.sdk.size.EndingSpan;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.resources.ResourceBuilder;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Makes what the settings say. */
final class TracingSetup {
    /** OpenTelemetry's own 128 are soon full of a long conversation's flat keys. */
    private static final int MAX_ATTRIBUTES = 1024;

    private final SpoorBuilder builder;
    private final SdkSettings settings;
    private final Map<String, String> environment;
    private @Nullable RequiredServer required;

    TracingSetup(SpoorBuilder builder, SdkSettings settings, Map<String, String> environment) {
        this.builder = builder;
        this.settings = settings;
        this.environment = environment;
    }

    Tracing make() {
        Redaction redaction = redaction();
        ContentPolicy content =
                new ContentPolicy(settings.flag(SdkSetting.CONTENT_INCLUDE), contentLimits(), redaction, null);
        UnaryOperator<@Nullable SpanData> transform = transform(redaction);
        TraceCapture capture = new TraceCapture(transform);
        if (!settings.flag(SdkSetting.ENABLED)) {
            return new Tracing(settings, OpenTelemetry.noop(), null, List.of(), content, capture, null);
        }
        OpenTelemetry given = builder.openTelemetry;
        if (given == null && builder.registerGlobally && GlobalOpenTelemetry.isSet() && !GlobalTracing.isRegistered()) {
            given = GlobalOpenTelemetry.get();
        }
        if (given != null) {
            // The way out is not ours, so what is secret is taken out when it comes in.
            ContentPolicy careful =
                    new ContentPolicy(content.include(), content.limits(), redaction, told(capture, transform));
            return new Tracing(settings, given, null, List.of(), careful, capture, null);
        }
        List<ExportQueue> queues = new ArrayList<>();
        for (Destination destination : checkedDestinations()) {
            queues.add(destination.open(transform));
        }
        OpenTelemetrySdk own = OpenTelemetrySdk.builder()
                .setTracerProvider(provider(queues, capture, transform))
                .setPropagators(ContextPropagators.create(TextMapPropagator.composite(
                        W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())))
                .build();
        if (builder.registerGlobally) {
            GlobalTracing.enter(own);
        }
        return new Tracing(settings, own, own, queues, content, capture, required);
    }

    /** What wants to know of the spans that are made in another OpenTelemetry, which takes no further processors. */
    private Consumer<ReadableSpan> told(TraceCapture capture, UnaryOperator<@Nullable SpanData> transform) {
        List<SpanProcessor> kept =
                builder.kept.stream().map(traces -> traces.processor(transform)).toList();
        return span -> {
            capture.ended(span);
            kept.forEach(traces -> traces.onEnd(span));
        };
    }

    private SdkTracerProvider provider(
            List<ExportQueue> queues, TraceCapture capture, UnaryOperator<@Nullable SpanData> transform) {
        FirstSpan first = new FirstSpan(sampler(), builder.processors.isEmpty());
        SdkTracerProviderBuilder provider = SdkTracerProvider.builder()
                .setResource(resource())
                .setSampler(first)
                .setSpanLimits(SpanLimits.builder()
                        .setMaxNumberOfAttributes(MAX_ATTRIBUTES)
                        .build());
        builder.processors.forEach(provider::addSpanProcessor);
        builder.kept.forEach(traces -> provider.addSpanProcessor(traces.processor(transform)));
        provider.addSpanProcessor(new SpansEnd(capture, queues));
        SdkTracerProvider built = provider.build();
        first.make(built.get(EndingSpan.SCOPE));
        return built;
    }

    private Sampler sampler() {
        if (builder.sampler != null) {
            return builder.sampler;
        }
        double ratio = settings.number(SdkSetting.SAMPLING_RATIO);
        return Sampler.parentBased(ratio == 1 ? Sampler.alwaysOn() : Sampler.traceIdRatioBased(ratio));
    }

    private Resource resource() {
        ResourceBuilder resource = Resource.getDefault().toBuilder();
        String more = environment.getOrDefault("OTEL_RESOURCE_ATTRIBUTES", "");
        SdkSettings.pairs("OTEL_RESOURCE_ATTRIBUTES", more.isBlank() ? List.of() : List.of(more.split(",")))
                .forEach(resource::put);
        put(resource, "service.name", SdkSetting.SERVICE_NAME);
        put(resource, "spoor.project", SdkSetting.PROJECT);
        put(resource, "deployment.environment.name", SdkSetting.ENVIRONMENT);
        put(resource, "service.version", SdkSetting.RELEASE);
        return resource.build();
    }

    private void put(ResourceBuilder resource, String key, SdkSetting setting) {
        if (!settings.text(setting).isBlank()) {
            resource.put(key, settings.text(setting));
        }
    }

    private List<Destination> checkedDestinations() {
        try {
            return destinations();
        } catch (IllegalArgumentException e) {
            throw e instanceof SettingsException ? e : new SettingsException(String.valueOf(e.getMessage()));
        }
    }

    /** The server first. */
    private List<Destination> destinations() {
        List<Destination> destinations = new ArrayList<>();
        if (builder.exportToServer) {
            Destination server = tuned(server()).headers(settings.pairs(SdkSetting.HEADERS));
            if (settings.flag(SdkSetting.REQUIRED)) {
                required = new RequiredServer(server);
                required.demand();
            }
            destinations.add(server);
        }
        settings.destinations()
                .forEach((name, named) ->
                        destinations.add(tuned(Destination.otlp(name, tracesAddress(named.endpoint())))
                                .headers(SdkSettings.pairs("destinations." + name + ".headers", named.headers()))));
        if (!settings.text(SdkSetting.FILE).isBlank()) {
            destinations.add(jsonFile().limits(limits()));
        }
        destinations.addAll(builder.destinations);
        return destinations;
    }

    private Destination jsonFile() {
        try {
            return Destination.jsonFile(
                    "file",
                    settings.path(SdkSetting.FILE),
                    settings.bytes(SdkSetting.FILE_MAX_BYTES),
                    settings.count(SdkSetting.FILE_KEEP));
        } catch (IllegalArgumentException e) {
            throw new SettingsException("file: " + e.getMessage());
        }
    }

    private Destination server() {
        String endpoint = settings.text(SdkSetting.ENDPOINT);
        if (settings.source(SdkSetting.ENDPOINT).endsWith(" MLFLOW_TRACKING_URI")) {
            String project = settings.text(SdkSetting.PROJECT);
            return Destination.mlflow(
                            "server",
                            endpoint,
                            environment.get("MLFLOW_EXPERIMENT_ID"),
                            project.isBlank() ? null : project)
                    .headers(mlflowLogin());
        }
        return Destination.otlp("server", tracesAddress(endpoint));
    }

    /** As MLflow's clients do: a token, or else a name and a password. */
    private Map<String, String> mlflowLogin() {
        String token = environment.getOrDefault("MLFLOW_TRACKING_TOKEN", "");
        String user = environment.getOrDefault("MLFLOW_TRACKING_USERNAME", "");
        if (!token.isBlank()) {
            return Map.of("Authorization", "Bearer " + token);
        }
        String login = user + ":" + environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
        return user.isBlank()
                ? Map.of()
                : Map.of(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }

    private Destination tuned(Destination plain) {
        Destination destination = plain.timeout(settings.duration(SdkSetting.TIMEOUT))
                .compression(compression())
                .limits(limits());
        long fallbackBytes = settings.bytes(SdkSetting.FALLBACK_MAX_BYTES);
        return fallbackBytes == 0
                ? destination
                : destination.fallback(settings.path(SdkSetting.FALLBACK_FOLDER), fallbackBytes);
    }

    private static String tracesAddress(String endpoint) {
        String base = endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
        return base.endsWith("/v1/traces") ? base : base + "/v1/traces";
    }

    private Compression compression() {
        String name = settings.text(SdkSetting.COMPRESSION);
        return switch (name) {
            case "gzip" -> Compression.GZIP;
            case "zstd" -> Compression.ZSTD;
            case "none" -> Compression.NONE;
            default -> throw new SettingsException("compression: expected gzip, zstd or none, found '" + name + "'");
        };
    }

    private QueueLimits limits() {
        try {
            return new QueueLimits(
                    settings.count(SdkSetting.QUEUE_MAX_SPANS),
                    settings.bytes(SdkSetting.QUEUE_MAX_BYTES),
                    settings.count(SdkSetting.QUEUE_BATCH_SPANS),
                    settings.bytes(SdkSetting.QUEUE_BATCH_BYTES),
                    settings.duration(SdkSetting.QUEUE_DELAY),
                    settings.duration(SdkSetting.QUEUE_RETRY_TIMEOUT));
        } catch (IllegalArgumentException e) {
            throw new SettingsException("queue: " + e.getMessage());
        }
    }

    private JsonLimits contentLimits() {
        try {
            return new JsonLimits(
                    settings.count(SdkSetting.CONTENT_MAX_CHARS),
                    settings.count(SdkSetting.CONTENT_MAX_TEXT_CHARS),
                    settings.count(SdkSetting.CONTENT_MAX_ITEMS),
                    settings.count(SdkSetting.CONTENT_MAX_DEPTH));
        } catch (IllegalArgumentException e) {
            throw new SettingsException("content: " + e.getMessage());
        }
    }

    private Redaction redaction() {
        Redaction.Builder redaction = Redaction.builder();
        if (settings.flag(SdkSetting.REDACT_SECRETS)) {
            redaction.secrets();
        }
        if (settings.flag(SdkSetting.REDACT_EMAILS)) {
            redaction.emails();
        }
        if (settings.flag(SdkSetting.REDACT_CARDS)) {
            redaction.cards();
        }
        settings.list(SdkSetting.REDACT_KEYS).forEach(redaction::key);
        for (String pattern : settings.list(SdkSetting.REDACT_PATTERNS)) {
            try {
                redaction.pattern(pattern);
            } catch (PatternSyntaxException e) {
                throw new SettingsException("redact.patterns: " + e.getDescription() + " in '" + pattern + "'");
            }
        }
        return redaction.build();
    }

    private UnaryOperator<@Nullable SpanData> transform(Redaction redaction) {
        PrivacyFilter privacy = new PrivacyFilter(
                settings.flag(SdkSetting.CONTENT_INCLUDE), settings.flag(SdkSetting.CONTENT_INCLUDE_HTTP), redaction);
        List<UnaryOperator<@Nullable SpanData>> transforms = List.copyOf(builder.transforms);
        return span -> {
            SpanData sent = span == null ? null : privacy.apply(span);
            for (int i = 0; sent != null && i < transforms.size(); i++) {
                sent = transforms.get(i).apply(sent);
            }
            return sent;
        };
    }
}
