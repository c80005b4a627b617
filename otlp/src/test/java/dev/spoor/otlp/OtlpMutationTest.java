package dev.spoor.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.spoor.model.Span;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever the bytes are, they are refused, or what is kept can be read. */
class OtlpMutationTest {

    @Property(tries = 2000)
    void mutatedRequestsAreRefusedOrReadable(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = request();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        readAll(bytes);
    }

    @Property(tries = 1000)
    void randomBytesAreRefusedOrReadable(@ForAll byte[] bytes) {
        readAll(bytes);
    }

    private static void readAll(byte[] bytes) {
        OtlpRequest.Sliced sliced;
        try {
            sliced = OtlpRequest.slice(bytes, resource -> "0", OtlpLimits.DEFAULT);
        } catch (MalformedOtlpException e) {
            assertThat(e).hasMessageContaining("expected");
            return;
        }
        int read = 0;
        for (TraceBlock block : sliced.blocks()) {
            for (Span span : OtlpSpans.read(block.otlp())) {
                assertThat(span.traceId()).isEqualTo(block.traceId());
                span.attributes().forEach((key, value) -> assertThat(value).isNotNull());
                span.events()
                        .forEach(event -> assertThat(event.attributes().size()).isNotNegative());
                span.links().forEach(link -> assertThat(link.spanId()).isNotNull());
                read++;
            }
        }
        assertThat(read).isEqualTo(sliced.spans());
    }

    private static byte[] request() {
        TracesData.Builder data = TracesData.newBuilder();
        var spans = data.addResourceSpansBuilder().addScopeSpansBuilder();
        spans.getScopeBuilder().setName("lib").addAttributes(attribute("scope"));
        for (int i = 1; i <= 3; i++) {
            var span = spans.addSpansBuilder()
                    .setTraceId(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}))
                    .setSpanId(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, (byte) i}))
                    .setName("n")
                    .setStartTimeUnixNano(1)
                    .setEndTimeUnixNano(2)
                    .addAttributes(attribute("a"));
            span.addEventsBuilder().setName("e").addAttributes(attribute("b"));
            span.addLinksBuilder()
                    .setTraceId(span.getTraceId())
                    .setSpanId(span.getSpanId())
                    .addAttributes(attribute("c"));
            span.getStatusBuilder().setMessage("m").setCodeValue(2);
        }
        return data.build().toByteArray();
    }

    private static KeyValue attribute(String key) {
        AnyValue.Builder value = AnyValue.newBuilder();
        value.getArrayValueBuilder().addValues(AnyValue.newBuilder().setIntValue(5));
        value.getArrayValueBuilder().addValues(AnyValue.newBuilder().setStringValue("x"));
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }
}
