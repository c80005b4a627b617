package dev.spoor.cli;

import dev.spoor.server.config.ConfigLoader;
import dev.spoor.server.config.SpoorConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that set something, and what is in force with them. */
final class Settings {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read this file instead of ~/.spoor/config.toml and ./.spoor/config.toml.")
    @Nullable
    Path file;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "The address to listen on (127.0.0.1).")
    @Nullable
    String host;

    @Option(names = "--port", paramLabel = "N", description = "The port of everything (5050).")
    @Nullable
    String port;

    @Option(names = "--grpc-port", paramLabel = "N", description = "A second port for gRPC (4317); -1 for none.")
    @Nullable
    String grpcPort;

    @Option(names = "--data", paramLabel = "DIR", description = "The folder that holds the traces (~/.spoor).")
    @Nullable
    String data;

    @Option(names = "--memory", description = "Keep traces only until the server stops.")
    boolean memory;

    @Option(names = "--log-format", paramLabel = "text|json", description = "How the server's own log is written.")
    @Nullable
    String logFormat;

    @Option(names = "--log-level", paramLabel = "LEVEL", description = "error, warn, info, debug or trace.")
    @Nullable
    String logLevel;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Any other setting, as 'spoor config' lists them. May be repeated.")
    Map<String, String> others = new LinkedHashMap<>();

    ConfigLoader.Loaded load() {
        Path home = Path.of(System.getProperty("user.home"));
        Map<String, String> flags = new LinkedHashMap<>(others);
        put(flags, "host", host);
        put(flags, "port", port);
        put(flags, "grpc_port", grpcPort);
        put(flags, "data", data);
        put(flags, "memory", memory ? "true" : null);
        put(flags, "log.format", logFormat);
        put(flags, "log.level", logLevel);
        if (file == null) {
            return ConfigLoader.load(home, Path.of(""), System.getenv(), flags);
        }
        return new ConfigLoader(home)
                .file(file)
                .environment(System.getenv())
                .flags(flags)
                .load();
    }

    SpoorConfig config() {
        return load().config();
    }

    private static void put(Map<String, String> flags, String name, @Nullable String value) {
        if (value != null) {
            flags.put(name, value);
        }
    }
}
