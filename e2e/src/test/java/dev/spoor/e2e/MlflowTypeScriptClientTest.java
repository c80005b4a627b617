package dev.spoor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What MLflow's TypeScript client sends: the trace, then a file with its spans in natural JSON; and reads back so. */
class MlflowTypeScriptClientTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String ID = "tr-" + TRACE;
    private static final String FILE = """
            {"spans": [
              {"trace_id": "S/kvNXezTaajzpKdDg5HNg==", "span_id": "AAAAAAAAAAE=", "parent_span_id": "",
               "name": "weather_agent", "start_time_unix_nano": 1795219523369000000,
               "end_time_unix_nano": 1795219523392847446, "status": {"code": "STATUS_CODE_OK", "message": ""},
               "attributes": {"mlflow.traceRequestId": "tr-4bf92f3577b34da6a3ce929d0e0e4736",
                 "mlflow.spanType": "AGENT", "mlflow.spanInputs": {"question": "Is it warm?"},
                 "mlflow.spanOutputs": "Yes, 24 °C", "depth": 3, "plan": {"steps": [1, 2]}},
               "events": [{"name": "planning", "time_unix_nano": 1795219523370000000, "attributes": {"step": 1}}]},
              {"trace_id": "S/kvNXezTaajzpKdDg5HNg==", "span_id": "AAAAAAAAAAI=", "parent_span_id": "AAAAAAAAAAE=",
               "name": "Completions", "start_time_unix_nano": 1795219523371000000,
               "end_time_unix_nano": 1795219523390000000, "status": {"code": "STATUS_CODE_OK", "message": ""},
               "attributes": {"mlflow.traceRequestId": "tr-4bf92f3577b34da6a3ce929d0e0e4736", "mlflow.spanType": "LLM",
                 "mlflow.message.format": "openai",
                 "mlflow.spanInputs": {"model": "gpt-5-mini", "messages": [{"role": "user", "content": "Is it warm?"}]},
                 "mlflow.spanOutputs": {"model": "gpt-5-mini",
                   "choices": [{"message": {"role": "assistant", "content": "Yes, 24 °C"}}]},
                 "mlflow.chat.tokenUsage": {"input_tokens": 82, "output_tokens": 17, "total_tokens": 99}},
               "events": []}]}""";

    @TempDir
    Path data;

    private SpoorProcess server;
    private MlflowCalls mlflow;
    private String experiment;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        server = SpoorProcess.start(data);
        mlflow = new MlflowCalls(server);
        experiment = mlflow.experiment("weather");
    }

    @AfterEach
    void stop() throws Exception {
        mlflow.close();
        server.close();
    }

    private String path() {
        return "/api/2.0/mlflow-artifacts/artifacts/" + experiment + "/traces/" + ID + "/artifacts/traces.json";
    }

    private HttpResponse<byte[]> node(String method, String path, String body) {
        return mlflow.send(
                method,
                path,
                body.getBytes(StandardCharsets.UTF_8),
                "User-Agent",
                "node",
                "Content-Type",
                "application/json");
    }

    private void send() {
        JsonNode info = mlflow.startTrace(
                experiment,
                TRACE,
                ", 'client_request_id': 'req-1', 'execution_duration': '0.023s', 'state': 'OK', 'request_preview':"
                        + " 'Is it warm?', 'trace_metadata': {'mlflow.trace_schema.version': '3', 'mlflow.trace.session':"
                        + " 'talk-1', 'mlflow.trace.user': 'ann'}, 'tags': {'team': 'weather'}, 'assessments': []");
        assertThat(info.at("/tags/mlflow.artifactLocation").asText())
                .isEqualTo("mlflow-artifacts:/" + experiment + "/traces/" + ID + "/artifacts");
        assertThat(node("PUT", path(), FILE).statusCode()).isEqualTo(200);
    }

    @Test
    void theFileIsGivenBackAsItCame() {
        send();
        JsonNode given = MlflowCalls.tree(node("GET", path(), "")).path("spans");
        JsonNode sent = MlflowCalls.tree(FILE).path("spans");
        assertThat(given).hasSize(2);
        for (int i = 0; i < 2; i++) {
            JsonNode span = given.get(i);
            sent.get(i).properties().forEach(field -> {
                if (!field.getKey().equals("attributes")) {
                    assertThat(span.get(field.getKey())).as(field.getKey()).isEqualTo(field.getValue());
                }
            });
            sent.get(i)
                    .path("attributes")
                    .properties()
                    .forEach(attribute -> assertThat(span.path("attributes").get(attribute.getKey()))
                            .isEqualTo(attribute.getValue()));
        }
    }

    @Test
    void itsSpansAreSpansLikeAnyOther() throws Exception {
        send();
        JsonNode trace = server.json("/api/v1/traces/" + TRACE);
        assertThat(trace.path("session").asText()).isEqualTo("talk-1");
        assertThat(trace.path("span_count").asInt()).isEqualTo(2);
        assertThat(trace.path("usage").path("total").asInt()).isEqualTo(99);
        assertThat(trace.at("/tags/team").asText()).isEqualTo("weather");
        JsonNode model = server.json("/api/v1/traces/" + TRACE + "/spans/0000000000000002");
        assertThat(model.at("/content/output_messages/0").toString()).contains("Yes, 24 °C");
        assertThat(mlflow.search(
                                experiment,
                                "span.type = 'LLM' AND span.attributes.mlflow.message.format = 'openai'"
                                        + " AND trace.text LIKE '%24 °C%'",
                                "")
                        .path("traces")
                        .findValuesAsText("trace_id"))
                .containsExactly(ID);
        JsonNode python = mlflow.get("/api/3.0/mlflow/traces/get?trace_id=" + ID + "&allow_partial=False");
        assertThat(python.at("/trace/spans")).hasSize(2);
    }

    /** Newer versions also send the spans by OTLP, before the file or after it. */
    @Test
    void spansThatComeByOtlpTooAreThereOnce() throws Exception {
        send();
        byte[] otlp = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .addSpans(MlflowCalls.span(TRACE, 1, 0, "weather_agent", "AGENT"))))
                .build()
                .toByteArray();
        mlflow.send(
                "POST",
                "/v1/traces",
                otlp,
                "Content-Type",
                "application/x-protobuf",
                "x-mlflow-experiment-id",
                experiment);
        assertThat(server.json("/api/v1/traces/" + TRACE).path("span_count").asInt())
                .isEqualTo(2);
    }

    @Test
    void aTraceOfOpenTelemetryIsReadInNaturalJson() {
        mlflow.export(
                experiment,
                MlflowCalls.span(TRACE, 1, 0, "chat gpt-5", "UNKNOWN")
                        .clearAttributes()
                        .addAttributes(MlflowCalls.attribute("gen_ai.operation.name", "chat"))
                        .addAttributes(MlflowCalls.attribute("gen_ai.request.model", "gpt-5"))
                        .addAttributes(MlflowCalls.attribute("gen_ai.usage.input_tokens", 12L)));
        JsonNode attributes = MlflowCalls.tree(node("GET", path(), "")).at("/spans/0/attributes");
        assertThat(attributes.get("gen_ai.usage.input_tokens").isIntegralNumber())
                .isTrue();
        assertThat(attributes.path("mlflow.llm.model").asText()).isEqualTo("gpt-5");
        assertThat(attributes.path("mlflow.traceRequestId").asText()).isEqualTo(ID);
        JsonNode texts = mlflow.get(path()).at("/spans/0/attributes");
        assertThat(texts.path("gen_ai.usage.input_tokens").asText()).isEqualTo("12");
        assertThat(texts.path("mlflow.llm.model").asText()).isEqualTo("\"gpt-5\"");
    }
}
