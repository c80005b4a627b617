package dev.spoor.server.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.toml.TomlFactory;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Merges the settings from where they may be set, later ones winning: {@code ~/.spoor/config.toml}, {@code
 * ./.spoor/config.toml} (or the one file that is named instead of these two), environment variables that begin with
 * {@code SPOOR_}, flags. What is unknown is an error that names the nearest known name.
 *
 * <p>Not safe for use by several threads.
 */
public final class ConfigLoader {
    /** Variables that begin like ours and belong to the SDK, the command line or the launcher. */
    private static final Set<String> OTHER_VARIABLES = Set.of(
            "SPOOR_CONFIG",
            "SPOOR_ENDPOINT",
            "SPOOR_PROJECT",
            "SPOOR_SERVICE_NAME",
            "SPOOR_HOME",
            "SPOOR_URL",
            "SPOOR_SERVER",
            "SPOOR_TRACING");

    /** A table in the files that is the SDK's, which checks it itself. */
    private static final String SDK_TABLE = "sdk";

    private static final List<String> OTHER_PREFIXES =
            List.of("SPOOR_SDK_", "SPOOR_JAVA_", "SPOOR_BENCH_", "SPOOR_TEST_");

    private final Path home;
    private final List<Layer> layers = new ArrayList<>();

    /** @param home the user's home folder */
    public ConfigLoader(Path home) {
        this.home = home;
    }

    /** What is in force, and for each setting by name where its value comes from. */
    public record Loaded(SpoorConfig config, Map<String, Origin> origins) {}

    /**
     * @param text the value as written
     * @param source for people: "default", a file's path, "environment SPOOR_PORT", "flag --port"
     */
    public record Origin(String text, String source) {
        public boolean isDefault() {
            return source.equals("default");
        }
    }

    private record Layer(Map<String, Origin> values) {}

    /** The usual order: both files where they exist, then the environment, then flags. */
    public static Loaded load(
            Path home, Path workingFolder, Map<String, String> environment, Map<String, String> flags) {
        return new ConfigLoader(home)
                .fileIfPresent(home.resolve(".spoor/config.toml"))
                .fileIfPresent(workingFolder.resolve(".spoor/config.toml"))
                .environment(environment)
                .flags(flags)
                .load();
    }

    /** All defaults. */
    public static SpoorConfig defaults() {
        return new ConfigLoader(Path.of(System.getProperty("user.home"))).load().config();
    }

    public ConfigLoader fileIfPresent(Path file) {
        return Files.exists(file) ? file(file) : this;
    }

    /** @throws ConfigException when the file cannot be read or is no TOML */
    public ConfigLoader file(Path file) {
        JsonNode root;
        try {
            root = new ObjectMapper(new TomlFactory()).readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new ConfigException(file + ", line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new ConfigException("cannot read " + file + ": " + e);
        }
        Map<String, Origin> values = new LinkedHashMap<>();
        flatten(root, "", file, values);
        layers.add(new Layer(values));
        return this;
    }

    private static void flatten(JsonNode node, String prefix, Path file, Map<String, Origin> values) {
        node.properties().forEach(entry -> {
            String name = prefix + entry.getKey();
            if (name.equals(SDK_TABLE) && entry.getValue().isObject()) {
                return;
            }
            if (entry.getValue().isObject() && !SettingTable.has(name)) {
                flatten(entry.getValue(), name + ".", file, values);
            } else if (!SettingTable.has(name)) {
                throw new ConfigException(file + ": there is no setting '" + name + "'"
                        + SettingTable.didYouMean(name, SettingTable.Row::name));
            } else if (entry.getValue().isArray() && SettingTable.row(name).type() == List.class) {
                List<String> items = new ArrayList<>();
                entry.getValue().forEach(item -> items.add(item.asText()));
                values.put(name, new Origin(String.join(", ", items), file.toString()));
            } else if (entry.getValue().isContainerNode()) {
                throw new ConfigException(file + ": " + name + ": expected one value, found "
                        + (entry.getValue().isArray() ? "a list" : "a table"));
            } else {
                values.put(name, new Origin(entry.getValue().asText(), file.toString()));
            }
        });
    }

    public ConfigLoader environment(Map<String, String> environment) {
        Map<String, Origin> values = new LinkedHashMap<>();
        new TreeMap<>(environment).forEach((variable, text) -> {
            if (!variable.startsWith("SPOOR_")
                    || OTHER_PREFIXES.stream().anyMatch(variable::startsWith)
                    || OTHER_VARIABLES.contains(variable)) {
                return;
            }
            SettingTable.Row row = SettingTable.rows().stream()
                    .filter(candidate -> candidate.variable().equals(variable))
                    .findFirst()
                    .orElseThrow(() -> new ConfigException("the environment variable " + variable + " sets nothing"
                            + SettingTable.didYouMean(variable, SettingTable.Row::variable)));
            values.put(row.name(), new Origin(text, "environment " + variable));
        });
        layers.add(new Layer(values));
        return this;
    }

    /** @param flags values by the setting's name, as given on the command line */
    public ConfigLoader flags(Map<String, String> flags) {
        Map<String, Origin> values = new LinkedHashMap<>();
        flags.forEach((name, text) -> {
            String flag = SettingTable.row(name).flag();
            values.put(name, new Origin(text, "flag " + (flag.isEmpty() ? name : flag)));
        });
        layers.add(new Layer(values));
        return this;
    }

    /** @throws ConfigException when a value cannot be used */
    public Loaded load() {
        Map<String, Origin> origins = new LinkedHashMap<>();
        Map<String, Object> values = new LinkedHashMap<>();
        for (SettingTable.Row row : SettingTable.rows()) {
            Origin origin = new Origin(row.byDefault(), "default");
            for (Layer layer : layers) {
                origin = layer.values.getOrDefault(row.name(), origin);
            }
            try {
                values.put(row.name(), SettingValues.parse(row, origin.text(), home));
            } catch (IllegalArgumentException e) {
                throw new ConfigException(row.name() + " (" + origin.source() + "): " + e.getMessage());
            }
            origins.put(row.name(), origin);
        }
        return new Loaded((SpoorConfig) build(SpoorConfig.class, "", values), origins);
    }

    private static Object build(Class<?> record, String prefix, Map<String, Object> values) {
        RecordComponent[] components = record.getRecordComponents();
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = prefix + SettingTable.snakeCase(components[i].getName());
            Object value = values.get(name);
            arguments[i] = value == null ? build(components[i].getType(), name + ".", values) : value;
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = record.getDeclaredConstructor(types);
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot build " + record, e);
        }
    }
}
