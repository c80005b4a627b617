package dev.spoor.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spoor.model.LogRecord;
import dev.spoor.model.Span;
import dev.spoor.otlp.OtlpJson;
import dev.spoor.otlp.OtlpLogs;
import dev.spoor.otlp.OtlpSpans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What real SDKs sent, recorded by the scripts in {@code e2e/captures}, and what was written by hand where none runs. */
final class Captures {
    static final Path FOLDER = Path.of("src/test/resources/captures");
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param calls what the server that the SDK called said of each call; empty where there was none
     */
    record Capture(String name, List<Span> spans, List<LogRecord> logs, JsonNode calls) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Captures() {}

    static Stream<Capture> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.toString().endsWith(".expected.json"))
                    .sorted()
                    .map(Captures::read)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Capture read(Path file) {
        try {
            JsonNode json = JSON.readTree(file.toFile());
            byte[] traces = JSON.writeValueAsBytes(json.path("traces"));
            List<LogRecord> logs =
                    json.has("logs") && !json.path("logs").path("resourceLogs").isEmpty()
                            ? OtlpLogs.read(OtlpJson.logsToProtobuf(JSON.writeValueAsBytes(json.path("logs"))))
                            : List.of();
            String name = file.getFileName().toString().replace(".json", "");
            return new Capture(name, OtlpSpans.read(OtlpJson.tracesToProtobuf(traces)), logs, json.path("calls"));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
