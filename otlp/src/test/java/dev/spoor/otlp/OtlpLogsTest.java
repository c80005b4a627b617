package dev.spoor.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.model.LogRecord;
import dev.spoor.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtlpLogsTest {
    private static final String TRACE = "\"traceId\":\"0102030405060708090a0b0c0d0e0f10\"";

    @Test
    void recordsAreCutByTraceAndReadAgain() {
        byte[] request =
                logs("{" + TRACE + ",\"spanId\":\"0102030405060708\",\"timeUnixNano\":\"7\",\"severityNumber\":9,"
                        + "\"eventName\":\"gen_ai.user.message\",\"body\":{\"kvlistValue\":{\"values\":"
                        + "[{\"key\":\"content\",\"value\":{\"stringValue\":\"hi\"}}]}}},"
                        + "{\"traceId\":\"ff02030405060708090a0b0c0d0e0f10\",\"observedTimeUnixNano\":\"8\","
                        + "\"attributes\":[{\"key\":\"event.name\",\"value\":{\"stringValue\":\"x\"}}]}");

        var sliced = OtlpLogs.slice(request, ProjectChooser.always("0"), OtlpLimits.DEFAULT);

        assertThat(sliced.blocks()).extracting(LogBlock::recordCount).containsExactly(1, 1);
        LogRecord event = OtlpLogs.read(sliced.blocks().get(0).otlp()).get(0);
        assertThat(event.eventName()).isEqualTo("gen_ai.user.message");
        assertThat(String.valueOf(event.spanId())).isEqualTo("0102030405060708");
        assertThat(event.body()).isInstanceOf(Value.MapOf.class);
        LogRecord plain = OtlpLogs.read(sliced.blocks().get(1).otlp()).get(0);
        assertThat(plain.eventName()).isEqualTo("x");
        assertThat(plain.spanId()).isNull();
        assertThat(plain.epochNanos()).isEqualTo(8);
    }

    @Test
    void recordsThatBelongToNoTraceAreRefusedWithTheReason() {
        var sliced = OtlpLogs.slice(
                logs("{\"body\":{\"stringValue\":\"started\"}}"), ProjectChooser.always("0"), OtlpLimits.DEFAULT);

        assertThat(sliced.blocks()).isEmpty();
        assertThat(sliced.rejections()).containsOnlyKeys("log records without a trace_id are not kept");
    }

    @Test
    void aTextThatIsNoUtf8CostsItsOwnBytesOnly() {
        byte[] request = logs("{" + TRACE + ",\"severityText\":\"grün\",\"body\":{\"kvlistValue\":{\"values\":"
                + "[{\"key\":\"content\",\"value\":{\"stringValue\":\"a<>b €\"}}]}}}," + "{" + TRACE
                + ",\"body\":{\"stringValue\":\"whole\"}}");
        for (int i = 0; i < request.length - 1; i++) {
            if (request[i] == '<' && request[i + 1] == '>') {
                request[i] = (byte) 0xc3;
                request[i + 1] = (byte) 0xff;
            }
        }

        var sliced = OtlpLogs.slice(request, ProjectChooser.always("0"), OtlpLimits.DEFAULT);

        List<LogRecord> records = OtlpLogs.read(sliced.blocks().get(0).otlp());
        assertThat(records).hasSize(2);
        assertThat(records.get(0).severityText()).isEqualTo("grün");
        assertThat(records.get(0).body()).isEqualTo(new Value.MapOf(Map.of("content", Value.of("a??b €"))));
        assertThat(records.get(1).body()).isEqualTo(Value.of("whole"));
    }

    @Test
    void aRecordThatNestsTooDeepIsRefusedAlone() {
        String deep = "{\"arrayValue\":{\"values\":[".repeat(63) + "{\"intValue\":\"1\"}" + "]}}".repeat(63);
        String tooDeep = "{\"kvlistValue\":{\"values\":[{\"key\":\"a\",\"value\":" + deep + "}]}}";
        byte[] request = logs("{" + TRACE + ",\"body\":" + tooDeep + "}," + "{" + TRACE + ",\"body\":" + deep + "}");

        var sliced = OtlpLogs.slice(request, ProjectChooser.always("0"), OtlpLimits.DEFAULT);

        assertThat(sliced.records()).isEqualTo(1);
        assertThat(sliced.rejections()).containsExactly(Map.entry("a value of a log record nests deeper than 64", 1));
        byte[] block = sliced.blocks().get(0).otlp();
        assertThat(block.length).isLessThan(request.length / 2);
        assertThat(OtlpLogs.read(block))
                .hasSize(1)
                .first()
                .extracting(LogRecord::body)
                .isInstanceOf(Value.ListOf.class);
    }

    @Test
    void whatIsNoMessageIsMalformed() {
        assertThatThrownBy(() -> OtlpLogs.slice(new byte[] {9, 9, 9}, ProjectChooser.always("0"), OtlpLimits.DEFAULT))
                .isInstanceOf(MalformedOtlpException.class);
    }

    private static byte[] logs(String records) {
        return OtlpJson.logsToProtobuf(("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[" + records + "]}]}]}")
                .getBytes(StandardCharsets.UTF_8));
    }
}
