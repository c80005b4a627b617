package dev.spoor.server.mlflow;

import static dev.spoor.server.Otlp.START;
import static dev.spoor.server.Otlp.hex;
import static dev.spoor.server.Otlp.request;
import static dev.spoor.server.Otlp.span;
import static dev.spoor.server.Otlp.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spoor.server.LocalStores;
import dev.spoor.server.TestServer;
import dev.spoor.store.TraceStore;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The calls of MLflow's Python and TypeScript clients, in their order and with their bodies. */
class MlflowApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String ID = "tr-" + TRACE;
    private static final String ROOT = "b7ad6b7169203331";
    private static final String CHILD = "00f067aa0ba902b7";

    private final TraceStore store = LocalStores.temporary();
    private final TestServer server = TestServer.start(store);
    private String experiment;

    @BeforeEach
    void makeExperiment() {
        experiment = call("POST", "/api/2.0/mlflow/experiments/create", "{'name': 'travel'}")
                .get("experiment_id")
                .asText();
    }

    @AfterEach
    void stop() {
        server.close();
        store.close();
    }

    private HttpResponse<byte[]> send(String method, String path, String body) {
        return body == null
                ? server.send(method, path, new byte[0])
                : server.send(
                        method,
                        path,
                        body.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/json");
    }

    private JsonNode call(String method, String path, String body) {
        HttpResponse<byte[]> answer = send(method, path, body);
        JsonNode json = TestServer.tree(answer);
        assertThat(answer.statusCode()).as(path + " " + json).isEqualTo(200);
        return json;
    }

    private void refused(String method, String path, String body, int status, String code) {
        HttpResponse<byte[]> answer = send(method, path, body);
        JsonNode json = TestServer.tree(answer);
        assertThat(answer.statusCode()).as(json.toString()).isEqualTo(status);
        assertThat(json.get("error_code").asText()).isEqualTo(code);
        assertThat(json.get("message").asText()).isNotBlank();
    }

    private void sendSpans() {
        HttpResponse<byte[]> answer = server.send(
                "POST",
                "/v1/traces",
                request(
                                span(TRACE, CHILD, "ask")
                                        .setParentSpanId(hex(ROOT))
                                        .setStartTimeUnixNano(START + 1_000_000)
                                        .addAttributes(text("mlflow.spanType", "LLM")),
                                span(TRACE, ROOT, "plan")
                                        .addAttributes(text("mlflow.spanInputs", "{\"city\": \"Rome\"}")))
                        .toByteArray(),
                "Content-Type",
                "application/x-protobuf",
                "x-mlflow-experiment-id",
                experiment);
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private JsonNode startTrace(String more) {
        return call(
                "POST",
                "/api/3.0/mlflow/traces",
                "{'trace': {'trace_info': {'trace_id': '" + ID + "', 'trace_location': {'type': 'MLFLOW_EXPERIMENT',"
                        + " 'mlflow_experiment': {'experiment_id': '" + experiment + "'}},"
                        + " 'request_time': '2026-11-21T00:37:04.173Z', 'execution_duration': '0.115s', 'state': 'OK',"
                        + " 'request_preview': 'Rome', 'trace_metadata': {'mlflow.trace.session': 's1'},"
                        + " 'tags': {'mlflow.traceName': 'planner', 'env': 'prod'}" + more + "}}}");
    }

    private JsonNode search(String filter, String more) {
        return call(
                "POST",
                "/api/3.0/mlflow/traces/search",
                "{'locations': [{'type': 'MLFLOW_EXPERIMENT', 'mlflow_experiment': {'experiment_id': '" + experiment
                        + "'}}], 'filter': \"" + filter.replace("'", "\\u0027") + "\"" + more + "}");
    }

    @Test
    void clientsSeeAVersionThatTakesOtlp() {
        assertThat(new String(server.get("/version").body(), StandardCharsets.UTF_8))
                .matches("3\\.(\\d{2}|[4-9])\\.\\d+");
    }

    @Test
    void aDeletedExperimentHidesItsTracesUntilItIsRestored() {
        sendSpans();
        String body = "{'experiment_id': '" + experiment + "'}";
        assertThat(call("GET", "/api/v1/traces", null).get("traces")).hasSize(1);
        call("POST", "/api/2.0/mlflow/experiments/delete", body);
        assertThat(call("GET", "/api/v1/traces", null).get("traces")).isEmpty();
        assertThat(call("POST", "/api/v1/traces/delete", "{'from': '2000-01-01T00:00:00Z'}")
                        .get("traces_deleted")
                        .asInt())
                .isZero();
        call("POST", "/api/2.0/mlflow/experiments/restore", body);
        assertThat(call("GET", "/api/v1/traces", null).get("traces")).hasSize(1);
    }

    @Test
    void experimentsAreMadeFoundChangedAndDeleted() {
        refused("POST", "/api/2.0/mlflow/experiments/create", "{'name': 'travel'}", 400, "RESOURCE_ALREADY_EXISTS");
        refused("POST", "/api/2.0/mlflow/experiments/create", "{}", 400, "INVALID_PARAMETER_VALUE");
        refused(
                "GET",
                "/api/2.0/mlflow/experiments/get-by-name?experiment_name=none",
                null,
                404,
                "RESOURCE_DOES_NOT_EXIST");

        JsonNode byName = call("GET", "/api/2.0/mlflow/experiments/get-by-name?experiment_name=travel", null);
        assertThat(byName.at("/experiment/experiment_id").asText()).isEqualTo(experiment);
        assertThat(byName.at("/experiment/lifecycle_stage").asText()).isEqualTo("active");
        assertThat(call("GET", "/ajax-api/2.0/mlflow/experiments/get?experiment_id=0", null)
                        .at("/experiment/name")
                        .asText())
                .isEqualTo("Default");

        call(
                "POST",
                "/api/2.0/mlflow/experiments/set-experiment-tag",
                "{'experiment_id': '" + experiment + "', 'key': 'team', 'value': 'a'}");
        call(
                "POST",
                "/api/2.0/mlflow/experiments/update",
                "{'experiment_id': '" + experiment + "', 'new_name': 'trips'}");
        JsonNode found = call(
                "POST",
                "/api/2.0/mlflow/experiments/search",
                "{'max_results': 10, 'filter': \"tags.team = \\u0027a\\u0027 AND name LIKE \\u0027tr%\\u0027\"}");
        assertThat(found.at("/experiments").findValuesAsText("name")).containsExactly("trips");

        call("POST", "/api/2.0/mlflow/experiments/delete", "{'experiment_id': '" + experiment + "'}");
        assertThat(call("POST", "/api/2.0/mlflow/experiments/search", "{'max_results': '10'}")
                        .at("/experiments"))
                .hasSize(1);
        refused("POST", "/api/2.0/mlflow/experiments/create", "{'name': 'trips'}", 400, "RESOURCE_ALREADY_EXISTS");
        call("POST", "/api/2.0/mlflow/experiments/restore", "{'experiment_id': '" + experiment + "'}");
        JsonNode first = call("POST", "/api/2.0/mlflow/experiments/search", "{'max_results': 1}");
        JsonNode second = call(
                "POST",
                "/api/2.0/mlflow/experiments/search",
                "{'max_results': 1, 'page_token': '"
                        + first.get("next_page_token").asText() + "'}");
        assertThat(second.at("/experiments/0/experiment_id").asText())
                .isNotEqualTo(first.at("/experiments/0/experiment_id").asText());
        assertThat(second.has("next_page_token")).isFalse();
    }

    @Test
    void aTraceIsToldOfAndReadBackWithItsSpans() {
        sendSpans();
        JsonNode told = startTrace("");
        assertThat(told.at("/trace/trace_info/tags/mlflow.trace.spansLocation").asText())
                .isEqualTo("TRACKING_STORE");
        assertThat(told.at("/trace/trace_info/tags/mlflow.artifactLocation").asText())
                .isEqualTo("mlflow-artifacts:/" + experiment + "/traces/" + ID + "/artifacts");

        JsonNode info = call("GET", "/api/3.0/mlflow/traces/" + ID + "?trace_id=" + ID, null)
                .at("/trace/trace_info");
        assertThat(info.get("trace_id").asText()).isEqualTo(ID);
        assertThat(info.get("request_time").asText()).isEqualTo("2026-11-21T00:37:04.173Z");
        assertThat(info.get("execution_duration").asText()).isEqualTo("0.115s");
        assertThat(info.get("state").asText()).isEqualTo("OK");
        assertThat(info.at("/trace_metadata/mlflow.trace.session").asText()).isEqualTo("s1");
        assertThat(info.at("/trace_metadata/mlflow.trace.infoFinalized").asText())
                .isEqualTo("true");

        JsonNode trace = call("GET", "/api/3.0/mlflow/traces/get?trace_id=" + ID + "&allow_partial=False", null)
                .get("trace");
        assertThat(trace.at("/spans").findValuesAsText("name")).containsExactly("plan", "ask");
        JsonNode root = trace.at("/spans/0");
        assertThat(root.get("trace_id").asText())
                .isEqualTo(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(TRACE)));
        assertThat(root.has("parent_span_id")).isFalse();
        assertThat(root.get("start_time_unix_nano").isIntegralNumber()).isTrue();
        assertThat(attribute(root, "mlflow.traceRequestId")).isEqualTo(ID);
        assertThat(attribute(root, "mlflow.spanInputs")).isEqualTo("{\"city\": \"Rome\"}");
        assertThat(attribute(trace.at("/spans/1"), "mlflow.spanType")).isEqualTo("LLM");

        JsonNode batch = call(
                "GET", "/api/3.0/mlflow/traces/batchGet?trace_ids=tr-" + "1".repeat(32) + "&trace_ids=" + ID, null);
        assertThat(batch.get("traces")).hasSize(1);
        assertThat(batch.at("/traces/0/spans")).hasSize(2);
        assertThat(server.json("/api/v1/traces/" + TRACE).get("name").asText()).isEqualTo("planner");
        refused("GET", "/api/3.0/mlflow/traces/tr-" + "2".repeat(32), null, 404, "RESOURCE_DOES_NOT_EXIST");
    }

    private static String attribute(JsonNode span, String key) {
        for (JsonNode attribute : span.get("attributes")) {
            if (attribute.get("key").asText().equals(key)) {
                return attribute.at("/value/string_value").asText();
            }
        }
        return "";
    }

    @Test
    void aTraceMayBeToldOfBeforeItsSpansArrive() {
        startTrace(", 'client_request_id': 'mine'");
        refused(
                "GET",
                "/api/3.0/mlflow/traces/get?trace_id=tr-" + "3".repeat(32),
                null,
                404,
                "RESOURCE_DOES_NOT_EXIST");
        sendSpans();
        JsonNode info = call("GET", "/api/3.0/mlflow/traces/" + ID, null).at("/trace/trace_info");
        assertThat(info.get("execution_duration").asText()).isEqualTo("0.115s");
        assertThat(info.get("client_request_id").asText()).isEqualTo("mine");
        assertThat(search("client_request_id = 'mine'", "").get("traces")).hasSize(1);
    }

    @Test
    void tracesOfOtherSdksAreFoundAndTranslated() {
        HttpResponse<byte[]> sent = server.send(
                "POST",
                "/v1/traces",
                request(span(TRACE, ROOT, "chat gpt")
                                .addAttributes(text("question", "where to?"))
                                .addAttributes(text("session.id", "s9")))
                        .toByteArray(),
                "Content-Type",
                "application/x-protobuf");
        assertThat(sent.statusCode()).isEqualTo(200);
        experiment = "0";
        JsonNode found = search("span.name = 'chat gpt'", "").at("/traces/0");
        assertThat(found.get("trace_id").asText()).isEqualTo(ID);
        assertThat(found.at("/tags/mlflow.traceName").asText()).isEqualTo("chat gpt");
        assertThat(found.at("/trace_metadata/mlflow.trace.session").asText()).isEqualTo("s9");
        JsonNode span =
                call("GET", "/api/3.0/mlflow/traces/get?trace_id=" + ID, null).at("/trace/spans/0");
        assertThat(span.toString()).contains("mlflow.spanInputs", "where to?");
    }

    @Test
    void searchesArePagedSortedAndChecked() {
        for (int i = 0; i < 3; i++) {
            call(
                    "POST",
                    "/api/3.0/mlflow/traces",
                    "{'trace': {'traceInfo': {'traceId': 'tr-" + "%032x".formatted(i + 1)
                            + "', 'traceLocation': {'type': 1,"
                            + " 'mlflowExperiment': {'experimentId': '" + experiment + "'}}, 'requestTime':"
                            + " '2026-11-21T00:00:0" + i + "Z', 'state': 1, 'tags': {'n': '" + i + "'}}}}");
        }
        JsonNode first = search("attributes.status = 'OK'", ", 'max_results': 2, 'order_by': ['timestamp_ms ASC']");
        assertThat(first.at("/traces").findValuesAsText("n")).containsExactly("0", "1");
        JsonNode second = search(
                "attributes.status = 'OK'",
                ", 'max_results': 2, 'order_by': ['timestamp_ms ASC'], 'page_token': '"
                        + first.get("next_page_token").asText() + "'");
        assertThat(second.at("/traces").findValuesAsText("n")).containsExactly("2");
        assertThat(second.has("next_page_token")).isFalse();
        assertThat(search("tags.n = 'x'", "")).isEmpty();
        String locations = "'locations': [{'type': 'MLFLOW_EXPERIMENT', 'mlflow_experiment': {'experiment_id': '0'}}]";
        refused(
                "POST",
                "/api/3.0/mlflow/traces/search",
                "{" + locations + ", 'max_results': 501}",
                400,
                "INVALID_PARAMETER_VALUE");
        refused(
                "POST",
                "/api/3.0/mlflow/traces/search",
                "{" + locations + ", 'filter': 'foo = 1'}",
                400,
                "INVALID_PARAMETER_VALUE");
        refused("POST", "/api/3.0/mlflow/traces/search", "{}", 400, "INVALID_PARAMETER_VALUE");
    }

    @Test
    void tagsAreSetAndDeleted() {
        startTrace("");
        call("PATCH", "/api/2.0/mlflow/traces/" + ID + "/tags", "{'key': 'k', 'value': 'v'}");
        assertThat(search("tag.k = 'v'", "").get("traces")).hasSize(1);
        call("DELETE", "/api/2.0/mlflow/traces/" + ID + "/tags", "{'key': 'k'}");
        refused("DELETE", "/api/2.0/mlflow/traces/" + ID + "/tags", "{'key': 'k'}", 404, "RESOURCE_DOES_NOT_EXIST");
        refused(
                "PATCH",
                "/api/2.0/mlflow/traces/" + ID + "/tags",
                "{'key': 'a*b', 'value': 'v'}",
                400,
                "INVALID_PARAMETER_VALUE");
    }

    @Test
    void assessmentsAreMadeChangedOverriddenAndDeleted() {
        startTrace("");
        String path = "/api/3.0/mlflow/traces/" + ID + "/assessments";
        JsonNode made = call(
                        "POST",
                        path,
                        "{'assessment': {'assessment_name': 'ok', 'trace_id': '" + ID
                                + "', 'source': {'source_type': 'HUMAN', 'source_id': 'bob'}, 'create_time': '2026-11-21T00:37:05.100Z', 'last_update_time': '2026-11-21T00:37:05.100Z', 'feedback': {'value': true}, 'rationale': 'r', 'valid': true}}")
                .get("assessment");
        assertThat(made.get("assessment_id").asText()).matches("a-[0-9a-f]{32}");
        assertThat(made.at("/feedback/value").asBoolean()).isTrue();
        assertThat(made.get("create_time").asText()).isEqualTo("2026-11-21T00:37:05.100Z");
        String one = path + "/" + made.get("assessment_id").asText();

        JsonNode changed = call(
                        "PATCH",
                        one,
                        "{'assessment': {'feedback': {'value': false}}, 'update_mask': 'assessmentName,feedback'}")
                .get("assessment");
        assertThat(changed.at("/feedback/value").asBoolean(true)).isFalse();
        assertThat(changed.get("rationale").asText()).isEqualTo("r");

        JsonNode override = call(
                        "POST",
                        path,
                        "{'assessment': {'assessment_name': 'ok', 'feedback': {'value': 'fine'}, 'overrides': '"
                                + made.get("assessment_id").asText() + "'}}")
                .get("assessment");
        assertThat(call("GET", one, null).at("/assessment/valid").asBoolean(true))
                .isFalse();
        assertThat(search("feedback.ok = 'fine'", "").get("traces")).hasSize(1);
        call("DELETE", path + "/" + override.get("assessment_id").asText(), "{'trace_id': '" + ID + "'}");
        assertThat(call("GET", one, null).at("/assessment/valid").asBoolean()).isTrue();
        call("DELETE", path + "/a-unknown", "{}");
        refused("GET", path + "/a-unknown", null, 404, "RESOURCE_DOES_NOT_EXIST");

        JsonNode expected = call(
                        "POST",
                        path,
                        "{'assessment': {'assessment_name': 'e', 'expectation': {'serialized_value': {'serialization_format': 'JSON_FORMAT', 'value': \"{\\\"a\\\": 1}\"}}}}")
                .get("assessment");
        assertThat(expected.at("/expectation/serialized_value/value").asText()).isEqualTo("{\"a\":1}");
        refused("POST", path, "{'assessment': {'assessment_name': 'x'}}", 400, "INVALID_PARAMETER_VALUE");

        JsonNode issue = call(
                        "POST",
                        path,
                        "{'assessment': {'assessment_name': 'iss-12', 'issue': {'issue_name': 'Too slow'}, 'source':"
                                + " {'source_type': 'LLM_JUDGE', 'source_id': 'm'}}}")
                .get("assessment");
        String issuePath = path + "/" + issue.get("assessment_id").asText();
        JsonNode read = call("GET", issuePath, null).get("assessment");
        assertThat(read).isEqualTo(issue);
        assertThat(read.get("assessment_name").asText()).isEqualTo("iss-12");
        assertThat(read.at("/issue/issue_name").asText()).isEqualTo("Too slow");
        assertThat(read.has("feedback") || read.has("expectation")).isFalse();
        assertThat(search("issue.id = 'iss-12'", "").get("traces")).hasSize(1);
        refused(
                "PATCH",
                issuePath,
                "{'assessment': {'feedback': {'value': 1}}, 'update_mask': 'feedback'}",
                400,
                "INVALID_PARAMETER_VALUE");
    }

    @Test
    void tracesAreFoundByTheRunTheyWereMadeInOrLinkedTo() {
        JsonNode run = call(
                        "POST",
                        "/api/2.0/mlflow/runs/create",
                        "{'experiment_id': '" + experiment + "', 'user_id': 'ann', 'start_time': '1795221425913'}")
                .get("run");
        String runId = run.at("/info/run_id").asText();
        assertThat(run.at("/info/status").asText()).isEqualTo("RUNNING");
        startTrace("");
        call("POST", "/api/2.0/mlflow/traces/link-to-run", "{'trace_ids': ['" + ID + "'], 'run_id': '" + runId + "'}");
        assertThat(search("attribute.run_id = '" + runId + "'", "").get("traces"))
                .hasSize(1);
        call(
                "POST",
                "/api/2.0/mlflow/runs/update",
                "{'run_id': '" + runId + "', 'status': 'FINISHED', 'end_time': 1795221425999}");
        call("POST", "/api/2.0/mlflow/runs/set-tag", "{'run_id': '" + runId + "', 'key': 'a', 'value': 'b'}");
        JsonNode read =
                call("GET", "/api/2.0/mlflow/runs/get?run_id=" + runId, null).get("run");
        assertThat(read.at("/info/status").asText()).isEqualTo("FINISHED");
        assertThat(read.at("/data/tags").toString()).contains("\"key\":\"a\"");
        assertThat(call("POST", "/api/2.0/mlflow/runs/search", "{'experiment_ids': ['" + experiment + "']}")
                        .get("runs"))
                .hasSize(1);
        refused("GET", "/api/2.0/mlflow/runs/get?run_id=none", null, 404, "RESOURCE_DOES_NOT_EXIST");
    }

    @Test
    void tracesAreDeletedByIdOrByTime() {
        startTrace("");
        String path = "/api/2.0/mlflow/traces/delete-traces";
        assertThat(call("POST", path, "{'experiment_id': '0', 'request_ids': ['" + ID + "']}")
                        .get("traces_deleted")
                        .asInt())
                .isZero();
        assertThat(call("POST", path, "{'experiment_id': '" + experiment + "', 'max_timestamp_millis': 1000}")
                        .get("traces_deleted")
                        .asInt())
                .isZero();
        refused("POST", path, "{'experiment_id': '0'}", 400, "INVALID_PARAMETER_VALUE");
        assertThat(call(
                                "POST",
                                path,
                                "{'experiment_id': '" + experiment
                                        + "', 'max_timestamp_millis': '1900000000000', 'max_traces': 5}")
                        .get("traces_deleted")
                        .asInt())
                .isEqualTo(1);
        assertThat(search("", "").has("traces")).isFalse();
    }

    @Test
    void anUploadedFileBecomesSpansAndIsGivenBack() throws Exception {
        startTrace("");
        String file = "/api/2.0/mlflow-artifacts/artifacts/" + experiment + "/traces/" + ID + "/artifacts/traces.json";
        String trace64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(TRACE));
        String root64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(ROOT));
        call(
                "PUT",
                file,
                "{'spans': [{'trace_id': '" + trace64 + "', 'span_id': '" + root64
                        + "', 'parent_span_id': '', 'name': 'weather', 'start_time_unix_nano': " + START
                        + ", 'end_time_unix_nano': " + (START + 5)
                        + ", 'status': {'code': 'STATUS_CODE_OK', 'message': ''}, 'attributes': {'mlflow.spanType': 'AGENT', 'mlflow.spanInputs': {'city': 'Paris'}}, 'events': [{'name': 'planned', 'time_unix_nano': "
                        + START + ", 'attributes': {'step': 1}}]}]}");
        assertThat(server.json("/api/v1/traces/" + TRACE + "/spans/" + ROOT)
                        .at("/attributes/mlflow.spanInputs/city")
                        .asText())
                .isEqualTo("Paris");
        JsonNode natural = call("GET", file, null).at("/spans/0");
        assertThat(natural.get("span_id").asText()).isEqualTo(root64);
        assertThat(natural.get("parent_span_id").asText()).isEmpty();
        assertThat(natural.at("/attributes/mlflow.spanInputs/city").asText()).isEqualTo("Paris");
        assertThat(natural.at("/events/0/attributes/step").asInt()).isEqualTo(1);
        JsonNode texts = call(
                        "GET",
                        "/ajax-api/2.0/mlflow/get-trace-artifact?request_id="
                                + URLEncoder.encode(ID, StandardCharsets.UTF_8),
                        null)
                .at("/spans/0");
        assertThat(texts.get("parent_span_id").isNull()).isTrue();
        assertThat(JSON.readTree(texts.at("/attributes/mlflow.spanInputs").asText())
                        .get("city")
                        .asText())
                .isEqualTo("Paris");
    }

    @Test
    void aTraceMayHaveAnyIdAndKeepsIt() {
        startTrace("");
        call(
                "POST",
                "/api/3.0/mlflow/traces",
                "{'trace': {'trace_info': {'trace_id': 'my trace', 'trace_location': {'type': 'MLFLOW_EXPERIMENT', 'mlflow_experiment': {'experiment_id': '"
                        + experiment + "'}}, 'request_time': '2026-11-21T00:37:04Z', 'state': 'OK'}}}");
        assertThat(call("GET", "/api/3.0/mlflow/traces/my%20trace", null)
                        .at("/trace/trace_info/trace_id")
                        .asText())
                .isEqualTo("my trace");
    }

    @Test
    void theOlderTraceCallsWork() {
        JsonNode started = call(
                        "POST",
                        "/api/2.0/mlflow/traces",
                        "{'experiment_id': '" + experiment
                                + "', 'timestamp_ms': '1000', 'request_metadata': [{'key': 'm', 'value': '1'}], 'tags': [{'key': 'mlflow.traceName', 'value': 'old'}]}")
                .get("trace_info");
        String id = started.get("request_id").asText();
        assertThat(id).matches("[0-9a-f]{32}");
        assertThat(started.get("status").asText()).isEqualTo("IN_PROGRESS");
        JsonNode ended = call(
                        "PATCH",
                        "/api/2.0/mlflow/traces/" + id,
                        "{'request_id': '" + id + "', 'timestamp_ms': 1500, 'status': 'OK'}")
                .get("trace_info");
        assertThat(ended.get("execution_time_ms").asInt()).isEqualTo(500);
        assertThat(call("GET", "/api/2.0/mlflow/traces/" + id + "/info", null)
                        .at("/trace_info/status")
                        .asText())
                .isEqualTo("OK");
        assertThat(call("GET", "/api/2.0/mlflow/traces?experiment_ids=" + experiment + "&max_results=10", null)
                        .get("traces"))
                .hasSize(1);
    }

    @Test
    void tracesSpansAndAssessmentsAreCounted() {
        sendSpans();
        startTrace(", 'assessments': [{'assessment_name': 'ok', 'feedback': {'value': true}}]");
        String ask = "{'experiment_ids': ['" + experiment + "'], ";
        String path = "/api/3.0/mlflow/traces/metrics";
        JsonNode latency = call(
                        "POST",
                        path,
                        ask
                                + "'view_type': 'TRACES', 'metric_name': 'latency', 'aggregations': [{'aggregation_type': 'AVG'}, {'aggregation_type': 'PERCENTILE', 'percentile_value': 95}], 'dimensions': ['trace_name'], 'filters': ['trace.tag.env = \\u0027prod\\u0027']}")
                .at("/data_points/0");
        assertThat(latency.at("/dimensions/trace_name").asText()).isEqualTo("planner");
        assertThat(latency.at("/values/AVG").asDouble()).isEqualTo(115);
        assertThat(latency.at("/values/P95.0").asDouble()).isEqualTo(115);
        String count = "'aggregations': [{'aggregation_type': 'COUNT'}]";
        JsonNode spans = call(
                "POST",
                path,
                ask + "'view_type': 'SPANS', 'metric_name': 'span_count', 'dimensions': ['span_name'], "
                        + "'filters': ['span.name = \\u0027ask\\u0027'], " + count + "}");
        assertThat(spans.at("/data_points")).hasSize(1);
        assertThat(spans.at("/data_points/0/values/COUNT").asDouble()).isEqualTo(1);
        JsonNode judged = call(
                "POST",
                path,
                ask + "'view_type': 'ASSESSMENTS', 'metric_name': 'assessment_value', 'dimensions':"
                        + " ['assessment_name'], 'aggregations': [{'aggregation_type': 'AVG'}]}");
        assertThat(judged.at("/data_points/0/values/AVG").asDouble()).isEqualTo(1);
        JsonNode bucket = call(
                "POST",
                path,
                ask + "'view_type': 1, 'metric_name': 'trace_count', 'time_interval_seconds': '3600',"
                        + " 'start_time_ms': 1795219200000, 'end_time_ms': '1795305600000', " + count + "}");
        assertThat(bucket.at("/data_points/0/dimensions/time_bucket").asText()).isEqualTo("2026-11-21T00:00:00+00:00");
        String traces = ask + "'view_type': 'TRACES', 'metric_name': ";
        refused("POST", path, traces + "'zzz', " + count + "}", 400, "INVALID_PARAMETER_VALUE");
        refused("POST", path, traces + "'latency', " + count + "}", 400, "INVALID_PARAMETER_VALUE");
        refused(
                "POST",
                path,
                traces + "'trace_count', 'time_interval_seconds': 60, " + count + "}",
                400,
                "INVALID_PARAMETER_VALUE");
    }

    @Test
    void twoFiltersAreComparedByTheTracesThatTheyMatch() {
        // Five match the first, four both, of seven.
        FilterCorrelation.Counts counts = new FilterCorrelation.Counts(5, 4, 4, 7);
        assertThat(counts.npmi(0)).isEqualTo(Math.log(7.0 / 5) / -Math.log(4.0 / 7));
        assertThat(counts.npmi(0.5)).isBetween(0.43295, 0.43297);
        assertThat(new FilterCorrelation.Counts(0, 4, 0, 7).npmi(0)).isNull();
        assertThat(new FilterCorrelation.Counts(3, 4, 0, 7).npmi(0)).isEqualTo(-1);
        startTrace("");
        JsonNode answer = call(
                "POST",
                "/api/3.0/mlflow/traces/calculate-filter-correlation",
                "{'experiment_ids': ['" + experiment + "'], 'filter_string1': 'status = \\u0027OK\\u0027',"
                        + " 'filter_string2': 'tag.env = \\u0027prod\\u0027'}");
        assertThat(answer.get("joint_count").asInt()).isEqualTo(1);
        assertThat(answer.get("npmi").asDouble()).isEqualTo(1);
    }

    @Test
    void whatIsNotAboutTracingSaysSo() {
        for (String path : List.of(
                "/api/2.0/mlflow/registered-models/create",
                "/api/2.0/mlflow/runs/log-metric",
                "/api/4.0/mlflow/traces/search")) {
            refused("POST", path, "{}", 404, "ENDPOINT_NOT_FOUND");
        }
        HttpResponse<byte[]> plain = server.send(
                "POST",
                "/api/2.0/mlflow/experiments/create",
                "{}".getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "text/plain");
        assertThat(plain.statusCode()).isEqualTo(400);
    }
}
