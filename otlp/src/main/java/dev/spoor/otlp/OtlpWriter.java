package dev.spoor.otlp;

import com.google.protobuf.ByteString;
import dev.spoor.model.Attributes;
import dev.spoor.model.LogRecord;
import dev.spoor.model.SpanEvent;
import dev.spoor.model.SpanId;
import dev.spoor.model.SpanLink;
import dev.spoor.model.TraceId;
import dev.spoor.model.Value;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Writes spans and log records of the model as OTLP, for what reached us in another form. */
public final class OtlpWriter {
    private OtlpWriter() {}

    /** {@code TracesData} bytes with the spans in their order; neighbours share their resource and scope. */
    public static byte[] tracesData(List<dev.spoor.model.Span> spans) {
        TracesData.Builder data = TracesData.newBuilder();
        for (int i = 0; i < spans.size(); ) {
            dev.spoor.model.Resource resource = spans.get(i).resource();
            ResourceSpans.Builder resourceSpans = ResourceSpans.newBuilder().setSchemaUrl(resource.schemaUrl());
            resourceSpans.getResourceBuilder().addAllAttributes(pairs(resource.attributes()));
            while (i < spans.size() && spans.get(i).resource() == resource) {
                dev.spoor.model.Scope scope = spans.get(i).scope();
                ScopeSpans.Builder scopeSpans =
                        ScopeSpans.newBuilder().setScope(scope(scope)).setSchemaUrl(scope.schemaUrl());
                while (i < spans.size()
                        && spans.get(i).resource() == resource
                        && spans.get(i).scope() == scope) {
                    scopeSpans.addSpans(span(spans.get(i++)));
                }
                resourceSpans.addScopeSpans(scopeSpans);
            }
            data.addResourceSpans(resourceSpans);
        }
        return data.build().toByteArray();
    }

    /** {@code LogsData} bytes with the one record. */
    public static byte[] logsData(LogRecord record) {
        var log = io.opentelemetry.proto.logs.v1.LogRecord.newBuilder()
                .setTraceId(id(record.traceId()))
                .setTimeUnixNano(record.epochNanos())
                .setSeverityNumberValue(record.severityNumber())
                .setSeverityText(record.severityText())
                .setEventName(record.eventName())
                .setBody(anyValue(record.body()))
                .addAllAttributes(pairs(record.attributes()));
        if (record.spanId() != null) {
            log.setSpanId(id(record.spanId()));
        }
        ResourceLogs.Builder resourceLogs =
                ResourceLogs.newBuilder().setSchemaUrl(record.resource().schemaUrl());
        resourceLogs
                .getResourceBuilder()
                .addAllAttributes(pairs(record.resource().attributes()));
        resourceLogs.addScopeLogs(ScopeLogs.newBuilder()
                .setScope(scope(record.scope()))
                .setSchemaUrl(record.scope().schemaUrl())
                .addLogRecords(log));
        return LogsData.newBuilder().addResourceLogs(resourceLogs).build().toByteArray();
    }

    private static InstrumentationScope scope(dev.spoor.model.Scope scope) {
        return InstrumentationScope.newBuilder()
                .setName(scope.name())
                .setVersion(scope.version())
                .addAllAttributes(pairs(scope.attributes()))
                .build();
    }

    private static Span span(dev.spoor.model.Span span) {
        Span.Builder out = Span.newBuilder()
                .setTraceId(id(span.traceId()))
                .setSpanId(id(span.spanId()))
                .setTraceState(span.traceState())
                .setFlags(span.flags())
                .setName(span.name())
                .setKindValue(span.kind().ordinal())
                .setStartTimeUnixNano(span.startEpochNanos())
                .setEndTimeUnixNano(span.endEpochNanos())
                .addAllAttributes(pairs(span.attributes()))
                .setDroppedAttributesCount(span.dropped().attributes())
                .setDroppedEventsCount(span.dropped().events())
                .setDroppedLinksCount(span.dropped().links())
                .setStatus(Status.newBuilder()
                        .setCodeValue(span.status().code().ordinal())
                        .setMessage(span.status().message()));
        if (span.parentSpanId() != null) {
            out.setParentSpanId(id(span.parentSpanId()));
        }
        for (SpanEvent event : span.events()) {
            out.addEvents(Span.Event.newBuilder()
                    .setTimeUnixNano(event.epochNanos())
                    .setName(event.name())
                    .addAllAttributes(pairs(event.attributes())));
        }
        for (SpanLink link : span.links()) {
            out.addLinks(Span.Link.newBuilder()
                    .setTraceId(id(link.traceId()))
                    .setSpanId(id(link.spanId()))
                    .setTraceState(link.traceState())
                    .addAllAttributes(pairs(link.attributes())));
        }
        return out.build();
    }

    private static List<KeyValue> pairs(Attributes attributes) {
        List<KeyValue> pairs = new ArrayList<>(attributes.size());
        attributes.forEach((key, value) -> pairs.add(
                KeyValue.newBuilder().setKey(key).setValue(anyValue(value)).build()));
        return pairs;
    }

    private static AnyValue anyValue(Value value) {
        AnyValue.Builder out = AnyValue.newBuilder();
        if (value instanceof Value.Text text) {
            out.setStringValue(text.text());
        } else if (value instanceof Value.Bool bool) {
            out.setBoolValue(bool.value());
        } else if (value instanceof Value.Int number) {
            out.setIntValue(number.value());
        } else if (value instanceof Value.Real number) {
            out.setDoubleValue(number.value());
        } else if (value instanceof Value.Bytes bytes) {
            out.setBytesValue(ByteString.copyFrom(bytes.bytes()));
        } else if (value instanceof Value.ListOf list) {
            ArrayValue.Builder items = out.getArrayValueBuilder();
            list.items().forEach(item -> items.addValues(anyValue(item)));
        } else if (value instanceof Value.MapOf map) {
            KeyValueList.Builder entries = out.getKvlistValueBuilder();
            map.entries()
                    .forEach((key, item) ->
                            entries.addValues(KeyValue.newBuilder().setKey(key).setValue(anyValue(item))));
        }
        return out.build();
    }

    private static ByteString id(TraceId id) {
        return ByteString.copyFrom(
                ByteBuffer.allocate(16).putLong(id.high()).putLong(id.low()).flip());
    }

    private static ByteString id(SpanId id) {
        return ByteString.copyFrom(ByteBuffer.allocate(8).putLong(id.value()).flip());
    }
}
