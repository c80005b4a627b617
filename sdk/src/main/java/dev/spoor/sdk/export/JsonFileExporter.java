package dev.spoor.sdk.export;

import dev.spoor.sdk.json.JsonLimits;
import dev.spoor.sdk.json.JsonWriter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;

/**
 * Appends every batch to a file as one line: OTLP's {@code TracesData} as JSON, as OpenTelemetry's file exporter writes
 * it. The folder is made when it is missing. Several processes should not write to one file. Safe for several threads.
 */
public final class JsonFileExporter implements SpanExporter {
    /** What is in a span was cut when it was made. */
    private static final JsonLimits NOTHING_IS_CUT =
            new JsonLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 200);

    private final Path file;

    public JsonFileExporter(Path file) {
        this.file = file;
    }

    @Override
    public synchronized CompletableResultCode export(Collection<SpanData> spans) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(
                    file,
                    JsonWriter.write(OtlpJson.tracesData(spans), NOTHING_IS_CUT) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return CompletableResultCode.ofSuccess();
        } catch (IOException e) {
            return CompletableResultCode.ofExceptionalFailure(e);
        }
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
