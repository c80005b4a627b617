package dev.spoor.otlp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.io.IOException;

/** LogsData (logs.proto) in OTLP JSON. */
final class JsonLogs {
    private JsonLogs() {}

    static LogsData read(JsonIn in) throws IOException {
        LogsData.Builder data = LogsData.newBuilder();
        in.document(name -> {
            if (!name.equals("resourceLogs")) {
                return false;
            }
            in.array(() -> data.addResourceLogs(resourceLogs(in)));
            return true;
        });
        return data.build();
    }

    private static ResourceLogs resourceLogs(JsonIn in) throws IOException {
        ResourceLogs.Builder logs = ResourceLogs.newBuilder();
        in.object(name -> {
            switch (name) {
                case "resource" -> logs.setResource(JsonCommon.resource(in));
                case "scopeLogs" -> in.array(() -> logs.addScopeLogs(scopeLogs(in)));
                case "schemaUrl" -> logs.setSchemaUrl(in.text());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return logs.build();
    }

    private static ScopeLogs scopeLogs(JsonIn in) throws IOException {
        ScopeLogs.Builder logs = ScopeLogs.newBuilder();
        in.object(name -> {
            switch (name) {
                case "scope" -> logs.setScope(JsonCommon.scope(in));
                case "logRecords" -> in.array(() -> logs.addLogRecords(logRecord(in)));
                case "schemaUrl" -> logs.setSchemaUrl(in.text());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return logs.build();
    }

    private static LogRecord logRecord(JsonIn in) throws IOException {
        LogRecord.Builder log = LogRecord.newBuilder();
        in.object(name -> {
            switch (name) {
                case "timeUnixNano" -> log.setTimeUnixNano(in.int64());
                case "observedTimeUnixNano" -> log.setObservedTimeUnixNano(in.int64());
                case "severityNumber" -> log.setSeverityNumberValue(in.enumNumber());
                case "severityText" -> log.setSeverityText(in.text());
                case "eventName" -> log.setEventName(in.text());
                case "body" -> log.setBody(JsonCommon.anyValue(in));
                case "attributes" -> in.array(() -> log.addAttributes(JsonCommon.keyValue(in)));
                case "droppedAttributesCount" -> log.setDroppedAttributesCount((int) in.int64());
                case "flags" -> log.setFlags((int) in.int64());
                case "traceId" -> log.setTraceId(in.hexId());
                case "spanId" -> log.setSpanId(in.hexId());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return log.build();
    }

    static void write(LogsData data, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("resourceLogs");
        for (ResourceLogs resourceLogs : data.getResourceLogsList()) {
            out.writeStartObject();
            if (resourceLogs.hasResource()) {
                JsonCommon.write(resourceLogs.getResource(), out);
            }
            out.writeArrayFieldStart("scopeLogs");
            for (ScopeLogs scopeLogs : resourceLogs.getScopeLogsList()) {
                out.writeStartObject();
                if (scopeLogs.hasScope()) {
                    JsonCommon.write(scopeLogs.getScope(), out);
                }
                out.writeArrayFieldStart("logRecords");
                for (LogRecord log : scopeLogs.getLogRecordsList()) {
                    write(log, out);
                }
                out.writeEndArray();
                JsonCommon.writeText("schemaUrl", scopeLogs.getSchemaUrl(), out);
                out.writeEndObject();
            }
            out.writeEndArray();
            JsonCommon.writeText("schemaUrl", resourceLogs.getSchemaUrl(), out);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void write(LogRecord log, JsonGenerator out) throws IOException {
        out.writeStartObject();
        JsonCommon.writeNanos("timeUnixNano", log.getTimeUnixNano(), out);
        JsonCommon.writeNanos("observedTimeUnixNano", log.getObservedTimeUnixNano(), out);
        JsonCommon.writeCount("severityNumber", log.getSeverityNumberValue(), out);
        JsonCommon.writeText("severityText", log.getSeverityText(), out);
        JsonCommon.writeText("eventName", log.getEventName(), out);
        if (log.hasBody()) {
            out.writeFieldName("body");
            JsonCommon.write(log.getBody(), out);
        }
        JsonCommon.writeAttributes(log.getAttributesList(), out);
        JsonCommon.writeCount("droppedAttributesCount", log.getDroppedAttributesCount(), out);
        JsonCommon.writeCount("flags", log.getFlags(), out);
        JsonCommon.writeId("traceId", log.getTraceId(), out);
        JsonCommon.writeId("spanId", log.getSpanId(), out);
        out.writeEndObject();
    }
}
