package dev.spoor.sdk.config;

import dev.spoor.sdk.config.SdkSettings.NamedDestination;
import dev.spoor.sdk.config.SdkSettings.Value;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Gathers the settings from where they may be set. Not safe for several threads. */
public final class SettingsLoader {
    private static final String TABLE = "sdk.";
    private static final String DESTINATIONS = "destinations.";

    private final Map<SdkSetting, Value> values = new EnumMap<>(SdkSetting.class);
    private final Map<String, Map<String, Object>> destinations = new LinkedHashMap<>();
    private String host = "127.0.0.1";
    private String port = "5050";
    private Path home = Path.of(System.getProperty("user.home"));

    /** The usual order: the files where they exist, then the environment. */
    public static SettingsLoader usual(Path home, Path workingFolder, Map<String, String> environment) {
        SettingsLoader loader = new SettingsLoader();
        loader.home = home;
        String named = environment.get("SPOOR_CONFIG");
        if (named != null && !named.isBlank()) {
            loader.file(Path.of(named));
        } else {
            for (Path folder : List.of(home, workingFolder)) {
                Path file = folder.resolve(".spoor/config.toml");
                if (Files.exists(file)) {
                    loader.file(file);
                }
            }
        }
        return loader.environment(environment);
    }

    /** @throws SettingsException when it cannot be read, or has something unknown in {@code [sdk]} */
    public SettingsLoader file(Path file) {
        Map<String, Object> read;
        try {
            read = TomlReader.read(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new SettingsException("cannot read " + file + ": " + e);
        }
        read.forEach((key, value) -> {
            if (key.equals("host") && value instanceof String text) {
                host = text;
            } else if (key.equals("port") && value instanceof String text) {
                port = text;
            } else if (key.startsWith(TABLE)) {
                set(key.substring(TABLE.length()), value, file.toString());
            }
        });
        return this;
    }

    private void set(String key, Object value, String source) {
        if (key.startsWith(DESTINATIONS)) {
            int dot = key.lastIndexOf('.');
            String name = dot < DESTINATIONS.length() ? "" : key.substring(DESTINATIONS.length(), dot);
            String field = key.substring(dot + 1);
            if (name.isEmpty() || !(field.equals("endpoint") || field.equals("headers"))) {
                throw new SettingsException(
                        source + ": there is no setting 'sdk." + key + "'; a destination has 'endpoint' and 'headers'");
            }
            destinations.computeIfAbsent(name, unseen -> new LinkedHashMap<>()).put(field, value);
            return;
        }
        SdkSetting setting = SdkSetting.ofKey(key);
        if (setting == null) {
            throw new SettingsException(
                    source + ": there is no setting 'sdk." + key + "'; there are " + SdkSetting.keys());
        }
        boolean isList = value instanceof List<?>;
        if (isList != (setting.kind() == SdkSetting.Kind.LIST) && isList) {
            throw new SettingsException(source + ": sdk." + key + ": expected one value, found a list");
        }
        values.put(setting, new Value(isList ? lines((List<?>) value) : (String) value, source));
    }

    private static String lines(List<?> items) {
        StringBuilder lines = new StringBuilder("\n");
        items.forEach(item -> lines.append(item).append('\n'));
        return lines.toString();
    }

    /** Spoor's own variables, and those of OpenTelemetry and MLflow where Spoor's are not set. */
    public SettingsLoader environment(Map<String, String> environment) {
        Environment variables = new Environment(environment);
        host = variables.or("SPOOR_HOST", host);
        port = variables.or("SPOOR_PORT", port);
        variables.others(values);
        for (SdkSetting setting : SdkSetting.values()) {
            variables.take(values, setting, setting.variable(), text -> text);
        }
        environment.keySet().stream()
                .filter(name -> name.startsWith("SPOOR_SDK_"))
                .filter(name -> Arrays.stream(SdkSetting.values())
                        .noneMatch(setting -> setting.variable().equals(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw new SettingsException("the environment variable " + name + " sets nothing");
                });
        return this;
    }

    /** What the program says, which wins. */
    public SettingsLoader program(Map<SdkSetting, String> given) {
        given.forEach((setting, text) -> values.put(setting, new Value(text, "program")));
        return this;
    }

    /** @throws SettingsException when a value cannot be used */
    public SdkSettings load() {
        if (!values.containsKey(SdkSetting.ENDPOINT)) {
            String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
            values.put(SdkSetting.ENDPOINT, new Value("http://" + reachable + ":" + port, "default"));
        }
        Map<String, NamedDestination> named = new LinkedHashMap<>();
        destinations.forEach((name, fields) -> {
            if (!(fields.get("endpoint") instanceof String endpoint)) {
                throw new SettingsException("sdk.destinations." + name + ": 'endpoint' is missing");
            }
            Object headers = fields.getOrDefault("headers", "");
            List<String> items = new ArrayList<>();
            if (headers instanceof List<?> list) {
                list.forEach(item -> items.add(String.valueOf(item)));
            } else {
                items.addAll(SdkSettings.items(String.valueOf(headers)));
            }
            named.put(name, new NamedDestination(endpoint, items));
        });
        return new SdkSettings(values, named, home);
    }

    /** Variables of which empty ones are as good as unset. */
    private record Environment(Map<String, String> variables) {
        @Nullable
        String get(String name) {
            String value = variables.get(name);
            return value == null || value.isBlank() ? null : value.strip();
        }

        String or(String name, String otherwise) {
            String value = get(name);
            return value == null ? otherwise : value;
        }

        void take(Map<SdkSetting, Value> values, SdkSetting setting, String name, UnaryOperator<String> change) {
            String value = get(name);
            if (value != null) {
                values.put(setting, new Value(change.apply(value), "environment " + name));
            }
        }

        /** The weakest first. */
        void others(Map<SdkSetting, Value> values) {
            String tracking = get("MLFLOW_TRACKING_URI");
            if (tracking != null && tracking.matches("https?://.*")) {
                take(values, SdkSetting.ENDPOINT, "MLFLOW_TRACKING_URI", text -> text);
            }
            take(values, SdkSetting.PROJECT, "MLFLOW_EXPERIMENT_NAME", text -> text);
            take(values, SdkSetting.SAMPLING_RATIO, "MLFLOW_TRACE_SAMPLING_RATIO", text -> text);
            String protocol =
                    or("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", or("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
            boolean http = protocol.equals("http/protobuf");
            if (!http
                    && (get("OTEL_EXPORTER_OTLP_ENDPOINT") != null
                            || get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") != null)) {
                throw new SettingsException("OTEL_EXPORTER_OTLP_PROTOCOL: expected http/protobuf, found '" + protocol
                        + "'. Set it to http/protobuf, with the address that takes OTLP over HTTP, mostly port"
                        + " 4318; or give the program's own exporter by Destination.of");
            }
            take(values, SdkSetting.ENDPOINT, "OTEL_EXPORTER_OTLP_ENDPOINT", text -> text);
            take(values, SdkSetting.ENDPOINT, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", text -> text);
            take(values, SdkSetting.HEADERS, "OTEL_EXPORTER_OTLP_HEADERS", Environment::decoded);
            take(values, SdkSetting.HEADERS, "OTEL_EXPORTER_OTLP_TRACES_HEADERS", Environment::decoded);
            take(values, SdkSetting.COMPRESSION, "OTEL_EXPORTER_OTLP_COMPRESSION", text -> text);
            take(values, SdkSetting.TIMEOUT, "OTEL_EXPORTER_OTLP_TIMEOUT", text -> text + "ms");
            take(values, SdkSetting.SERVICE_NAME, "OTEL_SERVICE_NAME", text -> text);
            take(values, SdkSetting.QUEUE_MAX_SPANS, "OTEL_BSP_MAX_QUEUE_SIZE", text -> text);
            take(values, SdkSetting.QUEUE_BATCH_SPANS, "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", text -> text);
            take(values, SdkSetting.QUEUE_DELAY, "OTEL_BSP_SCHEDULE_DELAY", text -> text + "ms");
            String sampler = or("OTEL_TRACES_SAMPLER", "");
            if (sampler.endsWith("traceidratio")) {
                take(values, SdkSetting.SAMPLING_RATIO, "OTEL_TRACES_SAMPLER_ARG", text -> text);
            } else if (sampler.endsWith("always_off")) {
                take(values, SdkSetting.SAMPLING_RATIO, "OTEL_TRACES_SAMPLER", text -> "0");
            }
            if ("true".equalsIgnoreCase(get("OTEL_SDK_DISABLED"))) {
                take(values, SdkSetting.ENABLED, "OTEL_SDK_DISABLED", text -> "false");
            }
        }

        private static String decoded(String headers) {
            return URLDecoder.decode(headers, StandardCharsets.UTF_8);
        }
    }
}
