package dev.spoor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spoor.sdk.ActiveSpan;
import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.Spoor;
import dev.spoor.sdk.client.Assessment;
import dev.spoor.sdk.client.Judgement;
import dev.spoor.sdk.client.SessionInfo;
import dev.spoor.sdk.client.SpoorClient;
import dev.spoor.sdk.client.SpoorClientException;
import dev.spoor.sdk.client.TraceInfo;
import dev.spoor.sdk.client.TraceSearch;
import dev.spoor.sdk.config.SdkSetting;
import dev.spoor.sdk.export.Destination;
import dev.spoor.sdk.genai.ChatMessage;
import dev.spoor.sdk.genai.ModelCall;
import dev.spoor.sdk.genai.TokenUsage;
import dev.spoor.sdk.trace.RecordedSpan;
import dev.spoor.sdk.trace.RecordedTrace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Java SDK says is what the server understands, and what its client reads back. */
class SdkTest {
    @TempDir
    static Path data;

    @TempDir
    Path folder;

    private static SpoorProcess server;
    private SpoorClient client;

    @BeforeAll
    static void serve() throws Exception {
        server = SpoorProcess.start(data);
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @BeforeEach
    void start() {
        var unused = Spoor.builder()
                .programOnly()
                .endpoint(server.url())
                .project("sdk")
                .serviceName("shop")
                .required(true)
                .set(SdkSetting.FALLBACK_FOLDER, folder.toString())
                .start();
        client = SpoorClient.of(server.url());
    }

    @AfterEach
    void stop() {
        Spoor.close();
    }

    private static String answered() {
        try (ActiveSpan root = Spoor.span("answer").type(SpanType.AGENT).start()) {
            root.inputs(Map.of("question", "Where is the key?"));
            root.trace().session("s-1").user("u-1").tag("plan", "free").metadata("region", "eu");
            root.trace().clientRequestId("req-1");
            Spoor.span("look")
                    .type(SpanType.TOOL)
                    .inputs(Map.of("where", "mat"))
                    .run(tool -> tool.outputs(true));
            ModelCall.chat("openai", "gpt-4o")
                    .inputMessages(List.of(ChatMessage.text("user", "Where is the key?")))
                    .outputMessages(List.of(ChatMessage.text("assistant", "Under the mat.")))
                    .usage(new TokenUsage(100L, 20L, 60L, null, null))
                    .finishReasons(List.of("stop"))
                    .end();
            root.outputs("Under the mat.");
        }
        assertThat(Spoor.flush(Duration.ofSeconds(30))).isTrue();
        return Spoor.lastTraceId();
    }

    @Test
    void aTraceIsUnderstoodByTheServer() throws Exception {
        String traceId = answered();
        JsonNode trace = server.json("/api/v1/traces/" + traceId);
        assertThat(trace.get("name").asText()).isEqualTo("answer");
        assertThat(trace.get("state").asText()).isEqualTo("OK");
        assertThat(trace.get("service_name").asText()).isEqualTo("shop");
        assertThat(trace.get("session").asText()).isEqualTo("s-1");
        assertThat(trace.get("user").asText()).isEqualTo("u-1");
        assertThat(trace.at("/tags/plan").asText()).isEqualTo("free");
        assertThat(trace.at("/metadata/region").asText()).isEqualTo("eu");
        assertThat(trace.get("client_request_id").asText()).isEqualTo("req-1");
        assertThat(trace.get("output_preview").asText()).contains("Under the mat.");
        assertThat(trace.at("/usage/total").asInt()).isEqualTo(120);
        assertThat(trace.at("/usage/cache_read").asInt()).isEqualTo(60);
        assertThat(trace.get("cost_usd").isNumber()).isTrue();
        assertThat(trace.get("spans").findValuesAsText("type")).containsExactly("AGENT", "TOOL", "CHAT_MODEL");
        String chat = trace.get("spans").get(2).get("span_id").asText();
        JsonNode span = server.json("/api/v1/traces/" + traceId + "/spans/" + chat);
        assertThat(span.at("/content/input_messages/0/parts/0/text").asText()).isEqualTo("Where is the key?");
        assertThat(span.at("/content/output_messages/0/finish_reason").isMissingNode())
                .isFalse();
    }

    /** By MLflow's own API, as one would send to MLflow. */
    @Test
    void aTraceIsUnderstoodThroughMlflowsApi() throws Exception {
        Spoor.close();
        var unused = Spoor.builder()
                .programOnly()
                .exportToServer(false)
                .destination(Destination.mlflow("mlflow", server.url(), null, "an experiment"))
                .start();
        String traceId = answered();
        JsonNode info = server.json("/api/3.0/mlflow/traces/tr-" + traceId).at("/trace/trace_info");
        assertThat(info.get("trace_id").asText()).isEqualTo("tr-" + traceId);
        assertThat(info.get("state").asText()).isEqualTo("OK");
        assertThat(info.get("client_request_id").asText()).isEqualTo("req-1");
        assertThat(info.at("/tags/mlflow.traceName").asText()).isEqualTo("answer");
        assertThat(info.at("/tags/plan").asText()).isEqualTo("free");
        assertThat(info.at("/trace_metadata/mlflow.trace.session").asText()).isEqualTo("s-1");
        assertThat(info.get("request_preview").asText()).contains("Where is the key?");
        String experiment =
                info.at("/trace_location/mlflow_experiment/experiment_id").asText();
        JsonNode known = server.json("/api/2.0/mlflow/experiments/get-by-name?experiment_name=an%20experiment");
        assertThat(known.at("/experiment/experiment_id").asText()).isEqualTo(experiment);
        JsonNode spans =
                server.json("/api/3.0/mlflow/traces/get?trace_id=tr-" + traceId).at("/trace/spans");
        assertThat(spans).hasSize(3);
    }

    @Test
    void theClientReadsBackWhatWasTraced() {
        String traceId = answered();
        TraceInfo found = client.search(TraceSearch.all()
                        .project("sdk")
                        .session("s-1")
                        .tag("plan", "free")
                        .limit(1))
                .items()
                .get(0);
        assertThat(found.traceId()).isEqualTo(traceId);
        assertThat(found.totalTokens()).isEqualTo(120);
        assertThat(found.costUsd()).isPositive();
        assertThat(client.traceInfo(traceId)).isPresent();

        RecordedTrace trace = client.trace(traceId).orElseThrow();
        RecordedSpan root = trace.root().orElseThrow();
        assertThat(root.inputs()).isEqualTo(Map.of("question", "Where is the key?"));
        assertThat(trace.children(root)).hasSize(2);
        assertThat(trace.searchSpans(SpanType.TOOL).get(0).outputs()).isEqualTo(true);
        assertThat(trace.session()).isEqualTo("s-1");
        assertThat(client.span(traceId, root.spanId()).orElseThrow()).containsKey("content");
        assertThat(client.trace("0".repeat(31) + "1")).isEmpty();

        assertThat(client.sessions("sdk", null).items())
                .extracting(SessionInfo::session)
                .contains("s-1");
        assertThat(client.session("s-1", null).items())
                .extracting(TraceInfo::traceId)
                .contains(traceId);
    }

    @Test
    void pagesAreFollowed() {
        for (int i = 0; i < 5; i++) {
            Spoor.span("paged").run(span -> span.trace().session("many"));
        }
        assertThat(Spoor.flush(Duration.ofSeconds(30))).isTrue();
        assertThat(client.searchAll(TraceSearch.all().session("many").limit(2), 100))
                .hasSize(5)
                .extracting(TraceInfo::traceId)
                .doesNotHaveDuplicates();
        assertThat(client.searchAll(TraceSearch.all().session("many").limit(2), 3))
                .hasSize(3);
    }

    @Test
    void tracesAreTaggedJudgedAndDeleted() {
        String traceId = answered();
        assertThat(client.setTags(traceId, Map.of("seen", "yes"))).containsEntry("seen", "yes");
        assertThat(client.removeTags(traceId, List.of("seen"))).doesNotContainKey("seen");

        Assessment feedback = client.judge(
                traceId,
                Judgement.feedback("helpful", true).by("HUMAN", "reviewer").rationale("It is there."));
        assertThat(feedback.value()).isEqualTo(true);
        assertThat(feedback.kind()).isEqualTo("FEEDBACK");
        client.judge(traceId, Judgement.expectation("expected_response", "Under the mat."));
        assertThat(client.changeAssessment(traceId, feedback.assessmentId(), false, null)
                        .value())
                .isEqualTo(false);
        assertThat(client.assessments(traceId)).hasSize(2);
        client.deleteAssessment(traceId, feedback.assessmentId());
        assertThat(client.assessments(traceId)).hasSize(1);

        assertThat(client.delete(List.of(traceId))).isEqualTo(1);
        assertThat(client.traceInfo(traceId)).isEmpty();
    }

    @Test
    void tracesAreFoundByATextInThemAndDeletedByAFilter() {
        Spoor.span("told-1").run(span -> span.outputs("The zanzibar is under the mat."));
        String traceId = Spoor.lastTraceId();
        Spoor.span("told-2").run(span -> span.outputs("Nothing."));
        assertThat(Spoor.flush(Duration.ofSeconds(30))).isTrue();
        assertThat(client.searchText(
                                "ZANZIBAR is", TraceSearch.all().project("sdk").limit(10))
                        .items())
                .singleElement()
                .satisfies(hit -> {
                    assertThat(hit.trace().traceId()).isEqualTo(traceId);
                    assertThat(hit.spanName()).isEqualTo("told-1");
                    assertThat(hit.field()).isEqualTo("output");
                    assertThat(hit.snippet()).contains("zanzibar");
                });
        assertThat(client.search(TraceSearch.all().filter("name LIKE 'told-%'").orderBy("name DESC"))
                        .items())
                .extracting(TraceInfo::name)
                .containsExactly("told-2", "told-1");
        assertThat(client.deleteMatching("name LIKE 'told-%'", "sdk")).isEqualTo(2);
        assertThat(client.traceInfo(traceId)).isEmpty();
    }

    @Test
    void whatTheServerRefusesIsSaidWithItsReason() {
        assertThatThrownBy(() -> client.search(TraceSearch.all().limit(5000)))
                .isInstanceOfSatisfying(SpoorClientException.class, problem -> {
                    assertThat(problem.status()).isEqualTo(400);
                    assertThat(problem.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
                })
                .hasMessageContaining("limit");
    }
}
