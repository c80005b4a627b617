package dev.spoor.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.spoor.model.Span;
import dev.spoor.model.Value;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtlpJsonTest {
    private static final String SPAN = """
            {"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708","name":"chat","kind":3,
             "startTimeUnixNano":"1700000000000000001","endTimeUnixNano":1700000000000000002,
             "attributes":[
               {"key":"as number","value":{"intValue":9020}},
               {"key":"as text","value":{"intValue":"9223372036854775807"}},
               {"key":"list","value":{"arrayValue":{"values":[{"stringValue":"a"},{"boolValue":true},{}]}}},
               {"key":"map","value":{"kvlistValue":{"values":[{"key":"k","value":{"doubleValue":0.5}}]}}},
               {"key":"bytes","value":{"bytesValue":"AQI="}}],
             "events":[{"timeUnixNano":"5","name":"e"}],
             "status":{"code":"STATUS_CODE_ERROR","message":"no"},
             "unknown":{"deep":[1,{"x":null}]}}""";

    @Test
    void idsNumbersEnumsAndValuesAreReadInEveryFormThatClientsSend() {
        Span span = read("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + SPAN + "]}]}]}");

        assertThat(span.traceId()).hasToString("0102030405060708090a0b0c0d0e0f10");
        assertThat(span.startEpochNanos()).isEqualTo(1700000000000000001L);
        assertThat(span.endEpochNanos()).isEqualTo(1700000000000000002L);
        assertThat(span.status().message()).isEqualTo("no");
        assertThat(span.attributes().get("as number")).isEqualTo(Value.of(9020));
        assertThat(span.attributes().get("as text")).isEqualTo(Value.of(Long.MAX_VALUE));
        assertThat(span.attributes().get("list"))
                .isEqualTo(new Value.ListOf(List.of(Value.of("a"), Value.of(true), Value.EMPTY)));
        assertThat(span.attributes().get("bytes")).isEqualTo(new Value.Bytes(new byte[] {1, 2}));
    }

    @Test
    void snakeCaseKeysAreReadToo() {
        Span span = read(("{\"resource_spans\":[{\"scope_spans\":[{\"spans\":[" + SPAN + "]}]}]}")
                .replace("traceId", "trace_id")
                .replace("startTimeUnixNano", "start_time_unix_nano"));

        assertThat(span.startEpochNanos()).isEqualTo(1700000000000000001L);
    }

    @Test
    void whatIsWrittenReadsBackTheSame() throws Exception {
        byte[] protobuf = protobuf("{\"resourceSpans\":[{\"resource\":{\"attributes\":[]},\"scopeSpans\":[{\"scope\":"
                + "{\"name\":\"lib\"},\"spans\":[" + SPAN + "]}]}]}");
        StringWriter json = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(json)) {
            OtlpJson.writeTraces(protobuf, out);
        }

        assertThat(protobuf(json.toString())).isEqualTo(protobuf);
    }

    @Test
    void anErrorNamesThePlaceAndWhatWasExpected() {
        assertThatThrownBy(() -> protobuf("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":7}]}]}]}"))
                .isInstanceOf(MalformedOtlpException.class)
                .hasMessageContaining("/resourceSpans/0/scopeSpans/0/spans/0/name")
                .hasMessageContaining("a text");
        assertThatThrownBy(() -> protobuf("{\"resourceSpans\":["))
                .isInstanceOf(MalformedOtlpException.class)
                .hasMessage("not OTLP JSON: it ends too early (line 1, column 19)");
        assertThatThrownBy(() -> protobuf("")).hasMessageContaining("found nothing");
        assertThatThrownBy(() -> protobuf("[]")).hasMessageContaining("an object");
        assertThatThrownBy(() -> protobuf("{} {}")).hasMessageContaining("the end");
        assertThatThrownBy(() -> protobuf("{\"resourceSpans\":" + "[".repeat(100_000)))
                .isInstanceOf(MalformedOtlpException.class);
    }

    @Test
    void anIdThatIsNotHexCostsOnlyItsSpan() {
        byte[] request = protobuf("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":["
                + SPAN.replace("\"0102030405060708\"", "\"not hex at all!!\"") + "," + SPAN + "]}]}]}");

        var sliced = OtlpRequest.slice(request, ProjectChooser.always("0"), OtlpLimits.DEFAULT);

        assertThat(sliced.spans()).isEqualTo(1);
        assertThat(sliced.rejections()).containsOnlyKeys("span_id must have 8 bytes");
    }

    private static Span read(String json) {
        return OtlpSpans.read(protobuf(json)).get(0);
    }

    private static byte[] protobuf(String json) {
        return OtlpJson.tracesToProtobuf(json.getBytes(StandardCharsets.UTF_8));
    }
}
