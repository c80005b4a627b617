package dev.spoor.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code spoor serve} in a process of its own, on a free port. */
final class SpoorProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String READY = "Spoor is ready: ";
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Process process;
    private final Path log;
    private final String url;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private SpoorProcess(Process process, Path log, String url) {
        this.process = process;
        this.log = log;
        this.url = url;
    }

    static List<String> command(Path data, String... settings) {
        return command(data, 0, settings);
    }

    private static List<String> command(Path data, int port, String... settings) {
        List<String> arguments = new ArrayList<>(
                List.of("serve", "--port", Integer.toString(port), "--grpc-port", "-1", "--data", data.toString()));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        return SpoorCommand.line(arguments);
    }

    /**
     * Returns once it answers reads: it takes data before, while an index that is missing or old is made anew.
     *
     * @param settings {@code name=value}, for example {@code store.min_free_bytes=8MiB}
     */
    static SpoorProcess start(Path data, String... settings) throws IOException, InterruptedException {
        return start(data, 0, settings);
    }

    /** As one that was there before and is back. */
    static SpoorProcess startAgain(Path data, SpoorProcess before) throws IOException, InterruptedException {
        return start(data, before.port());
    }

    private static SpoorProcess start(Path data, int port, String... settings)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile("spoor-e2e-", ".log");
        Process process = new ProcessBuilder(command(data, port, settings))
                .redirectError(log.toFile())
                .start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(READY)) {
                SpoorProcess server = new SpoorProcess(
                        process, log, line.substring(READY.length()).strip());
                server.awaitReady();
                return server;
            }
        }
        throw new AssertionError("the server did not start: " + Files.readString(log));
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        HttpResponse<byte[]> ready = get("/ready");
        while (ready.statusCode() != 200) {
            if (System.nanoTime() > deadline) {
                close();
                throw new AssertionError("after " + START_LIMIT + " still not ready: "
                        + new String(ready.body(), StandardCharsets.UTF_8));
            }
            Thread.sleep(10);
            ready = get("/ready");
        }
    }

    String url() {
        return url;
    }

    /** What the server wrote of its own work. */
    String log() throws IOException {
        return Files.readString(log);
    }

    int port() {
        return URI.create(url).getPort();
    }

    /** Throws when the connection breaks. */
    HttpResponse<byte[]> send(byte[] otlp) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(url + "/v1/traces"))
                        .header("Content-Type", "application/x-protobuf")
                        .timeout(Duration.ofSeconds(30))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(otlp))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .timeout(Duration.ofSeconds(60))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " gave " + response.statusCode() + ": "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return JSON.readTree(response.body());
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM; returns the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
            throw new AssertionError("the server did not stop within a minute of SIGTERM");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException, IOException {
        process.destroyForcibly();
        process.waitFor();
        http.close();
        Files.deleteIfExists(log);
    }
}
