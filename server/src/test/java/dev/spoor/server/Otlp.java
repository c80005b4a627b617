package dev.spoor.server;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;

/** Makes OTLP requests. */
public final class Otlp {
    public static final long START = 1_795_219_523_369_000_000L;

    private Otlp() {}

    public static ByteString hex(String digits) {
        return ByteString.copyFrom(HexFormat.of().parseHex(digits));
    }

    public static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    /** A root span that took 5 ms. */
    public static Span.Builder span(String traceId, String spanId, String name) {
        return Span.newBuilder()
                .setTraceId(hex(traceId))
                .setSpanId(hex(spanId))
                .setName(name)
                .setKindValue(1)
                .setStartTimeUnixNano(START)
                .setEndTimeUnixNano(START + 5_000_000);
    }

    public static ExportTraceServiceRequest request(Span.Builder... spans) {
        return request(Resource.getDefaultInstance(), spans);
    }

    public static ExportTraceServiceRequest request(Resource resource, Span.Builder... spans) {
        ScopeSpans.Builder scope = ScopeSpans.newBuilder();
        for (Span.Builder span : spans) {
            scope.addSpans(span);
        }
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(
                        ResourceSpans.newBuilder().setResource(resource).addScopeSpans(scope))
                .build();
    }
}
