package dev.spoor.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.spoor.model.Span;
import dev.spoor.model.Value;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtlpRequestTest {
    private static final ProjectChooser DEFAULT = ProjectChooser.always("0");

    @Test
    void spansOfOneTraceFromSeveralScopesAndResourcesShareABlock() throws Exception {
        var request = TracesData.newBuilder()
                .addResourceSpans(resource("a", scope("s1", span(1, 1), span(2, 2)), scope("s2", span(1, 3))))
                .addResourceSpans(resource("b", scope("s1", span(1, 4))))
                .build();

        var sliced = OtlpRequest.slice(request.toByteArray(), DEFAULT, OtlpLimits.DEFAULT);

        assertThat(sliced.spans()).isEqualTo(4);
        assertThat(sliced.blocks()).extracting(TraceBlock::spanCount).containsExactly(3, 1);
        assertThat(TracesData.parseFrom(sliced.blocks().get(0).otlp()))
                .isEqualTo(TracesData.newBuilder()
                        .addResourceSpans(resource("a", scope("s1", span(1, 1)), scope("s2", span(1, 3))))
                        .addResourceSpans(resource("b", scope("s1", span(1, 4))))
                        .build());
    }

    @Test
    void theResourceChoosesTheProject() {
        var request = TracesData.newBuilder()
                .addResourceSpans(resource("a", scope("s", span(1, 1))))
                .addResourceSpans(resource("b", scope("s", span(1, 2))))
                .build();

        var sliced = OtlpRequest.slice(
                request.toByteArray(),
                attributes -> "project of " + attributes.text("service.name"),
                OtlpLimits.DEFAULT);

        assertThat(sliced.blocks()).extracting(TraceBlock::projectId).containsExactly("project of a", "project of b");
    }

    @Test
    void badSpansAreRefusedWithTheirReasonAndTheOthersKept() {
        var request = TracesData.newBuilder()
                .addResourceSpans(resource(
                        "a",
                        scope(
                                "s",
                                span(1, 1),
                                span(1, 2).toBuilder()
                                        .setTraceId(ByteString.copyFrom(new byte[15]))
                                        .build(),
                                span(1, 3).toBuilder()
                                        .setTraceId(ByteString.copyFrom(new byte[16]))
                                        .build(),
                                span(1, 4).toBuilder()
                                        .setSpanId(ByteString.EMPTY)
                                        .build(),
                                span(1, 5).toBuilder().setName("").build(),
                                span(1, 6).toBuilder().setEndTimeUnixNano(5).build(),
                                span(1, 7).toBuilder()
                                        .setParentSpanId(ByteString.copyFrom(new byte[3]))
                                        .build(),
                                span(1, 8).toBuilder().addAttributes(nested(70)).build())))
                .build();

        var sliced = OtlpRequest.slice(request.toByteArray(), DEFAULT, OtlpLimits.DEFAULT);

        assertThat(sliced.spans()).isEqualTo(1);
        assertThat(sliced.rejected()).isEqualTo(7);
        assertThat(sliced.rejections().keySet())
                .containsExactly(
                        "trace_id must have 16 bytes",
                        "trace_id is all zero",
                        "span_id must have 8 bytes",
                        "name is missing",
                        "end_time_unix_nano is before start_time_unix_nano",
                        "parent_span_id must have 8 bytes or none",
                        "an attribute nests deeper than 64");
    }

    @Test
    void everyTruncationIsMalformedOrAShorterRequestButNeverAnotherError() {
        byte[] request = TracesData.newBuilder()
                .addResourceSpans(resource("a", scope("s", span(1, 1), span(2, 2))))
                .build()
                .toByteArray();

        for (int length = 1; length < request.length; length++) {
            byte[] cut = Arrays.copyOf(request, length);
            assertThatThrownBy(() -> OtlpRequest.slice(cut, DEFAULT, OtlpLimits.DEFAULT))
                    .isInstanceOf(MalformedOtlpException.class)
                    .hasMessageContaining("expected");
        }
    }

    @Test
    void lazySpansReadTheSameAsTheGeneratedClasses() {
        var sent = span(1, 1).toBuilder()
                .setParentSpanId(ByteString.copyFrom(id(9, 8)))
                .setTraceState("k=v")
                .setFlags(257)
                .addAttributes(attribute("number", AnyValue.newBuilder().setIntValue(-7)))
                .addAttributes(attribute("text", AnyValue.newBuilder().setStringValue("früh")))
                .addAttributes(attribute("text", AnyValue.newBuilder().setStringValue("late")))
                .addEvents(io.opentelemetry.proto.trace.v1.Span.Event.newBuilder()
                        .setName("exception")
                        .setTimeUnixNano(15)
                        .addAttributes(attribute(
                                "exception.type", AnyValue.newBuilder().setStringValue("X"))))
                .addLinks(io.opentelemetry.proto.trace.v1.Span.Link.newBuilder()
                        .setTraceId(ByteString.copyFrom(id(5, 16))))
                .addLinks(io.opentelemetry.proto.trace.v1.Span.Link.newBuilder()
                        .setTraceId(ByteString.copyFrom(id(5, 16)))
                        .setSpanId(ByteString.copyFrom(id(6, 8))))
                .build();
        var request = TracesData.newBuilder()
                .addResourceSpans(resource("svc", scope("lib", sent)))
                .build();

        Span span = OtlpSpans.read(request.toByteArray()).get(0);

        assertThat(span.name()).isEqualTo("span 1");
        assertThat(span.spanId()).hasToString("0000000000000001");
        assertThat(String.valueOf(span.parentSpanId())).isEqualTo("0000000000000009");
        assertThat(span.flags()).isEqualTo(257);
        assertThat(span.attributes().get("number")).isEqualTo(Value.of(-7));
        assertThat(span.attributes().text("text")).isEqualTo("late");
        assertThat(span.attributes().get("absent")).isNull();
        assertThat(span.attributes().keys()).containsExactly("n", "number", "text");
        assertThat(span.events()).hasSize(1);
        assertThat(span.events().get(0).attributes().text("exception.type")).isEqualTo("X");
        assertThat(span.links()).hasSize(1);
        assertThat(span.resource().attributes().text("service.name")).isEqualTo("svc");
        assertThat(span.scope().name()).isEqualTo("lib");
    }

    @Test
    void keepLeavesOnlyTheSpansAskedFor() throws Exception {
        byte[] block = TracesData.newBuilder()
                .addResourceSpans(resource("a", scope("s1", span(1, 1), span(1, 2)), scope("s2", span(1, 3))))
                .build()
                .toByteArray();

        byte[] kept = OtlpSpans.keep(block, id -> id.value() != 2);

        assertThat(TracesData.parseFrom(kept))
                .isEqualTo(TracesData.newBuilder()
                        .addResourceSpans(resource("a", scope("s1", span(1, 1)), scope("s2", span(1, 3))))
                        .build());
        assertThat(OtlpSpans.keep(block, id -> false)).isNull();
    }

    @Test
    void writtenSpansReadBackTheSame() {
        byte[] block = TracesData.newBuilder()
                .addResourceSpans(resource("a", scope("s1", span(1, 1), span(1, 2)), scope("s2", span(1, 3))))
                .build()
                .toByteArray();
        List<Span> spans = OtlpSpans.read(block);

        List<Span> again = OtlpSpans.read(OtlpWriter.tracesData(spans));

        assertThat(again).hasSameSizeAs(spans);
        for (int i = 0; i < spans.size(); i++) {
            assertThat(again.get(i).spanId()).isEqualTo(spans.get(i).spanId());
            assertThat(again.get(i).scope().name())
                    .isEqualTo(spans.get(i).scope().name());
            assertThat(values(again.get(i))).isEqualTo(values(spans.get(i)));
        }
    }

    private static List<String> values(Span span) {
        List<String> values = new ArrayList<>();
        span.attributes().forEach((key, value) -> values.add(key + "=" + value));
        return values;
    }

    private static ResourceSpans resource(String service, ScopeSpans... scopes) {
        return ResourceSpans.newBuilder()
                .setResource(Resource.newBuilder()
                        .addAttributes(
                                attribute("service.name", AnyValue.newBuilder().setStringValue(service))))
                .addAllScopeSpans(List.of(scopes))
                .build();
    }

    private static ScopeSpans scope(String name, io.opentelemetry.proto.trace.v1.Span... spans) {
        return ScopeSpans.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName(name))
                .addAllSpans(List.of(spans))
                .setSchemaUrl("https://example.org/" + name)
                .build();
    }

    private static io.opentelemetry.proto.trace.v1.Span span(int trace, int id) {
        return io.opentelemetry.proto.trace.v1.Span.newBuilder()
                .setTraceId(ByteString.copyFrom(id(trace, 16)))
                .setSpanId(ByteString.copyFrom(id(id, 8)))
                .setName("span " + id)
                .setStartTimeUnixNano(10)
                .setEndTimeUnixNano(20)
                .addAttributes(attribute("n", AnyValue.newBuilder().setDoubleValue(id)))
                .build();
    }

    private static KeyValue nested(int depth) {
        AnyValue.Builder value = AnyValue.newBuilder().setBoolValue(true);
        for (int i = 0; i < depth; i++) {
            AnyValue.Builder outer = AnyValue.newBuilder();
            outer.getArrayValueBuilder().addValues(value);
            value = outer;
        }
        return attribute("deep", value).build();
    }

    private static KeyValue.Builder attribute(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value);
    }

    private static byte[] id(int last, int length) {
        byte[] bytes = new byte[length];
        bytes[length - 1] = (byte) last;
        return bytes;
    }
}
