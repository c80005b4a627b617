package dev.spoor.server.api;

import static dev.spoor.server.Otlp.START;
import static dev.spoor.server.Otlp.hex;
import static dev.spoor.server.Otlp.request;
import static dev.spoor.server.Otlp.span;
import static dev.spoor.server.Otlp.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spoor.server.TestServer;
import dev.spoor.store.TraceStore;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The API on the local store. Every answer is checked by the OpenAPI document. */
class ApiTest {
    private static final String ROOT_SPAN = "00f067aa0ba902b1";
    private static final String CHILD_SPAN = "00f067aa0ba902b2";

    private static final ApiDescription description = new ApiDescription();
    private static final TraceStore store = dev.spoor.server.LocalStores.temporary();
    private static final TestServer server = TestServer.start(store);
    private static int traces;

    /** A trace of this test alone. */
    private final String trace = String.format("%032x", ++traces * 1000);

    @AfterAll
    static void stop() {
        server.close();
        store.close();
    }

    private static void send(ExportTraceServiceRequest request) {
        send("", request);
    }

    private static void send(String prefix, ExportTraceServiceRequest request) {
        HttpResponse<byte[]> response = server.send(
                "POST", prefix + "/v1/traces", request.toByteArray(), "Content-Type", "application/x-protobuf");
        assertThat(response.statusCode()).isEqualTo(200);
    }

    private static HttpResponse<byte[]> sendJson(String method, String path, String body) {
        return server.send(method, path, body.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
    }

    private static JsonNode json(String method, String path, String body) {
        HttpResponse<byte[]> response = sendJson(method, path, body);
        assertThat(response.statusCode())
                .as(() -> new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return TestServer.tree(response);
    }

    private static void assertRefused(HttpResponse<byte[]> response, int status, String code, String... message) {
        JsonNode error = TestServer.tree(response);
        description.checkSchema("Error", error);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(error.get("error_code").asText()).isEqualTo(code);
        for (String part : message) {
            assertThat(error.get("message").asText()).contains(part);
        }
    }

    private ExportTraceServiceRequest sample() {
        return request(
                span(trace, ROOT_SPAN, "plan trip")
                        .addAttributes(text("session.id", "session of " + trace))
                        .addAttributes(text("question", "where to?")),
                span(trace, CHILD_SPAN, "book")
                        .setParentSpanId(hex(ROOT_SPAN))
                        .setStartTimeUnixNano(START + 1)
                        .setStatus(Status.newBuilder().setCodeValue(2).setMessage("no seats"))
                        .addEvents(Span.Event.newBuilder()
                                .setName("exception")
                                .setTimeUnixNano(START + 2)
                                .addAttributes(text("exception.message", "no seats")))
                        .addLinks(Span.Link.newBuilder()
                                .setTraceId(hex("000000000000000000000000000000ff"))
                                .setSpanId(hex("00000000000000ff"))));
    }

    @Test
    void theListIsNewestFirstAndPagesAreStableWhileTracesArrive() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String id = String.format("%032x", traces * 1000 + i);
            send("/projects/paging", request(span(id, ROOT_SPAN, "t" + i).setStartTimeUnixNano(START + i)));
            expected.addFirst(id);
        }
        List<String> seen = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = server.json("/api/v1/traces?project=paging&limit=2" + token);
            description.check("get", "/api/v1/traces", page);
            page.get("traces").forEach(item -> seen.add(item.get("trace_id").asText()));
            token = page.get("next_page_token").isNull()
                    ? ""
                    : "&page_token=" + page.get("next_page_token").asText();
            send(
                    "/projects/paging",
                    request(span(String.format("%032x", traces * 1000 + 100 + seen.size()), ROOT_SPAN, "later")
                            .setStartTimeUnixNano(START + 100)));
        } while (!token.isEmpty());

        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void filtersNarrowTheList() {
        send("/projects/filters", sample());
        String list = "/api/v1/traces?project=filters";

        assertThat(server.json(list + "&name=plan%20trip").get("traces")).hasSize(1);
        assertThat(server.json(list + "&name=other").get("traces")).isEmpty();
        assertThat(server.json(list + "&session=session%20of%20" + trace).get("traces"))
                .hasSize(1);
        assertThat(server.json(list + "&from=2026-11-21T00:00:00Z&to=2026-11-22T02:00:00%2B02:00")
                        .get("traces"))
                .hasSize(1);
        assertThat(server.json(list + "&to=" + START / 1_000_000).get("traces")).isEmpty();
        assertThat(server.json(list + "&to=" + (START / 1_000_000 + 1)).get("traces"))
                .hasSize(1);
        assertThat(server.json(list + "&tag=env=dev").get("traces")).isEmpty();
    }

    @Test
    void badParametersAreNamed() {
        assertRefused(server.get("/api/v1/traces?limit=0"), 400, "INVALID_PARAMETER_VALUE", "limit");
        assertRefused(server.get("/api/v1/traces?limit=many"), 400, "INVALID_PARAMETER_VALUE", "limit");
        assertRefused(server.get("/api/v1/traces?from=yesterday"), 400, "INVALID_PARAMETER_VALUE", "from");
        assertRefused(
                server.get("/api/v1/traces?status=FINE"), 400, "INVALID_PARAMETER_VALUE", "status", "IN_PROGRESS");
        assertRefused(server.get("/api/v1/traces?tag=env"), 400, "INVALID_PARAMETER_VALUE", "tag");
        assertRefused(server.get("/api/v1/traces?projekt=a"), 400, "INVALID_PARAMETER_VALUE", "projekt", "project");
        assertRefused(server.get("/api/v1/traces?page_token=x"), 400, "INVALID_PARAMETER_VALUE", "page_token");
        assertRefused(server.get("/api/v1/traces?project=nowhere"), 404, "RESOURCE_DOES_NOT_EXIST", "nowhere");
        assertRefused(server.get("/api/v1/traces/xyz"), 400, "INVALID_PARAMETER_VALUE", "trace_id");
        assertRefused(server.get("/api/v1/traces/" + trace), 404, "RESOURCE_DOES_NOT_EXIST", trace);
        assertRefused(server.get("/api/v1/nothing"), 404, "ENDPOINT_NOT_FOUND");
        assertRefused(server.send("PUT", "/api/v1/traces", new byte[0]), 405, "BAD_REQUEST");
    }

    @Test
    void aTraceHasTheHeadersOfItsSpans() {
        send(sample());

        JsonNode answer = server.json("/api/v1/traces/" + trace);

        description.check("get", "/api/v1/traces/{trace_id}", answer);
        description.check("get", "/api/v1/traces/{trace_id}", server.json("/api/v1/traces/tr-" + trace));
        assertThat(answer.get("root_span_id").asText()).isEqualTo(ROOT_SPAN);
        assertThat(answer.get("start_time_unix_nano").asText()).isEqualTo(Long.toString(START));
        assertThat(answer.get("start_time").asText()).isEqualTo("2026-11-21T00:05:23.369Z");
        assertThat(answer.get("duration_ns").asLong()).isEqualTo(5_000_000);
        assertThat(answer.get("spans").findValuesAsText("span_id")).containsExactly(ROOT_SPAN, CHILD_SPAN);
        assertThat(answer.at("/spans/1/parent_span_id").asText()).isEqualTo(ROOT_SPAN);
        assertThat(answer.at("/spans/1/status").asText()).isEqualTo("ERROR");
    }

    @Test
    void aLargeTraceIsStreamedWhole() {
        Span.Builder[] spans = new Span.Builder[5000];
        for (int i = 0; i < spans.length; i++) {
            spans[i] = span(trace, String.format("%016x", i + 1), "step " + i).setStartTimeUnixNano(START + i);
        }
        send(request(spans));

        HttpResponse<byte[]> response = server.get("/api/v1/traces/" + trace);

        assertThat(response.headers().firstValue("content-length")).isEmpty();
        assertThat(TestServer.tree(response).get("spans")).hasSize(5000);
    }

    @Test
    void aSpanHasEverything() {
        send(sample());

        JsonNode child = server.json("/api/v1/traces/" + trace + "/spans/" + CHILD_SPAN);

        description.check("get", "/api/v1/traces/{trace_id}/spans/{span_id}", child);
        assertThat(child.get("status_message").asText()).isEqualTo("no seats");
        assertThat(child.get("error_message").asText()).isEqualTo("no seats");
        assertThat(child.at("/events/0/attributes/exception.message").asText()).isEqualTo("no seats");
        assertThat(child.at("/links/0/span_id").asText()).isEqualTo("00000000000000ff");
        assertThat(child.at("/content/output_messages/0/parts/0/kind").asText()).isEqualTo("tool_call");
        assertRefused(
                server.get("/api/v1/traces/" + trace + "/spans/00000000000000aa"), 404, "RESOURCE_DOES_NOT_EXIST");
        assertRefused(server.get("/api/v1/traces/" + trace + "/spans/1"), 400, "INVALID_PARAMETER_VALUE", "span_id");
    }

    @Test
    void valuesThatJavaScriptCannotHoldAreTexts() {
        Span.Builder span = span(trace, ROOT_SPAN, "values")
                .addAttributes(value("large", AnyValue.newBuilder().setIntValue((1L << 53) + 1)))
                .addAttributes(value("small", AnyValue.newBuilder().setIntValue(7)))
                .addAttributes(value("nan", AnyValue.newBuilder().setDoubleValue(Double.NaN)))
                .addAttributes(value("bytes", AnyValue.newBuilder().setBytesValue(hex("00ff"))));
        send(request(span));

        JsonNode attributes =
                server.json("/api/v1/traces/" + trace + "/spans/" + ROOT_SPAN).get("attributes");

        assertThat(attributes.toString())
                .isEqualTo(
                        "{\"large\":\"9007199254740993\",\"small\":7,\"nan\":\"NaN\",\"bytes\":{\"base64\":\"AP8=\"}}");
    }

    private static KeyValue value(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    @Test
    void theExportIsWhatWasSent() throws Exception {
        ExportTraceServiceRequest sent = sample();
        send(sent);

        HttpResponse<byte[]> protobuf =
                server.get("/api/v1/traces/" + trace + "/otlp", "Accept", "application/x-protobuf");
        JsonNode json = server.json("/api/v1/traces/" + trace + "/otlp");

        assertThat(protobuf.headers().firstValue("content-type")).hasValue("application/x-protobuf");
        List<Span> spans = new ArrayList<>();
        for (ResourceSpans resource : TracesData.parseFrom(protobuf.body()).getResourceSpansList()) {
            resource.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
        }
        assertThat(spans)
                .containsExactlyInAnyOrderElementsOf(
                        sent.getResourceSpans(0).getScopeSpans(0).getSpansList());
        assertThat(json.findValuesAsText("spanId")).contains(ROOT_SPAN, CHILD_SPAN);
        assertRefused(
                server.get("/api/v1/traces/000000000000000000000000000fffff/otlp"), 404, "RESOURCE_DOES_NOT_EXIST");
    }

    @Test
    void sessionsAreListedAndOpened() {
        send("/projects/sessions", sample());

        JsonNode sessions = server.json("/api/v1/sessions?project=sessions");
        JsonNode session = server.json("/api/v1/sessions/session%20of%20" + trace);

        description.check("get", "/api/v1/sessions", sessions);
        description.check("get", "/api/v1/sessions/{session}", session);
        assertThat(sessions.at("/sessions/0/session").asText()).isEqualTo("session of " + trace);
        assertThat(session.at("/traces/0/trace_id").asText()).isEqualTo(trace);
        assertRefused(server.get("/api/v1/sessions/none"), 404, "RESOURCE_DOES_NOT_EXIST", "none");
    }

    @Test
    void statsCountByGroupAndStep() {
        send("/projects/stats", sample());

        JsonNode whole = server.json("/api/v1/stats?project=stats");
        JsonNode steps = server.json("/api/v1/stats?project=stats&group_by=span_name&bucket_seconds=3600");

        description.check("get", "/api/v1/stats", whole);
        description.check("get", "/api/v1/stats", steps);
        assertThat(whole.at("/rows/0/count").asInt()).isEqualTo(1);
        assertThat(steps.findValuesAsText("group")).containsExactlyInAnyOrder("plan trip", "book");
        assertRefused(server.get("/api/v1/stats?group_by=colour"), 400, "INVALID_PARAMETER_VALUE", "group_by");
        assertRefused(
                server.get("/api/v1/stats?bucket_seconds=1&from=1&to=2026-01-01T00:00:00Z"),
                400,
                "INVALID_PARAMETER_VALUE",
                "bucket_seconds");
    }

    @Test
    void aDeletedProjectIsHiddenWithItsTracesUntilItIsRestored() {
        send("/projects/passing", sample());
        String path = "/api/v1/projects/passing";

        JsonNode counted = delete(path + "?dry_run=true");
        description.check("delete", "/api/v1/projects/{project_id}", counted);
        assertThat(counted.get("traces").asInt()).isEqualTo(1);
        assertThat(counted.at("/project/deleted").asBoolean()).isFalse();
        assertThat(listed(server.json("/api/v1/traces?limit=500"))).contains(trace);

        JsonNode deleted = delete(path);
        assertThat(deleted.get("traces").asInt()).isEqualTo(1);
        assertThat(deleted.at("/project/deleted").asBoolean()).isTrue();
        assertThat(listed(server.json("/api/v1/traces?limit=500"))).doesNotContain(trace);
        assertThat(server.json("/api/v1/projects").findValuesAsText("name")).doesNotContain("passing");
        assertThat(server.json("/api/v1/projects?deleted=true").findValuesAsText("name"))
                .contains("passing");
        assertThat(delete(path).get("traces").asInt()).as("twice").isEqualTo(1);

        String id = deleted.at("/project/project_id").asText();
        JsonNode restored = json("POST", "/api/v1/projects/" + id + "/restore", "{}");
        description.check("post", "/api/v1/projects/{project_id}/restore", restored);
        assertThat(restored.get("deleted").asBoolean()).isFalse();
        assertThat(listed(server.json("/api/v1/traces?limit=500"))).contains(trace);

        assertRefused(
                server.send("DELETE", "/api/v1/projects/0", new byte[0]), 400, "INVALID_PARAMETER_VALUE", "default");
        assertRefused(
                server.send("DELETE", "/api/v1/projects/nowhere", new byte[0]),
                404,
                "RESOURCE_DOES_NOT_EXIST",
                "nowhere");
    }

    private static JsonNode delete(String path) {
        HttpResponse<byte[]> response = server.send("DELETE", path, new byte[0]);
        assertThat(response.statusCode()).isEqualTo(200);
        return TestServer.tree(response);
    }

    private static List<String> listed(JsonNode page) {
        return page.get("traces").findValuesAsText("trace_id");
    }

    @Test
    void projectsAreMadeAndListed() {
        JsonNode made = json("POST", "/api/v1/projects", "{\"name\":\"made here\"}");
        JsonNode again = json("POST", "/api/v1/projects", "{\"name\":\"made here\"}");
        JsonNode all = server.json("/api/v1/projects");

        description.check("post", "/api/v1/projects", made);
        description.check("get", "/api/v1/projects", all);
        assertThat(again.get("project_id")).isEqualTo(made.get("project_id"));
        assertThat(all.findValuesAsText("name")).contains("Default", "made here");
        assertRefused(sendJson("POST", "/api/v1/projects", "{}"), 400, "INVALID_PARAMETER_VALUE", "name");
        assertRefused(sendJson("POST", "/api/v1/projects", "[]"), 400, "BAD_REQUEST", "object");
        assertRefused(sendJson("POST", "/api/v1/projects", "{\"name\":"), 400, "BAD_REQUEST", "JSON");
        assertRefused(
                server.send("POST", "/api/v1/projects", "{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8)),
                415,
                "UNSUPPORTED_MEDIA_TYPE",
                "application/json");
    }

    @Test
    void tagsAreSetAndRemoved() {
        send(sample());
        String path = "/api/v1/traces/" + trace + "/tags";

        JsonNode set = json("PATCH", path, "{\"set\":{\"env\":\"dev\",\"team\":\"red\"}}");
        JsonNode removed = json("PATCH", path, "{\"set\":{\"env\":\"prod\"},\"remove\":[\"team\"]}");

        description.check("patch", "/api/v1/traces/{trace_id}/tags", set);
        assertThat(removed.get("tags").toString()).isEqualTo("{\"env\":\"prod\"}");
        assertThat(server.json("/api/v1/traces?tag=env=prod").findValuesAsText("trace_id"))
                .containsExactly(trace);
        assertRefused(server.send("DELETE", path + "/team", new byte[0]), 404, "RESOURCE_DOES_NOT_EXIST", "team");
        JsonNode none = TestServer.tree(server.send("DELETE", path + "/env", new byte[0]));
        description.check("delete", "/api/v1/traces/{trace_id}/tags/{key}", none);
        assertThat(none.get("tags")).isEmpty();
        assertRefused(sendJson("PATCH", path, "{\"set\":{\"a\":1}}"), 400, "INVALID_PARAMETER_VALUE", "set.a");
        assertRefused(sendJson("PATCH", path, "{\"sett\":{}}"), 400, "INVALID_PARAMETER_VALUE", "sett");
        assertRefused(
                sendJson("PATCH", path, "{\"set\":{\"a\":\"1\"},\"remove\":[\"a\"]}"),
                400,
                "INVALID_PARAMETER_VALUE",
                "'a'");
    }

    @Test
    void assessmentsAreMadeChangedReplacedAndDeleted() {
        send(sample());
        String path = "/api/v1/traces/" + trace + "/assessments";

        JsonNode first = json("POST", path, """
                {"name":"helpful","value":true,"rationale":"clear","span_id":"%s",
                 "source":{"type":"HUMAN","id":"kim"},"metadata":{"k":"v"}}
                """.formatted(CHILD_SPAN));
        String firstId = first.get("assessment_id").asText();
        JsonNode changed = json("PATCH", path + "/" + firstId, "{\"value\":0.5}");
        JsonNode second = json(
                "POST", path, "{\"name\":\"helpful\",\"value\":{\"a\":[1,null]},\"overrides\":\"" + firstId + "\"}");
        JsonNode both = server.json(path);

        description.check("post", "/api/v1/traces/{trace_id}/assessments", first);
        description.check("patch", "/api/v1/traces/{trace_id}/assessments/{assessment_id}", changed);
        description.check("get", "/api/v1/traces/{trace_id}/assessments", both);
        description.check("get", "/api/v1/traces/{trace_id}", server.json("/api/v1/traces/" + trace));
        assertThat(changed.get("value").asDouble()).isEqualTo(0.5);
        assertThat(changed.get("rationale").asText()).isEqualTo("clear");
        assertThat(both.at("/assessments/0/valid").asBoolean()).isFalse();
        assertThat(both.at("/assessments/1/value").toString()).isEqualTo("{\"a\":[1,null]}");
        assertThat(server.json("/api/v1/traces/" + trace + "/spans/" + CHILD_SPAN)
                        .get("assessments"))
                .hasSize(1);

        HttpResponse<byte[]> deleted =
                server.send("DELETE", path + "/" + second.get("assessment_id").asText(), new byte[0]);
        assertThat(deleted.statusCode()).isEqualTo(200);
        assertThat(server.json(path).findValuesAsText("valid")).containsExactly("true");
        assertRefused(sendJson("POST", path, "{\"name\":\"x\"}"), 400, "INVALID_PARAMETER_VALUE", "value");
        assertRefused(sendJson("POST", path, "{\"value\":1}"), 400, "INVALID_PARAMETER_VALUE", "name");
        assertRefused(
                sendJson("POST", path, "{\"name\":\"x\",\"value\":1,\"span_id\":\"00000000000000aa\"}"),
                404,
                "RESOURCE_DOES_NOT_EXIST",
                "span_id");
        assertRefused(
                sendJson("POST", path, "{\"name\":\"x\",\"value\":1,\"kind\":\"GUESS\"}"),
                400,
                "INVALID_PARAMETER_VALUE",
                "kind");
        assertRefused(sendJson("PATCH", path + "/a-1", "{}"), 404, "RESOURCE_DOES_NOT_EXIST", "a-1");
    }

    @Test
    void anyJsonValueMayBeAnAssessmentOfAnySource() {
        send(sample());
        String path = "/api/v1/traces/" + trace + "/assessments";
        for (String value : List.of("true", "7", "-0.5", "\"fine\"", "[1,\"a\",null]", "{\"a\":{\"b\":[]}}")) {
            for (String source : List.of("HUMAN", "LLM_JUDGE", "CODE")) {
                JsonNode made = json(
                        "POST",
                        path,
                        "{\"name\":\"x\",\"kind\":\"EXPECTATION\",\"value\":" + value + ",\"source\":{\"type\":\""
                                + source + "\",\"id\":\"me\"}}");
                assertThat(made.get("value").toString()).isEqualTo(value);
                assertThat(made.at("/source/type").asText()).isEqualTo(source);
                assertThat(made.get("valid").asBoolean()).isTrue();
            }
        }
        JsonNode failed = json("POST", path, "{\"name\":\"x\",\"error\":{\"code\":\"Timeout\"}}");
        assertThat(failed.get("value").isNull()).isTrue();
        assertThat(failed.at("/error/code").asText()).isEqualTo("Timeout");
        assertThat(server.json(path).get("assessments")).hasSize(19);
    }

    @Test
    void tagsHaveLimitsAndMayBeSetOnATraceThatRuns() {
        send(request(span(trace, CHILD_SPAN, "step").setParentSpanId(hex(ROOT_SPAN))));
        assertThat(server.json("/api/v1/traces/" + trace).get("state").asText()).isEqualTo("IN_PROGRESS");
        String path = "/api/v1/traces/" + trace + "/tags";
        String key = "k".repeat(250);
        json("PATCH", path, "{\"set\":{\"" + key + "\":\"" + "v".repeat(8000) + "\"}}");
        assertThat(server.json("/api/v1/traces/" + trace).at("/tags/" + key).asText())
                .hasSize(8000);
        assertRefused(
                sendJson("PATCH", path, "{\"set\":{\"k" + key + "\":\"v\"}}"), 400, "INVALID_PARAMETER_VALUE", "250");
        assertRefused(
                sendJson("PATCH", path, "{\"set\":{\"a\":\"" + "v".repeat(8001) + "\"}}"),
                400,
                "INVALID_PARAMETER_VALUE",
                "8000");
        assertRefused(
                sendJson("PATCH", "/api/v1/traces/" + "f".repeat(32) + "/tags", "{\"set\":{\"a\":\"b\"}}"),
                404,
                "RESOURCE_DOES_NOT_EXIST",
                "f".repeat(32));
    }

    @Test
    void listsGiveAssessmentsWhenAsked() {
        send("/projects/assessed", sample());
        json("POST", "/api/v1/traces/" + trace + "/assessments", "{\"name\":\"helpful\",\"value\":true}");
        String session = "/api/v1/sessions/session%20of%20" + trace;

        JsonNode listed = server.json("/api/v1/traces?project=assessed&assessments=true");
        JsonNode turns = server.json(session + "?assessments=true");

        description.check("get", "/api/v1/traces", listed);
        description.check("get", "/api/v1/sessions/{session}", turns);
        assertThat(listed.at("/traces/0/assessments/0/name").asText()).isEqualTo("helpful");
        assertThat(turns.at("/traces/0/assessments/0/value").asBoolean()).isTrue();
        assertThat(server.json(session).at("/traces/0").has("assessments")).isFalse();
    }

    @Test
    void deletedTracesAreGoneAtOnce() {
        send(sample());
        String ids = "{\"trace_ids\":[\"" + trace + "\",\"" + "f".repeat(32) + "\"]";

        JsonNode wouldBe = json("POST", "/api/v1/traces/delete", ids + ",\"dry_run\":true}");
        assertThat(wouldBe.get("traces_deleted").asInt()).isEqualTo(1);
        assertThat(server.get("/api/v1/traces/" + trace).statusCode()).isEqualTo(200);
        JsonNode gone = json("POST", "/api/v1/traces/delete", ids + "}");

        description.check("post", "/api/v1/traces/delete", gone);
        assertThat(gone.get("traces_deleted").asInt()).isEqualTo(1);
        assertThat(server.get("/api/v1/traces/" + trace).statusCode()).isEqualTo(404);
        assertRefused(
                server.send("DELETE", "/api/v1/traces/" + trace, new byte[0]), 404, "RESOURCE_DOES_NOT_EXIST", trace);
        assertRefused(
                sendJson("POST", "/api/v1/traces/delete", "{\"trace_ids\":[\"x\"]}"),
                400,
                "INVALID_PARAMETER_VALUE",
                "trace_ids");
    }

    @Test
    void theStatusDescribesTheServer() {
        JsonNode status = server.json("/api/v1/status");

        description.check("get", "/api/v1/status", status);
        assertThat(status.at("/ready/ready").asBoolean()).isTrue();
        assertThat(status.at("/store/writable").asBoolean()).isTrue();
    }

    @Test
    void theDescriptionIsServed() {
        HttpResponse<byte[]> response = server.get("/api/v1/openapi.yaml");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo(OpenApi.document());
    }

    /** Each described address must be served: what is not would be answered with ENDPOINT_NOT_FOUND. */
    @Test
    void everythingDescribedIsServed() {
        description
                .document()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String method = operation.getKey();
                    if (method.equals("parameters")
                            || path.getKey().equals("/api/v1/live")
                            || path.getKey().equals("/api/v1/openapi.yaml")) {
                        return;
                    }
                    String address = path.getKey()
                            .replace("{trace_id}", "f".repeat(32))
                            .replace("{span_id}", "f".repeat(16))
                            .replaceAll("\\{.*?}", "x");
                    HttpResponse<byte[]> response = server.send(
                            method.toUpperCase(java.util.Locale.ROOT),
                            address,
                            method.equals("get") || method.equals("delete")
                                    ? new byte[0]
                                    : "{}".getBytes(StandardCharsets.UTF_8),
                            "Content-Type",
                            "application/json");
                    assertThat(response.statusCode())
                            .as("%s %s", method, address)
                            .isNotEqualTo(405);
                    assertThat(new String(response.body(), StandardCharsets.UTF_8))
                            .as("%s %s", method, address)
                            .doesNotContain("ENDPOINT_NOT_FOUND");
                }));
    }
}
