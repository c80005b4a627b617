package dev.spoor.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a {@code spoor} command came to that ran to its end in a process of its own.
 *
 * @param out what it printed for people or programs
 * @param err what went wrong, in its own words
 */
record SpoorCommand(int code, String out, String err) {
    private static final Path JAR = Path.of("../cli/target/spoor.jar");

    /** The command line of the runnable jar. */
    static List<String> line(List<String> arguments) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                // Most of them live for seconds.
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                JAR.toString()));
        line.addAll(arguments);
        return line;
    }

    /** On a data folder that no server has. */
    static SpoorCommand stopped(Path data, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        return run(all);
    }

    /** On the data folder of a running server. */
    static SpoorCommand running(Path data, SpoorProcess server, String... arguments)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString(), "--port", Integer.toString(server.port())));
        return run(all);
    }

    static SpoorCommand run(String... arguments) throws IOException, InterruptedException {
        return run(List.of(arguments));
    }

    static SpoorCommand run(List<String> arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("spoor-e2e-", ".out");
        Path err = Files.createTempFile("spoor-e2e-", ".err");
        Process process = new ProcessBuilder(line(arguments))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError(arguments + " did not end within a minute: " + Files.readString(err));
            }
            return new SpoorCommand(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }
}
