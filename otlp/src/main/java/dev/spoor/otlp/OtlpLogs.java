package dev.spoor.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import dev.spoor.model.Attributes;
import dev.spoor.model.LogRecord;
import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import dev.spoor.model.Value;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Log records on the wire: an OTLP {@code ExportLogsServiceRequest} (or {@code LogsData}, which has the same bytes) cut
 * into one block a trace, and read again. Far fewer than spans, so the generated classes do the work.
 */
public final class OtlpLogs {
    /** A value in a list in a value is two messages deeper, and in a map three. */
    private static final int MAX_MESSAGE_DEPTH = 1000;

    private OtlpLogs() {}

    /**
     * What a request holds.
     *
     * @param rejections why records are refused, and how many for each reason
     */
    public record Sliced(List<LogBlock> blocks, int records, int rejected, Map<String, Integer> rejections) {}

    /**
     * Cuts the request. Bytes of texts that are no UTF-8 become question marks.
     *
     * @throws MalformedOtlpException when the bytes are not that message; records without a trace are refused instead
     */
    public static Sliced slice(byte[] request, ProjectChooser projects, OtlpLimits limits) {
        Map<String, Integer> rejections = new LinkedHashMap<>();
        Map<BlockKey, LogsData.Builder> blocks = new LinkedHashMap<>();
        Map<BlockKey, Integer> counts = new LinkedHashMap<>();
        int accepted = 0;
        List<Integer> tooDeep = LogsShape.check(request, limits.maxDepth());
        if (!tooDeep.isEmpty()) {
            rejections.put("a value of a log record nests deeper than " + limits.maxDepth(), tooDeep.size());
        }
        for (ResourceLogs resourceLogs : parseChecked(request, tooDeep, limits).getResourceLogsList()) {
            String project =
                    projects.projectFor(attributes(resourceLogs.getResource().getAttributesList()));
            Map<BlockKey, ResourceLogs.Builder> perTrace = new LinkedHashMap<>();
            for (ScopeLogs scopeLogs : resourceLogs.getScopeLogsList()) {
                Map<BlockKey, ScopeLogs.Builder> scopes = new LinkedHashMap<>();
                for (var log : scopeLogs.getLogRecordsList()) {
                    String refusal = accepted == limits.maxSpansPerRequest()
                            ? "more than " + limits.maxSpansPerRequest() + " log records in one request"
                            : refusal(log);
                    if (refusal != null) {
                        rejections.merge(refusal, 1, Integer::sum);
                        continue;
                    }
                    accepted++;
                    BlockKey key = new BlockKey(project, traceId(log.getTraceId()));
                    scopes.computeIfAbsent(key, k -> scopeLogs.toBuilder().clearLogRecords())
                            .addLogRecords(log);
                    counts.merge(key, 1, Integer::sum);
                }
                scopes.forEach((key, scope) -> perTrace.computeIfAbsent(
                                key, k -> resourceLogs.toBuilder().clearScopeLogs())
                        .addScopeLogs(scope));
            }
            perTrace.forEach((key, logs) ->
                    blocks.computeIfAbsent(key, k -> LogsData.newBuilder()).addResourceLogs(logs));
        }
        long unfoldedBytes = 0;
        for (LogsData.Builder data : blocks.values()) {
            unfoldedBytes += data.build().getSerializedSize();
        }
        OtlpRequest.checkUnfolded(unfoldedBytes, request.length);
        List<LogBlock> result = new ArrayList<>();
        blocks.forEach((key, data) -> result.add(
                new LogBlock(key.projectId, key.traceId, data.build().toByteArray(), counts.getOrDefault(key, 0))));
        int rejected = rejections.values().stream().mapToInt(Integer::intValue).sum();
        return new Sliced(result, accepted, rejected, rejections);
    }

    /**
     * The records in a block's bytes, in their order.
     *
     * @throws MalformedOtlpException when the bytes are not {@code LogsData}
     */
    public static List<LogRecord> read(byte[] logsData) {
        List<LogRecord> records = new ArrayList<>();
        for (ResourceLogs resourceLogs : parse(logsData, LogsData.parser()).getResourceLogsList()) {
            var resource = new dev.spoor.model.Resource(
                    attributes(resourceLogs.getResource().getAttributesList()), resourceLogs.getSchemaUrl());
            for (ScopeLogs scopeLogs : resourceLogs.getScopeLogsList()) {
                var from = scopeLogs.getScope();
                var scope = new dev.spoor.model.Scope(
                        from.getName(),
                        from.getVersion(),
                        attributes(from.getAttributesList()),
                        scopeLogs.getSchemaUrl());
                scopeLogs.getLogRecordsList().forEach(log -> records.add(record(log, resource, scope)));
            }
        }
        return records;
    }

    private static LogRecord record(
            io.opentelemetry.proto.logs.v1.LogRecord log,
            dev.spoor.model.Resource resource,
            dev.spoor.model.Scope scope) {
        Attributes attributes = attributes(log.getAttributesList());
        String named = attributes.text("event.name");
        SpanId spanId = log.getSpanId().size() == 8
                        && log.getSpanId().asReadOnlyByteBuffer().getLong() != 0
                ? new SpanId(log.getSpanId().asReadOnlyByteBuffer().getLong())
                : null;
        return new LogRecord(
                traceId(log.getTraceId()),
                spanId,
                log.getTimeUnixNano() != 0 ? log.getTimeUnixNano() : log.getObservedTimeUnixNano(),
                log.getSeverityNumberValue(),
                log.getSeverityText(),
                !log.getEventName().isEmpty() || named == null ? log.getEventName() : named,
                log.hasBody() ? value(log.getBody().toByteArray()) : Value.EMPTY,
                attributes,
                resource,
                scope);
    }

    private static @Nullable String refusal(io.opentelemetry.proto.logs.v1.LogRecord log) {
        if (log.getTraceId().isEmpty()) {
            return "log records without a trace_id are not kept";
        }
        if (log.getTraceId().size() != 16) {
            return "trace_id must have 16 bytes";
        }
        if (log.getTraceId().asReadOnlyByteBuffer().getLong(0) == 0
                && log.getTraceId().asReadOnlyByteBuffer().getLong(8) == 0) {
            return "trace_id is all zero";
        }
        if (!log.getSpanId().isEmpty() && log.getSpanId().size() != 8) {
            return "span_id must have 8 bytes or none";
        }
        return null;
    }

    private static TraceId traceId(ByteString bytes) {
        return new TraceId(
                bytes.asReadOnlyByteBuffer().getLong(0),
                bytes.asReadOnlyByteBuffer().getLong(8));
    }

    private static Attributes attributes(List<KeyValue> pairs) {
        Map<String, Value> entries = new LinkedHashMap<>();
        for (KeyValue pair : pairs) {
            entries.put(pair.getKey(), value(pair.getValue().toByteArray()));
        }
        return Attributes.of(entries);
    }

    private static Value value(byte[] anyValue) {
        return AnyValues.read(anyValue, 0, anyValue.length);
    }

    private static LogsData parseChecked(byte[] request, List<Integer> tooDeep, OtlpLimits limits) {
        byte[] bytes = tooDeep.isEmpty() ? request : LogsShape.without(request, tooDeep);
        Parser<LogsData> parser =
                tooDeep.isEmpty() ? LogsData.parser() : DiscardUnknownFieldsParser.wrap(LogsData.parser());
        try {
            return parser.parseFrom(stream(bytes));
        } catch (InvalidProtocolBufferException e) {
            // One sender's text that is no UTF-8 must not cost the others their records.
            return parse(LogsShape.mended(bytes, limits.maxDepth()), parser);
        }
    }

    private static LogsData parse(byte[] bytes, Parser<LogsData> parser) {
        try {
            return parser.parseFrom(stream(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedOtlpException("not an OTLP message of logs: " + e.getMessage(), e);
        }
    }

    /** Values may nest as deep as those of spans, which is deeper than generated classes read by themselves. */
    private static CodedInputStream stream(byte[] bytes) {
        CodedInputStream stream = CodedInputStream.newInstance(bytes);
        stream.setRecursionLimit(MAX_MESSAGE_DEPTH);
        return stream;
    }

    private record BlockKey(String projectId, TraceId traceId) {}
}
