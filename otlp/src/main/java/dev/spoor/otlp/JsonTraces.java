package dev.spoor.otlp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.IOException;

/** TracesData (trace.proto) in OTLP JSON. */
final class JsonTraces {
    private JsonTraces() {}

    static TracesData read(JsonIn in) throws IOException {
        TracesData.Builder data = TracesData.newBuilder();
        in.document(name -> {
            if (!name.equals("resourceSpans")) {
                return false;
            }
            in.array(() -> data.addResourceSpans(resourceSpans(in)));
            return true;
        });
        return data.build();
    }

    private static ResourceSpans resourceSpans(JsonIn in) throws IOException {
        ResourceSpans.Builder spans = ResourceSpans.newBuilder();
        in.object(name -> {
            switch (name) {
                case "resource" -> spans.setResource(JsonCommon.resource(in));
                case "scopeSpans" -> in.array(() -> spans.addScopeSpans(scopeSpans(in)));
                case "schemaUrl" -> spans.setSchemaUrl(in.text());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return spans.build();
    }

    private static ScopeSpans scopeSpans(JsonIn in) throws IOException {
        ScopeSpans.Builder spans = ScopeSpans.newBuilder();
        in.object(name -> {
            switch (name) {
                case "scope" -> spans.setScope(JsonCommon.scope(in));
                case "spans" -> in.array(() -> spans.addSpans(span(in)));
                case "schemaUrl" -> spans.setSchemaUrl(in.text());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return spans.build();
    }

    private static Span span(JsonIn in) throws IOException {
        Span.Builder span = Span.newBuilder();
        in.object(name -> {
            switch (name) {
                case "traceId" -> span.setTraceId(in.hexId());
                case "spanId" -> span.setSpanId(in.hexId());
                case "parentSpanId" -> span.setParentSpanId(in.hexId());
                case "traceState" -> span.setTraceState(in.text());
                case "flags" -> span.setFlags((int) in.int64());
                case "name" -> span.setName(in.text());
                case "kind" ->
                    span.setKindValue(in.enumNumber(
                            "KIND_UNSPECIFIED",
                            "KIND_INTERNAL",
                            "KIND_SERVER",
                            "KIND_CLIENT",
                            "KIND_PRODUCER",
                            "KIND_CONSUMER"));
                case "startTimeUnixNano" -> span.setStartTimeUnixNano(in.int64());
                case "endTimeUnixNano" -> span.setEndTimeUnixNano(in.int64());
                case "attributes" -> in.array(() -> span.addAttributes(JsonCommon.keyValue(in)));
                case "droppedAttributesCount" -> span.setDroppedAttributesCount((int) in.int64());
                case "events" -> in.array(() -> span.addEvents(event(in)));
                case "droppedEventsCount" -> span.setDroppedEventsCount((int) in.int64());
                case "links" -> in.array(() -> span.addLinks(link(in)));
                case "droppedLinksCount" -> span.setDroppedLinksCount((int) in.int64());
                case "status" -> span.setStatus(status(in));
                default -> {
                    return false;
                }
            }
            return true;
        });
        return span.build();
    }

    private static Span.Event event(JsonIn in) throws IOException {
        Span.Event.Builder event = Span.Event.newBuilder();
        in.object(name -> {
            switch (name) {
                case "timeUnixNano" -> event.setTimeUnixNano(in.int64());
                case "name" -> event.setName(in.text());
                case "attributes" -> in.array(() -> event.addAttributes(JsonCommon.keyValue(in)));
                case "droppedAttributesCount" -> event.setDroppedAttributesCount((int) in.int64());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return event.build();
    }

    private static Span.Link link(JsonIn in) throws IOException {
        Span.Link.Builder link = Span.Link.newBuilder();
        in.object(name -> {
            switch (name) {
                case "traceId" -> link.setTraceId(in.hexId());
                case "spanId" -> link.setSpanId(in.hexId());
                case "traceState" -> link.setTraceState(in.text());
                case "attributes" -> in.array(() -> link.addAttributes(JsonCommon.keyValue(in)));
                case "droppedAttributesCount" -> link.setDroppedAttributesCount((int) in.int64());
                case "flags" -> link.setFlags((int) in.int64());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return link.build();
    }

    private static Status status(JsonIn in) throws IOException {
        Status.Builder status = Status.newBuilder();
        in.object(name -> {
            switch (name) {
                case "code" -> status.setCodeValue(in.enumNumber("CODE_UNSET", "CODE_OK", "CODE_ERROR"));
                case "message" -> status.setMessage(in.text());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return status.build();
    }

    static void write(TracesData data, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("resourceSpans");
        writeItems(data, out);
        out.writeEndArray();
        out.writeEndObject();
    }

    static void writeItems(TracesData data, JsonGenerator out) throws IOException {
        for (ResourceSpans resourceSpans : data.getResourceSpansList()) {
            out.writeStartObject();
            if (resourceSpans.hasResource()) {
                JsonCommon.write(resourceSpans.getResource(), out);
            }
            out.writeArrayFieldStart("scopeSpans");
            for (ScopeSpans scopeSpans : resourceSpans.getScopeSpansList()) {
                write(scopeSpans, out);
            }
            out.writeEndArray();
            JsonCommon.writeText("schemaUrl", resourceSpans.getSchemaUrl(), out);
            out.writeEndObject();
        }
    }

    private static void write(ScopeSpans scopeSpans, JsonGenerator out) throws IOException {
        out.writeStartObject();
        if (scopeSpans.hasScope()) {
            JsonCommon.write(scopeSpans.getScope(), out);
        }
        out.writeArrayFieldStart("spans");
        for (Span span : scopeSpans.getSpansList()) {
            write(span, out);
        }
        out.writeEndArray();
        JsonCommon.writeText("schemaUrl", scopeSpans.getSchemaUrl(), out);
        out.writeEndObject();
    }

    private static void write(Span span, JsonGenerator out) throws IOException {
        out.writeStartObject();
        JsonCommon.writeId("traceId", span.getTraceId(), out);
        JsonCommon.writeId("spanId", span.getSpanId(), out);
        JsonCommon.writeText("traceState", span.getTraceState(), out);
        JsonCommon.writeId("parentSpanId", span.getParentSpanId(), out);
        JsonCommon.writeCount("flags", span.getFlags(), out);
        out.writeStringField("name", span.getName());
        out.writeNumberField("kind", span.getKindValue());
        JsonCommon.writeNanos("startTimeUnixNano", span.getStartTimeUnixNano(), out);
        JsonCommon.writeNanos("endTimeUnixNano", span.getEndTimeUnixNano(), out);
        JsonCommon.writeAttributes(span.getAttributesList(), out);
        JsonCommon.writeCount("droppedAttributesCount", span.getDroppedAttributesCount(), out);
        if (span.getEventsCount() > 0) {
            out.writeArrayFieldStart("events");
            for (Span.Event event : span.getEventsList()) {
                write(event, out);
            }
            out.writeEndArray();
        }
        JsonCommon.writeCount("droppedEventsCount", span.getDroppedEventsCount(), out);
        if (span.getLinksCount() > 0) {
            out.writeArrayFieldStart("links");
            for (Span.Link link : span.getLinksList()) {
                write(link, out);
            }
            out.writeEndArray();
        }
        JsonCommon.writeCount("droppedLinksCount", span.getDroppedLinksCount(), out);
        if (span.hasStatus()) {
            out.writeObjectFieldStart("status");
            JsonCommon.writeText("message", span.getStatus().getMessage(), out);
            JsonCommon.writeCount("code", span.getStatus().getCodeValue(), out);
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private static void write(Span.Event event, JsonGenerator out) throws IOException {
        out.writeStartObject();
        JsonCommon.writeNanos("timeUnixNano", event.getTimeUnixNano(), out);
        JsonCommon.writeText("name", event.getName(), out);
        JsonCommon.writeAttributes(event.getAttributesList(), out);
        JsonCommon.writeCount("droppedAttributesCount", event.getDroppedAttributesCount(), out);
        out.writeEndObject();
    }

    private static void write(Span.Link link, JsonGenerator out) throws IOException {
        out.writeStartObject();
        JsonCommon.writeId("traceId", link.getTraceId(), out);
        JsonCommon.writeId("spanId", link.getSpanId(), out);
        JsonCommon.writeText("traceState", link.getTraceState(), out);
        JsonCommon.writeAttributes(link.getAttributesList(), out);
        JsonCommon.writeCount("droppedAttributesCount", link.getDroppedAttributesCount(), out);
        JsonCommon.writeCount("flags", link.getFlags(), out);
        out.writeEndObject();
    }
}
