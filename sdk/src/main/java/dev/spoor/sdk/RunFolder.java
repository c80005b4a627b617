package dev.spoor.sdk;

import dev.spoor.sdk.json.JsonLimits;
import dev.spoor.sdk.json.JsonReader;
import dev.spoor.sdk.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The files of one run. {@code manifest.json} is replaced as a whole, so that it is never found half-written; {@code
 * events.jsonl} grows by lines.
 */
final class RunFolder {
    static final String MANIFEST = "manifest.json";
    private static final JsonLimits LIMITS = new JsonLimits(64 << 20, 1 << 20, 100_000, 50);

    private final Path folder;
    private final UnaryOperator<String> clean;

    /**
     * What an earlier run of the same id left of its end is removed.
     *
     * @param clean takes out of the bundle's own files what is secret; artifacts are the application's
     */
    RunFolder(Path folder, UnaryOperator<String> clean) throws IOException {
        this.clean = clean;
        this.folder = Files.createDirectories(folder);
        for (String left : List.of("error.json", "agent.log", "agent_trace.json")) {
            Files.deleteIfExists(folder.resolve(left));
        }
    }

    Path path() {
        return folder;
    }

    /** Text as it is, bytes as they are, anything else as JSON. A name may not lead out of the folder. */
    Path write(String name, @Nullable Object content) throws IOException {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder.normalize()) || file.equals(folder.normalize())) {
            throw new IllegalArgumentException("name: expected a file in the run's folder, found '" + name + "'");
        }
        byte[] bytes = content instanceof byte[] given
                ? given
                : (content instanceof CharSequence text ? text.toString() : JsonWriter.write(content, LIMITS) + "\n")
                        .getBytes(StandardCharsets.UTF_8);
        Files.createDirectories(file.toAbsolutePath().getParent());
        replace(file, bytes);
        return file;
    }

    /** A file of the bundle: text as it is, anything else as JSON, both without what is secret. */
    Path writeOwn(String name, @Nullable Object content) throws IOException {
        return write(
                name,
                content instanceof String text
                        ? clean.apply(text)
                        : clean.apply(JsonWriter.write(content, LIMITS)) + "\n");
    }

    void manifest(Map<String, @Nullable Object> manifest) throws IOException {
        writeOwn(MANIFEST, manifest);
    }

    void event(Map<String, @Nullable Object> event) throws IOException {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("ts", Instant.now().toString());
        line.putAll(event);
        Files.writeString(
                folder.resolve("events.jsonl"),
                clean.apply(JsonWriter.write(line, LIMITS)) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    static void manifest(Path file, Map<String, @Nullable Object> manifest) throws IOException {
        replace(file, (JsonWriter.write(manifest, LIMITS) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try (FileChannel out = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** When this process started, since ids of processes come again: in a container each is number 1. */
    static String processStart() {
        return startOf(ProcessHandle.current());
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }

    private static boolean lives(long pid, @Nullable Object started) {
        return ProcessHandle.of(pid)
                .filter(process -> started == null || started.equals(startOf(process)))
                .isPresent();
    }

    /** A run whose process is gone without a word was abandoned; its manifest then says so. */
    static boolean abandonedIfDead(Path manifestFile) {
        try {
            Map<String, @Nullable Object> manifest =
                    new LinkedHashMap<>(JsonReader.readObject(Files.readString(manifestFile)));
            if ("running".equals(manifest.get("status"))
                    && manifest.get("pid") instanceof Long pid
                    && !lives(pid, manifest.get("process_started_at"))) {
                manifest.put("status", "abandoned");
                manifest.put("completed_at", Instant.now().toString());
                manifest(manifestFile, manifest);
                return true;
            }
        } catch (IOException | UncheckedIOException | JsonReader.JsonException e) {
            System.getLogger("dev.spoor.sdk")
                    .log(System.Logger.Level.WARNING, "cannot read the manifest " + manifestFile + ": " + e);
        }
        return false;
    }
}
