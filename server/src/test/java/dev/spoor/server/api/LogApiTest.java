package dev.spoor.server.api;

import static dev.spoor.server.Otlp.START;
import static dev.spoor.server.Otlp.hex;
import static dev.spoor.server.Otlp.request;
import static dev.spoor.server.Otlp.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spoor.server.LocalStores;
import dev.spoor.server.TestServer;
import dev.spoor.store.TraceStore;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Log records beside the spans of their trace. */
class LogApiTest {
    private static final String TRACE = "0000000000000000000000000000abcd";
    private static final String SPAN = "00f067aa0ba902b1";
    private static final String OTHER_SPAN = "00f067aa0ba902b2";
    private static final String LOGS = "/api/v1/traces/" + TRACE + "/logs";
    private static final int INFO = 9;
    private static final int WARN = 13;

    private static final ApiDescription description = new ApiDescription();

    private final TraceStore store = LocalStores.temporary();
    private final TestServer server = TestServer.start(store);

    @BeforeEach
    void fill() {
        send("/v1/traces", request(span(TRACE, SPAN, "answer")).toByteArray());
        LogRecord.Builder ofTheTrace = log("", 1, INFO, "started");
        ScopeLogs.Builder scope = ScopeLogs.newBuilder()
                .addLogRecords(log(SPAN, 3, WARN, "stock is low"))
                .addLogRecords(log(OTHER_SPAN, 2, INFO, "asking"))
                .addLogRecords(ofTheTrace);
        send(
                "/v1/logs",
                ExportLogsServiceRequest.newBuilder()
                        .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(scope))
                        .build()
                        .toByteArray());
    }

    @AfterEach
    void stop() {
        server.close();
        store.close();
    }

    private void send(String path, byte[] body) {
        HttpResponse<byte[]> answer = server.send("POST", path, body, "Content-Type", "application/x-protobuf");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private static LogRecord.Builder log(String spanId, int at, int severity, String body) {
        return LogRecord.newBuilder()
                .setTraceId(hex(TRACE))
                .setSpanId(hex(spanId))
                .setTimeUnixNano(START + at)
                .setSeverityNumberValue(severity)
                .setBody(AnyValue.newBuilder().setStringValue(body));
    }

    private JsonNode logs(String query) {
        JsonNode answer = server.json(LOGS + query);
        description.check("get", "/api/v1/traces/{trace_id}/logs", answer);
        return answer;
    }

    @Test
    void allLogsOfATraceComeByTime() {
        JsonNode all = logs("");

        assertThat(all.findValuesAsText("body")).containsExactly("started", "asking", "stock is low");
        assertThat(all.at("/logs/0/span_id").isNull()).isTrue();
        assertThat(all.at("/logs/2/severity_number").asInt()).isEqualTo(WARN);
        assertThat(all.get("more").asBoolean()).isFalse();
    }

    @Test
    void logsAreChosenBySpanSeverityAndCount() {
        assertThat(logs("?span_id=" + SPAN).findValuesAsText("body")).containsExactly("stock is low");
        assertThat(logs("?min_severity=13").findValuesAsText("body")).containsExactly("stock is low");
        assertThat(logs("?limit=2").get("logs")).hasSize(2);
        assertThat(logs("?limit=2").get("more").asBoolean()).isTrue();
    }

    @Test
    void aSpanHasItsOwnLogs() {
        JsonNode span = server.json("/api/v1/traces/" + TRACE + "/spans/" + SPAN);

        description.check("get", "/api/v1/traces/{trace_id}/spans/{span_id}", span);
        assertThat(span.get("logs").findValuesAsText("body")).containsExactly("stock is low");
    }

    @Test
    void badQuestionsAreExplained() {
        assertThat(server.get(LOGS + "?span_id=1").statusCode()).isEqualTo(400);
        assertThat(server.get(LOGS + "?min_severity=25").statusCode()).isEqualTo(400);
        assertThat(server.get("/api/v1/traces/" + "f".repeat(32) + "/logs").statusCode())
                .isEqualTo(404);
    }
}
