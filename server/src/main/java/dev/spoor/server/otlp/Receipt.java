package dev.spoor.server.otlp;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.spoor.server.http.Json;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of a request.
 *
 * @param accepted spans or records that are on disk
 * @param rejected those that were refused
 * @param note why; or what else the sender should know; may be empty
 */
record Receipt(Signal signal, long accepted, long rejected, String note) {

    /** A note for senders names so many reasons at most. */
    private static final int MAX_REASONS = 10;

    /** @param rejections reason to count */
    static Receipt of(Signal signal, long accepted, long rejected, Map<String, Integer> rejections) {
        if (rejected == 0) {
            return new Receipt(signal, accepted, 0, "");
        }
        String reasons = rejections.entrySet().stream()
                .limit(MAX_REASONS)
                .map(entry -> entry.getValue() + " × " + entry.getKey())
                .collect(Collectors.joining("; "));
        return new Receipt(signal, accepted, rejected, rejected + " " + signal.items + " refused: " + reasons);
    }

    /** {@code ExportTraceServiceResponse}, whose bytes are those of the answers to logs and metrics too. */
    byte[] protobuf() {
        ExportTraceServiceResponse.Builder response = ExportTraceServiceResponse.newBuilder();
        if (rejected > 0 || !note.isEmpty()) {
            response.setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                    .setRejectedSpans(rejected)
                    .setErrorMessage(note));
        }
        return response.build().toByteArray();
    }

    /** The same in OTLP's JSON, with 64-bit numbers as text. */
    byte[] json() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = Json.FACTORY.createGenerator(bytes)) {
            out.writeStartObject();
            if (rejected > 0 || !note.isEmpty()) {
                out.writeObjectFieldStart("partialSuccess");
                if (rejected > 0) {
                    out.writeStringField(signal.rejectedField, Long.toString(rejected));
                }
                out.writeStringField("errorMessage", note);
                out.writeEndObject();
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
