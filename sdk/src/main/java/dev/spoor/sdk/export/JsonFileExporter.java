package dev.spoor.sdk.export;

import dev.spoor.sdk.json.JsonLimits;
import dev.spoor.sdk.json.JsonWriter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;

/**
 * Appends every batch to a file as one line: OTLP's {@code TracesData} as JSON, as OpenTelemetry's file exporter writes
 * it. A file that a line would make too large is renamed first: {@code traces.jsonl} to {@code traces.jsonl.1}, that one
 * to {@code traces.jsonl.2}, and so on, and the oldest is removed. A line that is larger than a file may be stands alone.
 * The folder is made when it is missing. Several processes should not write to one file. Safe for several threads.
 */
public final class JsonFileExporter implements SpanExporter {
    /** What is in a span was cut when it was made. */
    private static final JsonLimits NOTHING_IS_CUT =
            new JsonLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 200);

    private static final long DEFAULT_MAX_BYTES = 256L << 20;
    private static final int DEFAULT_KEEP = 3;

    private final Path file;
    private final long maxBytes;
    private final int keep;

    /** At most 256 MiB, with three older files beside it. */
    public JsonFileExporter(Path file) {
        this(file, DEFAULT_MAX_BYTES, DEFAULT_KEEP);
    }

    /**
     * @param maxBytes of one file; at least 1
     * @param keep how many older ones are kept beside it; 0 or more
     */
    public JsonFileExporter(Path file, long maxBytes, int keep) {
        if (maxBytes < 1 || keep < 0) {
            throw new IllegalArgumentException(
                    "expected at least 1 byte and 0 older files, found " + maxBytes + " and " + keep);
        }
        this.file = file;
        this.maxBytes = maxBytes;
        this.keep = keep;
    }

    @Override
    public synchronized CompletableResultCode export(Collection<SpanData> spans) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            byte[] line = (JsonWriter.write(OtlpJson.tracesData(spans), NOTHING_IS_CUT) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
            if (Files.exists(file) && Files.size(file) > 0 && Files.size(file) + line.length > maxBytes) {
                putAside();
            }
            Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return CompletableResultCode.ofSuccess();
        } catch (IOException e) {
            return CompletableResultCode.ofExceptionalFailure(e);
        }
    }

    /** The oldest first, so that each has room. */
    private void putAside() throws IOException {
        Files.deleteIfExists(keep == 0 ? file : older(keep));
        for (int age = keep - 1; age >= 0; age--) {
            Path younger = age == 0 ? file : older(age);
            if (Files.exists(younger)) {
                Files.move(younger, older(age + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path older(int age) {
        return file.resolveSibling(file.getFileName() + "." + age);
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
