package dev.spoor.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs in JavaScript, with packages of the npm registry. */
final class NodeProgram {
    private NodeProgram() {}

    /** Runs the program with its packages installed as its lock file says, and gives the last line that it printed. */
    static String run(String folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path home = Path.of(folder);
        Path installed = home.resolve("node_modules/.package-lock.json");
        if (!Files.exists(installed)
                || Files.getLastModifiedTime(installed)
                                .compareTo(Files.getLastModifiedTime(home.resolve("package-lock.json")))
                        < 0) {
            execute(home, Map.of(), List.of("npm", "ci", "--ignore-scripts", "--silent", "--no-audit", "--no-fund"));
        }
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(List.of(arguments));
        return execute(home, environment, command).lines().reduce("", (first, last) -> last);
    }

    private static String execute(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path errors = Files.createTempFile("spoor-node-", ".log");
        Path output = Files.createTempFile("spoor-node-", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(errors.toFile())
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end within 5 minutes");
            }
            if (process.exitValue() != 0) {
                throw new AssertionError(command + " failed: " + Files.readString(errors));
            }
            return Files.readString(output, StandardCharsets.UTF_8).strip();
        } finally {
            Files.delete(errors);
            Files.delete(output);
        }
    }
}
