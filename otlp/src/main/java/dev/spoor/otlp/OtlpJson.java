package dev.spoor.otlp;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.IOException;

/**
 * OTLP in JSON (opentelemetry.io, "OTLP: JSON Protobuf Encoding"): ids in hex, 64-bit numbers as text or as numbers, enums
 * as numbers or by name, keys in camelCase or snake_case, unknown keys ignored.
 */
public final class OtlpJson {
    /** Values may be megabytes long; requests are bounded before they come here. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNestingDepth(500)
                    .build())
            .build();

    private OtlpJson() {}

    /**
     * The same spans in protobuf: {@code ExportTraceServiceRequest} or {@code TracesData}, whose bytes are alike.
     *
     * @throws MalformedOtlpException naming the place, when the text is no such JSON
     */
    public static byte[] tracesToProtobuf(byte[] json) {
        return read(json, in -> JsonTraces.read(in).toByteArray());
    }

    /** Likewise for {@code ExportLogsServiceRequest} or {@code LogsData}. */
    public static byte[] logsToProtobuf(byte[] json) {
        return read(json, in -> JsonLogs.read(in).toByteArray());
    }

    /** Writes {@code TracesData} bytes as one JSON object. */
    public static void writeTraces(byte[] tracesData, JsonGenerator out) throws IOException {
        JsonTraces.write(TracesData.parseFrom(tracesData), out);
    }

    /** Writes only the items of the array {@code resourceSpans}, to join several parts in one object. */
    public static void writeResourceSpans(byte[] tracesData, JsonGenerator out) throws IOException {
        JsonTraces.writeItems(TracesData.parseFrom(tracesData), out);
    }

    /** Writes {@code LogsData} bytes as one JSON object. */
    public static void writeLogs(byte[] logsData, JsonGenerator out) throws IOException {
        JsonLogs.write(LogsData.parseFrom(logsData), out);
    }

    private static byte[] read(byte[] json, Reading reading) {
        try (JsonParser in = FACTORY.createParser(json)) {
            return reading.read(new JsonIn(in));
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedOtlpException("not OTLP JSON: " + e.getMessage(), e);
        } catch (JsonEOFException e) {
            // Jackson's own text speaks of its settings.
            throw new MalformedOtlpException("not OTLP JSON: it ends too early" + JsonIn.place(e.getLocation()), e);
        } catch (JacksonException e) {
            throw new MalformedOtlpException(
                    "not OTLP JSON: " + e.getOriginalMessage() + JsonIn.place(e.getLocation()), e);
        } catch (IOException e) {
            throw new MalformedOtlpException("not OTLP JSON: " + e.getMessage(), e);
        }
    }

    private interface Reading {
        byte[] read(JsonIn in) throws IOException;
    }
}
