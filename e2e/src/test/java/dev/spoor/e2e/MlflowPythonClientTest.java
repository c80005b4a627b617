package dev.spoor.e2e;

import static dev.spoor.e2e.MlflowCalls.attribute;
import static dev.spoor.e2e.MlflowCalls.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What MLflow's Python client sends, call by call in its order, and what it needs of the answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MlflowPythonClientTest {
    private static final String NOTHING = "0".repeat(32);

    private SpoorProcess server;
    private MlflowCalls mlflow;
    private String experiment;
    private String trace;
    private String id;

    @BeforeAll
    void start(@TempDir Path data) throws IOException, InterruptedException {
        server = SpoorProcess.start(data);
        mlflow = new MlflowCalls(server);
    }

    @AfterAll
    void stop() throws Exception {
        mlflow.close();
        server.close();
    }

    @BeforeEach
    void make(TestInfo test) {
        experiment = mlflow.experiment(test.getDisplayName());
        trace = "%032x".formatted(test.getDisplayName().hashCode() & 0xffffffffL | 1L << 40);
        id = "tr-" + trace;
    }

    /** An agent that calls a model and a tool which fails. */
    private Span.Builder[] agent() {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", null);
        return new Span.Builder[] {
            span(trace, 2, 1, "ask", "CHAT_MODEL")
                    .addAttributes(attribute(
                            "mlflow.spanInputs", Map.of("messages", List.of(Map.of("role", "user", "content", "hi")))))
                    .addAttributes(attribute("mlflow.spanOutputs", Map.of("choices", List.of(message))))
                    .addAttributes(attribute(
                            "mlflow.chat.tokenUsage",
                            Map.of("input_tokens", 10L, "output_tokens", 5L, "total_tokens", 15L))),
            span(trace, 3, 1, "look", "TOOL")
                    .setStatus(Status.newBuilder().setCodeValue(2).setMessage("KeyError: x"))
                    .addEvents(Span.Event.newBuilder()
                            .setName("exception")
                            .setTimeUnixNano(MlflowCalls.START_MILLIS * 1_000_000)
                            .addAttributes(attribute("exception.type", "KeyError"))
                            .addAttributes(attribute("exception.message", "x"))),
            span(trace, 1, 0, "agent", "AGENT")
                    .addAttributes(attribute("mlflow.spanInputs", Map.of("q", "hi")))
                    .setStatus(Status.newBuilder().setCodeValue(2).setMessage("KeyError: x"))
        };
    }

    private JsonNode tellEnd(int spans) {
        return mlflow.startTrace(
                experiment,
                trace,
                ", 'execution_duration': '0.115s', 'state': 'ERROR', 'request_preview': 'hi', 'client_request_id': 'mine-"
                        + trace
                        + "', 'trace_metadata': {'mlflow.trace_schema.version': '3', 'mlflow.trace.session': 's-"
                        + trace + "', 'mlflow.trace.user': 'ann', 'mlflow.traceOutputs': '', 'mlflow.trace.sizeStats':"
                        + " '{\\u0022total_size_bytes\\u0022: 9, \\u0022num_spans\\u0022: " + spans
                        + ", \\u0022max\\u0022: 9}'}, 'tags': {'mlflow.traceName': 'planner', 'env': 'prod'}");
    }

    private void logAgent() {
        for (Span.Builder span : agent()) {
            mlflow.export(experiment, span);
        }
        tellEnd(3);
    }

    @Test
    void setExperiment() {
        String byName = "/api/2.0/mlflow/experiments/get-by-name?experiment_name=";
        mlflow.refused("GET", byName + "new-one", "", 404, "RESOURCE_DOES_NOT_EXIST");
        String made = mlflow.experiment("new-one");
        JsonNode read = mlflow.get("/api/2.0/mlflow/experiments/get?experiment_id=" + made)
                .path("experiment");
        assertThat(read.path("experiment_id").asText()).isEqualTo(made);
        assertThat(read.path("artifact_location").asText()).isEqualTo("mlflow-artifacts:/" + made);
        assertThat(read.path("lifecycle_stage").asText()).isEqualTo("active");
        assertThat(read.path("creation_time").isIntegralNumber()).isTrue();
        assertThat(mlflow.get(byName + "new-one").path("experiment")).isEqualTo(read);
        assertThat(mlflow.get("/api/2.0/mlflow/experiments/get?experiment_id=0")
                        .at("/experiment/name")
                        .asText())
                .isEqualTo("Default");
    }

    @Test
    void aSpanARequestThenTheTraceAndGetTrace() {
        String version = new String(mlflow.send("GET", "/version", new byte[0]).body(), StandardCharsets.UTF_8);
        assertThat(version).as("older servers are sent no spans").matches("3\\.([4-9]|\\d\\d)\\.\\d+");
        for (Span.Builder span : agent()) {
            mlflow.export(experiment, span);
        }
        JsonNode told = tellEnd(3);
        assertThat(told.at("/tags/mlflow.trace.spansLocation").asText()).isEqualTo("TRACKING_STORE");
        assertThat(told.at("/tags/mlflow.artifactLocation").asText())
                .isEqualTo("mlflow-artifacts:/" + experiment + "/traces/" + id + "/artifacts");

        JsonNode info =
                mlflow.get("/api/3.0/mlflow/traces/" + id + "?trace_id=" + id).at("/trace/trace_info");
        assertThat(info.path("request_time").asText()).isEqualTo("2026-11-21T00:37:04.173Z");
        assertThat(info.path("execution_duration").asText()).isEqualTo("0.115s");
        assertThat(info.path("state").asText()).isEqualTo("ERROR");
        assertThat(info.path("request_preview").asText()).isEqualTo("hi");
        assertThat(info.has("response_preview"))
                .as("the client said that there was no output")
                .isFalse();
        assertThat(info.at("/trace_metadata/mlflow.trace.session").asText()).isEqualTo("s-" + trace);
        assertThat(info.at("/trace_metadata/mlflow.trace.infoFinalized").asText())
                .isEqualTo("true");
        assertThat(MlflowCalls.tree(
                        info.at("/trace_metadata/mlflow.trace.tokenUsage").asText()))
                .isEqualTo(MlflowCalls.tree("{\"input_tokens\":10,\"output_tokens\":5,\"total_tokens\":15}"));

        JsonNode whole = mlflow.get("/api/3.0/mlflow/traces/get?trace_id=" + id + "&allow_partial=False")
                .path("trace");
        assertThat(whole.path("trace_info")).isEqualTo(info);
        assertThat(whole.path("spans").findValuesAsText("name")).contains("agent", "ask", "look");
        JsonNode root = whole.at("/spans/0");
        assertThat(root.path("trace_id").asText())
                .isEqualTo(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(trace)));
        assertThat(root.has("parent_span_id")).isFalse();
        assertThat(root.path("start_time_unix_nano").asLong()).isEqualTo(MlflowCalls.START_MILLIS * 1_000_000 + 1);
        assertThat(root.at("/status/code").asText()).isEqualTo("STATUS_CODE_ERROR");
        JsonNode ask = whole.at("/spans/1");
        assertThat(ask.path("parent_span_id").asText())
                .isEqualTo(root.path("span_id").asText());
        assertThat(attributeOf(ask, "mlflow.chat.tokenUsage").toString()).contains("\"int_value\":10");
        assertThat(attributeOf(ask, "mlflow.spanOutputs").toString())
                .as("null is a key without a value")
                .contains("{\"key\":\"content\"}");
        JsonNode exception = whole.at("/spans/2/events/0");
        assertThat(exception.path("name").asText()).isEqualTo("exception");
        assertThat(exception.path("attributes").toString()).contains("exception.type", "KeyError");
    }

    private static JsonNode attributeOf(JsonNode span, String key) {
        for (JsonNode attribute : span.path("attributes")) {
            if (attribute.path("key").asText().equals(key)) {
                return attribute.path("value");
            }
        }
        throw new AssertionError("no " + key + " in " + span);
    }

    @Test
    void theTraceMayBeToldOfBeforeItsSpansAndSpansMayComeTwice() {
        tellEnd(3);
        String whole = "/api/3.0/mlflow/traces/get?trace_id=" + id;
        assertThat(mlflow.refused("GET", whole + "&allow_partial=False", "", 404, "RESOURCE_DOES_NOT_EXIST"))
                .contains("is not fully exported yet");
        assertThat(mlflow.get(whole + "&allow_partial=True").path("trace").has("spans"))
                .isFalse();
        for (int copy = 0; copy < 2; copy++) {
            for (Span.Builder span : agent()) {
                mlflow.export(experiment, span);
            }
        }
        JsonNode read = mlflow.get(whole + "&allow_partial=False").path("trace");
        assertThat(read.path("spans")).hasSize(3);
        assertThat(read.at("/trace_info/state").asText()).isEqualTo("ERROR");
        assertThat(read.at("/trace_info/execution_duration").asText()).isEqualTo("0.115s");
        assertThat(read.at("/trace_info/trace_metadata/mlflow.trace.tokenUsage").asText())
                .contains("\"total_tokens\":15");
        mlflow.refused("GET", "/api/3.0/mlflow/traces/get?trace_id=tr-" + NOTHING, "", 404, "RESOURCE_DOES_NOT_EXIST");
        assertThat(mlflow.refused("GET", "/api/3.0/mlflow/traces/tr-" + NOTHING, "", 404, "RESOURCE_DOES_NOT_EXIST"))
                .isEqualTo("Trace with ID 'tr-" + NOTHING + "' not found.");
    }

    @Test
    void searchTracesThenTheirSpansAndSessions() {
        logAgent();
        JsonNode found = mlflow.search(
                        experiment,
                        "tags.env = 'prod' AND status = 'ERROR'",
                        ", 'max_results': 100, 'order_by': ['timestamp_ms DESC']")
                .path("traces");
        assertThat(found.findValuesAsText("trace_id")).containsExactly(id);
        JsonNode batch = mlflow.get("/api/3.0/mlflow/traces/batchGet?trace_ids=tr-" + NOTHING + "&trace_ids=" + id)
                .path("traces");
        assertThat(batch).hasSize(1);
        assertThat(batch.at("/0/spans")).hasSize(3);
        assertThat(mlflow.get("/api/3.0/mlflow/traces/batchGet?trace_ids=tr-" + NOTHING))
                .isEmpty();
        assertThat(mlflow.post("/api/3.0/mlflow/traces/batchGetInfos", "{'trace_ids': ['" + id + "']}")
                        .path("trace_infos"))
                .hasSize(1);
        assertThat(mlflow.search(
                                experiment,
                                "metadata.`mlflow.trace.session` = 's-" + trace + "'",
                                ", 'order_by': ['timestamp ASC']")
                        .path("traces"))
                .hasSize(1);
        assertThat(mlflow.search(experiment, "client_request_id = 'mine-" + trace + "'", "")
                        .path("traces"))
                .hasSize(1);
        assertThat(mlflow.search(experiment, "status = 'OK'", "")).isEmpty();
    }

    @Test
    void tagsOfATraceThatRunsAndOfOneThatHasEnded() {
        mlflow.export(experiment, span(trace, 2, 1, "step", "TASK"));
        String tags = "/api/2.0/mlflow/traces/" + id + "/tags";
        assertThat(mlflow.call("PATCH", tags, "{'key': 'team', 'value': 'a'}")).isEmpty();
        assertThat(mlflow.search(experiment, "tags.team = 'a' AND status = 'IN_PROGRESS'", "")
                        .path("traces"))
                .hasSize(1);
        tellEnd(1);
        assertThat(mlflow.call("PATCH", tags, "{'key': 'team', 'value': 'b'}")).isEmpty();
        assertThat(mlflow.search(experiment, "tags.team = 'b'", "").path("traces"))
                .hasSize(1);
        assertThat(mlflow.call("DELETE", tags, "{'key': 'team'}")).isEmpty();
        mlflow.refused("DELETE", tags, "{'key': 'team'}", 404, "RESOURCE_DOES_NOT_EXIST");
        mlflow.refused("PATCH", tags, "{'key': 'no#', 'value': 'v'}", 400, "INVALID_PARAMETER_VALUE");
        mlflow.refused("PATCH", tags, "{'value': 'v'}", 400, "INVALID_PARAMETER_VALUE");
    }

    @Test
    void feedbackAndExpectations() {
        logAgent();
        String all = "/api/3.0/mlflow/traces/" + id + "/assessments";
        JsonNode made = mlflow.post(
                        all,
                        "{'assessment': {'assessment_name': 'ok', 'trace_id': '" + id + "', 'span_id': '"
                                + "0000000000000002', 'source': {'source_type': 'HUMAN', 'source_id': 'bob'},"
                                + " 'create_time': '2026-11-21T00:37:05.100Z', 'last_update_time':"
                                + " '2026-11-21T00:37:05.100Z', 'feedback': {'value': true}, 'rationale': 'r',"
                                + " 'metadata': {'m': '1'}, 'valid': true}}")
                .path("assessment");
        assertThat(made.path("assessment_id").asText()).matches("a-[0-9a-f]{32}");
        assertThat(made.path("create_time").asText()).isEqualTo("2026-11-21T00:37:05.100Z");
        assertThat(made.path("span_id").asText()).isEqualTo("0000000000000002");
        assertThat(made.path("valid").asBoolean()).isTrue();
        String one = all + "/" + made.path("assessment_id").asText();
        assertThat(mlflow.get(one + "?trace_id=" + id).path("assessment")).isEqualTo(made);

        JsonNode changed = mlflow.call(
                        "PATCH",
                        one,
                        "{'assessment': {'assessment_name': 'ok', 'feedback': {'value': false}},"
                                + " 'update_mask': 'assessmentName,feedback'}")
                .path("assessment");
        assertThat(changed.at("/feedback/value").asBoolean(true)).isFalse();
        assertThat(changed.path("rationale").asText())
                .as("what the mask leaves out stays")
                .isEqualTo("r");

        String failed =
                "{'assessment': {'assessment_name': 'judge', 'source': {'source_type': 'LLM_JUDGE', 'source_id':"
                        + " 'gpt'}, 'feedback': {'value': null, 'error': {'error_code': 'ValueError', 'error_message': 'x',"
                        + " 'stack_trace': 'at'}}}}";
        JsonNode error = mlflow.post(all, failed).at("/assessment/feedback");
        assertThat(error.get("value").isNull()).isTrue();
        assertThat(error.at("/error/error_code").asText()).isEqualTo("ValueError");

        String expected = "{\\u0022a\\u0022: [1, 2]}";
        JsonNode object = mlflow.post(
                        all,
                        "{'assessment': {'assessment_name': 'e', 'source': {'source_type': 'HUMAN', 'source_id': 'bob'},"
                                + " 'expectation': {'serialized_value': {'serialization_format': 'JSON_FORMAT', 'value': '"
                                + expected + "'}}}}")
                .path("assessment");
        assertThat(MlflowCalls.tree(
                        object.at("/expectation/serialized_value/value").asText()))
                .isEqualTo(MlflowCalls.tree("{\"a\":[1,2]}"));

        JsonNode override = mlflow.post(
                        all,
                        "{'assessment': {'assessment_name': 'ok', 'source': {'source_type': 'CODE', 'source_id': 'f'},"
                                + " 'feedback': {'value': 'fine'}, 'overrides': '"
                                + made.path("assessment_id").asText() + "'}}")
                .path("assessment");
        assertThat(mlflow.get(one).at("/assessment/valid").asBoolean(true)).isFalse();
        assertThat(mlflow.search(experiment, "feedback.ok = 'fine'", "").path("traces"))
                .hasSize(1);
        assertThat(mlflow.search(experiment, "feedback.ok = 'false'", "")).isEmpty();
        assertThat(mlflow.get("/api/3.0/mlflow/traces/" + id).at("/trace/trace_info/assessments"))
                .hasSize(4);
        assertThat(mlflow.call(
                        "DELETE", all + "/" + override.path("assessment_id").asText(), "{'trace_id': '" + id + "'}"))
                .isEmpty();
        assertThat(mlflow.get(one).at("/assessment/valid").asBoolean()).isTrue();
        assertThat(mlflow.call("DELETE", all + "/a-none", "{}")).isEmpty();
        mlflow.refused("GET", all + "/a-none", "", 404, "RESOURCE_DOES_NOT_EXIST");
        mlflow.refused("POST", all, "{'assessment': {'assessment_name': 'x'}}", 400, "INVALID_PARAMETER_VALUE");
    }

    @Test
    void aTraceWithinARunAndOneLinkedToIt() {
        JsonNode run = mlflow.post(
                        "/api/2.0/mlflow/runs/create",
                        "{'experiment_id': '" + experiment + "', 'user_id': 'unknown', 'start_time': 1795221425913,"
                                + " 'tags': [{'key': 'mlflow.user', 'value': 'ann'}]}")
                .path("run");
        String runId = run.at("/info/run_id").asText();
        assertThat(run.at("/info/run_uuid").asText()).isEqualTo(runId);
        assertThat(run.at("/info/status").asText()).isEqualTo("RUNNING");
        assertThat(run.at("/data/tags").findValuesAsText("key")).contains("mlflow.runName", "mlflow.user");
        mlflow.startTrace(
                experiment, trace, ", 'state': 'OK', 'trace_metadata': {'mlflow.sourceRun': '" + runId + "'}");
        String other = "f" + trace.substring(1);
        mlflow.startTrace(experiment, other, ", 'state': 'OK'");
        String filter = "attribute.run_id = '" + runId + "'";
        assertThat(mlflow.search(experiment, filter, "").path("traces")).hasSize(1);
        String link = "{'trace_ids': ['tr-" + other + "'], 'run_id': '" + runId + "'}";
        assertThat(mlflow.post("/api/2.0/mlflow/traces/link-to-run", link)).isEmpty();
        assertThat(mlflow.post("/api/2.0/mlflow/traces/link-to-run", link)).isEmpty();
        assertThat(mlflow.search(experiment, filter, "").path("traces")).hasSize(2);
        JsonNode ended = mlflow.post(
                "/api/2.0/mlflow/runs/update",
                "{'run_uuid': '" + runId + "', 'run_id': '" + runId
                        + "', 'status': 'FINISHED', 'end_time': 1795221426000}");
        assertThat(ended.at("/run_info/status").asText()).isEqualTo("FINISHED");
        JsonNode read = mlflow.get("/api/2.0/mlflow/runs/get?run_uuid=" + runId + "&run_id=" + runId)
                .path("run");
        assertThat(read.at("/info/end_time").asLong()).isEqualTo(1795221426000L);
        String runs = "/api/2.0/mlflow/runs/search";
        for (String asked : List.of(
                "attributes.status = 'FINISHED'",
                "status = 'FINISHED' AND tags.`mlflow.user` = 'ann'",
                "start_time > 1795221425000 AND end_time <= 1795221426000")) {
            String json = "{'experiment_ids': ['" + experiment + "'], 'filter': '" + asked.replace("'", "\\u0027")
                    + "', 'order_by': ['attributes.start_time DESC']}";
            assertThat(mlflow.post(runs, json).path("runs")).as(asked).hasSize(1);
        }
        mlflow.refused("GET", "/api/2.0/mlflow/runs/get?run_id=none", "", 404, "RESOURCE_DOES_NOT_EXIST");
    }

    @Test
    void deleteTracesByIdAndByTime() {
        logAgent();
        mlflow.startTrace(experiment, "e" + trace.substring(1), ", 'state': 'OK'");
        String delete = "/api/2.0/mlflow/traces/delete-traces";
        String from = "{'experiment_id': '" + experiment + "'";
        assertThat(mlflow.post(delete, from + ", 'request_ids': ['" + id + "']}")
                        .path("traces_deleted")
                        .asInt())
                .isEqualTo(1);
        mlflow.refused("GET", "/api/3.0/mlflow/traces/" + id, "", 404, "RESOURCE_DOES_NOT_EXIST");
        assertThat(mlflow.post(delete, from + ", 'max_timestamp_millis': '1795221427632', 'max_traces': 1}")
                        .path("traces_deleted")
                        .asInt())
                .isEqualTo(1);
        assertThat(mlflow.search(experiment, "", "")).isEmpty();
        for (String wrong : List.of(
                "}",
                ", 'max_traces': 1}",
                ", 'max_timestamp_millis': 5, 'max_traces': 0}",
                ", 'max_timestamp_millis': 5, 'request_ids': ['x']}")) {
            mlflow.refused("POST", delete, from + wrong, 400, "INVALID_PARAMETER_VALUE");
        }
    }

    /** Clients send the file as plain text when an answer did not say where spans are kept. */
    @Test
    void theFileOfSpansInAttributesOfJsonTexts() {
        tellEnd(1);
        String file = "/api/2.0/mlflow-artifacts/artifacts/" + experiment + "/traces/" + id + "/artifacts/traces.json";
        String spans = """
                {"spans": [{"trace_id": "AAAA", "span_id": "AAAAAAAAAAE=", "parent_span_id": null, "name": "gen",
                  "start_time_unix_nano": 1795221424173000000, "end_time_unix_nano": 1795221424174000000,
                  "events": [{"name": "mlflow.chunk.item.0", "time_unix_nano": 1795221424173500000,
                    "attributes": {"mlflow.chunk.value": "\\"c0\\""}}],
                  "status": {"code": "STATUS_CODE_OK", "message": ""},
                  "attributes": {"mlflow.spanType": "\\"CHAIN\\"", "mlflow.spanInputs": "{\\"n\\": 3}"}}]}""";
        HttpResponse<byte[]> put =
                mlflow.send("PUT", file, spans.getBytes(StandardCharsets.UTF_8), "Content-Type", "text/plain");
        assertThat(put.statusCode()).isEqualTo(200);
        JsonNode span = mlflow.get(file).at("/spans/0");
        assertThat(span.path("parent_span_id").isNull()).isTrue();
        assertThat(span.at("/attributes/mlflow.spanType").asText()).isEqualTo("\"CHAIN\"");
        assertThat(MlflowCalls.tree(span.at("/attributes/mlflow.spanInputs").asText()))
                .isEqualTo(MlflowCalls.tree("{\"n\": 3}"));
        assertThat(mlflow.search(experiment, "span.name = 'gen' AND span.type = 'CHAIN'", "")
                        .path("traces"))
                .hasSize(1);
        HttpResponse<byte[]> shown =
                mlflow.send("GET", "/ajax-api/2.0/mlflow/get-trace-artifact?request_id=" + id, new byte[0]);
        assertThat(shown.headers().firstValue("Content-Disposition")).contains("attachment; filename=traces.json");
        assertThat(MlflowCalls.tree(shown)).isEqualTo(mlflow.get(file));
    }

    @Test
    void attachmentsAreKeptByteByByte() {
        tellEnd(0);
        String path = "/api/2.0/mlflow-artifacts/artifacts/" + experiment + "/traces/" + id
                + "/artifacts/attachments/0d9c2b2e-7a4e-4f7e-9f57-000000000001";
        byte[] image = {(byte) 0x89, 'P', 'N', 'G', 0, 10, 13, (byte) 0xff};
        assertThat(mlflow.send("PUT", path, image, "Content-Type", "image/png").statusCode())
                .isEqualTo(200);
        HttpResponse<byte[]> read = mlflow.send("GET", path, new byte[0]);
        assertThat(read.body()).isEqualTo(image);
        assertThat(read.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(mlflow.get("/api/v1/traces/" + trace + "/logs").path("logs"))
                .as("it is no log of the application")
                .isEmpty();
        mlflow.refused("GET", path + "0", "", 404, "RESOURCE_DOES_NOT_EXIST");
        mlflow.post(
                "/api/2.0/mlflow/traces/delete-traces",
                "{'experiment_id': '" + experiment + "', 'request_ids': ['" + id + "']}");
        mlflow.refused("GET", path, "", 404, "RESOURCE_DOES_NOT_EXIST");
    }

    /** A client tries again for minutes after a 500, so what will not pass is never one. */
    @Test
    void mistakesAreToldInMlflowsForm() {
        String search = "/api/3.0/mlflow/traces/search";
        for (String body : List.of(
                "{not json",
                "{}",
                "{'locations': 'x'}",
                "{'locations': " + MlflowCalls.location("0") + ", 'max_results': 0}",
                "{'locations': " + MlflowCalls.location("0") + ", 'max_results': 501}",
                "{'locations': " + MlflowCalls.location("0") + ", 'page_token': 'zzz'}",
                "{'locations': " + MlflowCalls.location("0") + ", 'order_by': ['span.name']}",
                "{'locations': " + MlflowCalls.location("0") + ", 'filter': 'foo = 1'}")) {
            mlflow.refused("POST", search, body, 400, "INVALID_PARAMETER_VALUE");
        }
        HttpResponse<byte[]> plain = mlflow.send("POST", search, "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(plain.statusCode()).isEqualTo(400);
        assertThat(MlflowCalls.tree(plain).path("message").asText()).contains("Content-Type must be one of");
        mlflow.refused("POST", "/api/3.0/mlflow/traces", "{}", 400, "INVALID_PARAMETER_VALUE");
        mlflow.refused(
                "POST",
                "/api/3.0/mlflow/traces",
                "{'trace': {'trace_info': {'trace_id': 'tr-1', 'trace_location': {'type': 'MLFLOW_EXPERIMENT',"
                        + " 'mlflow_experiment': {'experiment_id': '999'}}}}}",
                404,
                "RESOURCE_DOES_NOT_EXIST");
        String many = "'x', ".repeat(100) + "'x'";
        mlflow.refused(
                "POST",
                "/api/2.0/mlflow/traces/link-to-run",
                "{'run_id': 'r', 'trace_ids': [" + many + "]}",
                400,
                "INVALID_PARAMETER_VALUE");
        for (String path : List.of(
                "/api/2.0/mlflow/registered-models/search",
                "/api/2.0/mlflow/runs/log-metric",
                "/api/2.0/mlflow/metrics/get-history",
                "/api/4.0/mlflow/traces/search")) {
            mlflow.refused("POST", path, "{}", 404, "ENDPOINT_NOT_FOUND");
        }
    }
}
