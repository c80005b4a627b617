package dev.spoor.sdk;

import dev.spoor.sdk.config.SdkSetting;
import dev.spoor.sdk.config.SdkSettings;
import dev.spoor.sdk.config.SettingsLoader;
import dev.spoor.sdk.export.Destination;
import dev.spoor.sdk.trace.LocalTraces;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How tracing is to be started. What is said here wins over the environment and the files; see {@link SdkSetting} for
 * all settings. Not safe for several threads.
 */
public final class SpoorBuilder {
    private final Map<SdkSetting, String> program = new EnumMap<>(SdkSetting.class);
    final List<SpanProcessor> processors = new ArrayList<>();
    final List<Destination> destinations = new ArrayList<>();
    final List<LocalTraces> kept = new ArrayList<>();
    final List<UnaryOperator<@Nullable SpanData>> transforms = new ArrayList<>();

    @Nullable
    OpenTelemetry openTelemetry;

    @Nullable
    Sampler sampler;

    boolean registerGlobally = true;
    boolean exportToServer = true;
    private Map<String, String> environment = System.getenv();
    private Path home = Path.of(System.getProperty("user.home"));
    private Path workingFolder = Path.of("");

    SpoorBuilder() {}

    /** Sets any setting, in the form in which it stands in a file. */
    public SpoorBuilder set(SdkSetting setting, String value) {
        program.put(setting, value);
        return this;
    }

    /** Whether anything is traced. */
    public SpoorBuilder enabled(boolean enabled) {
        return set(SdkSetting.ENABLED, Boolean.toString(enabled));
    }

    /** The server's address, without a path. */
    public SpoorBuilder endpoint(String endpoint) {
        return set(SdkSetting.ENDPOINT, endpoint);
    }

    /** The project that traces go to; the server's default project when not given. */
    public SpoorBuilder project(String project) {
        return set(SdkSetting.PROJECT, project);
    }

    /** What the application is called: OpenTelemetry's {@code service.name}. */
    public SpoorBuilder serviceName(String name) {
        return set(SdkSetting.SERVICE_NAME, name);
    }

    /** Whether {@link #start} fails when the server cannot be reached. */
    public SpoorBuilder required(boolean required) {
        return set(SdkSetting.REQUIRED, Boolean.toString(required));
    }

    /** The part of traces that are recorded, 0 to 1. */
    public SpoorBuilder samplingRatio(double ratio) {
        return set(SdkSetting.SAMPLING_RATIO, Double.toString(ratio));
    }

    /** Which traces are recorded, by a rule of the program's own; {@link #samplingRatio} then counts not. */
    public SpoorBuilder sampler(Sampler rule) {
        this.sampler = rule;
        return this;
    }

    /** Whether prompts, answers, arguments and results are recorded. */
    public SpoorBuilder includeContent(boolean include) {
        return set(SdkSetting.CONTENT_INCLUDE, Boolean.toString(include));
    }

    /** How long {@link Tracing#close} waits for what is still to be exported. */
    public SpoorBuilder closeTimeout(Duration timeout) {
        return set(SdkSetting.CLOSE_TIMEOUT, timeout.toMillis() + "ms");
    }

    /**
     * Joins an OpenTelemetry that is set up already, whose sampling and exporters then count. Without it, the global one
     * is joined when there is one.
     */
    public SpoorBuilder openTelemetry(OpenTelemetry existing) {
        this.openTelemetry = existing;
        return this;
    }

    /** Whether an OpenTelemetry that is made here becomes the global one, so that other libraries use it. Default true. */
    public SpoorBuilder registerGlobally(boolean register) {
        this.registerGlobally = register;
        return this;
    }

    /** Whether spans go to the server. Default true; false leaves the other destinations. */
    public SpoorBuilder exportToServer(boolean export) {
        this.exportToServer = export;
        return this;
    }

    /** A further place for all spans to go to. It counts not where another OpenTelemetry is joined. */
    public SpoorBuilder destination(Destination destination) {
        destinations.add(destination);
        return this;
    }

    /**
     * Changes spans before they leave the process, after what is secret is taken out. It is called by the export's
     * threads, for each destination, and may give null to leave a span out; when it throws, the span is left out.
     */
    public SpoorBuilder transform(UnaryOperator<@Nullable SpanData> change) {
        transforms.add(change);
        return this;
    }

    /** Keeps the latest traces in memory, too. It counts not where another OpenTelemetry is joined. */
    public SpoorBuilder keep(LocalTraces traces) {
        kept.add(traces);
        return this;
    }

    /** Adds a processor to the OpenTelemetry that is made here; it counts not where another is joined. */
    public SpoorBuilder addProcessor(SpanProcessor processor) {
        processors.add(processor);
        return this;
    }

    /** Takes settings from the program alone: neither files nor the environment count. For tests. */
    public SpoorBuilder programOnly() {
        Path nowhere = Path.of("no-such-folder-" + Integer.toHexString(System.identityHashCode(this)));
        return surroundings(Map.of(), nowhere, nowhere);
    }

    /** Reads other variables, and files of other folders, than the process's own. */
    SpoorBuilder surroundings(Map<String, String> variables, Path homeFolder, Path folder) {
        this.environment = variables;
        this.home = homeFolder;
        this.workingFolder = folder;
        return this;
    }

    /**
     * Starts. When tracing is started already, gives what is running, and these settings count not.
     *
     * @throws dev.spoor.sdk.config.SettingsException when a setting cannot be used
     * @throws SpoorException when the server is required and cannot be reached
     */
    public Tracing start() {
        return Spoor.startOnce(() -> {
            SdkSettings settings = SettingsLoader.usual(home, workingFolder, environment)
                    .program(program)
                    .load();
            return new TracingSetup(this, settings, environment).make();
        });
    }
}
