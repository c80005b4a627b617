package dev.spoor.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.spoor.model.Span;
import dev.spoor.model.Value;
import dev.spoor.otlp.OtlpSpans;
import dev.spoor.sdk.genai.ChatMessage;
import dev.spoor.sdk.genai.ModelCall;
import dev.spoor.sdk.genai.TokenUsage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent to a server that speaks MLflow's API, in the shapes that MLflow's own client uses. */
class MlflowTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path home;

    private HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final List<JsonNode> told = new CopyOnWriteArrayList<>();
    private final Set<String> logins = ConcurrentHashMap.newKeySet();
    private volatile int failuresToCome;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        Spoor.close();
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            String login = exchange.getRequestHeaders().getFirst("Authorization");
            logins.add(login == null ? "none" : login);
            requests.add(path + " " + exchange.getRequestHeaders().getFirst("x-mlflow-experiment-id"));
            if (path.startsWith("GET /api/2.0/mlflow/experiments/get-by-name")) {
                answer(exchange, 404, "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"none\"}");
            } else if (path.equals("POST /api/2.0/mlflow/experiments/create")) {
                answer(exchange, 200, "{\"experiment_id\":\"12\"}");
            } else if (path.equals("POST /v1/traces")) {
                spans.addAll(OtlpSpans.read(new GZIPInputStream(exchange.getRequestBody()).readAllBytes()));
                answer(exchange, 200, "");
            } else if (failuresToCome-- > 0) {
                answer(exchange, 503, "");
            } else {
                told.add(JSON.readTree(exchange.getRequestBody()).at("/trace/trace_info"));
                answer(exchange, 200, "{}");
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private Tracing start(Map<String, String> environment) {
        Map<String, String> all = new java.util.HashMap<>(environment);
        all.put("MLFLOW_TRACKING_URI", "http://127.0.0.1:" + server.getAddress().getPort());
        return Spoor.builder().surroundings(all, home, home).start();
    }

    private static void answerOnce() {
        Spoor.span("answer")
                .type(SpanType.AGENT)
                .inputs(Map.of("q", "Where?", "tries", 2))
                .run(root -> {
                    root.trace()
                            .session("s-1")
                            .user("u-1")
                            .tag("plan", "free")
                            .metadata("region", "eu")
                            .clientRequestId("r-1");
                    Spoor.span("look").type(SpanType.TOOL).inputs("mat").run(tool -> tool.outputs(List.of(true)));
                    root.outputs(Map.of("a", "Mat."));
                });
    }

    @Test
    void theExperimentIsFoundByNameAndTheTraceIsTold() {
        Tracing tracing = start(Map.of("MLFLOW_EXPERIMENT_NAME", "my experiment"));
        answerOnce();
        assertThat(tracing.flush(Duration.ofSeconds(30))).isTrue();
        assertThat(requests)
                .contains(
                        "POST /v1/traces 12",
                        "GET /api/2.0/mlflow/experiments/get-by-name?experiment_name=my+experiment null");
        JsonNode info = told.get(0);
        assertThat(info.get("trace_id").asText()).isEqualTo("tr-" + Spoor.lastTraceId());
        assertThat(info.get("client_request_id").asText()).isEqualTo("r-1");
        assertThat(info.at("/trace_location/mlflow_experiment/experiment_id").asText())
                .isEqualTo("12");
        assertThat(info.get("state").asText()).isEqualTo("OK");
        assertThat(info.get("request_time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z");
        assertThat(info.get("execution_duration").asText()).matches("\\d+\\.\\d{3}s");
        assertThat(info.get("request_preview").asText()).contains("Where?");
        assertThat(info.at("/tags/plan").asText()).isEqualTo("free");
        assertThat(info.at("/tags/mlflow.traceName").asText()).isEqualTo("answer");
        assertThat(info.at("/trace_metadata/mlflow.trace.session").asText()).isEqualTo("s-1");
        assertThat(info.at("/trace_metadata/mlflow.trace.user").asText()).isEqualTo("u-1");
        assertThat(info.at("/trace_metadata/region").asText()).isEqualTo("eu");
        assertThat(info.at("/trace_metadata/mlflow.trace_schema.version").asText())
                .isEqualTo("3");
    }

    @Test
    void inputsAndOutputsAreValuesAsMlflowsClientSendsThem() {
        Tracing tracing = start(Map.of("MLFLOW_EXPERIMENT_ID", "7"));
        answerOnce();
        assertThat(tracing.flush(Duration.ofSeconds(30))).isTrue();
        assertThat(requests).contains("POST /v1/traces 7").noneMatch(request -> request.contains("get-by-name"));
        Span root = spans.stream()
                .filter(span -> span.name().equals("answer"))
                .findFirst()
                .orElseThrow();
        Span tool = spans.stream()
                .filter(span -> span.name().equals("look"))
                .findFirst()
                .orElseThrow();
        assertThat(root.attributes().get("mlflow.spanInputs")).isInstanceOf(Value.MapOf.class);
        assertThat(tool.attributes().get("mlflow.spanInputs")).isEqualTo(Value.of("mat"));
        assertThat(tool.attributes().get("mlflow.spanOutputs")).isInstanceOf(Value.ListOf.class);
        assertThat(tool.attributes().get("mlflow.spanType")).isEqualTo(Value.of("TOOL"));
    }

    /** Everything that an application may say, also what MLflow could not hold as it is. */
    @Test
    void whateverIsSaidMlflowsModelHoldsIt() {
        Tracing tracing = start(Map.of("MLFLOW_EXPERIMENT_ID", "7"));
        answerOnce();
        Spoor.span("untyped").run(span -> {});
        Spoor.span("x".repeat(5000))
                .type(SpanType.of("MATH"))
                .inputs("x".repeat(100_000))
                .run(root -> {
                    root.trace()
                            .name("n".repeat(9000))
                            .tag("what?! is this", "t".repeat(9000))
                            .tag("k".repeat(300), "long key")
                            .metadata("emoji", "\uD83D\uDD11".repeat(200))
                            .session("s".repeat(300))
                            .responsePreview("p".repeat(5000));
                    root.outputs(Map.of("number", 1.5, "list", List.of(1, "two", Map.of()), "nothing", Map.of()));
                    try {
                        Spoor.span("fails").run(span -> {
                            throw new IllegalStateException("no key");
                        });
                    } catch (IllegalStateException e) {
                        root.error("GaveUp", "no key");
                    }
                    ModelCall.chat("openai", "gpt-5")
                            .inputMessages(List.of(ChatMessage.text("user", "Where?")))
                            .usage(TokenUsage.of(9L, 4L))
                            .end();
                });
        SpanIds byId = Spoor.traceClient().startTrace(Spoor.span("by id"));
        Spoor.traceClient().startSpan(byId, Spoor.span("left open"));
        Spoor.traceClient().endTrace(byId.traceId());
        assertThat(tracing.flush(Duration.ofSeconds(30))).isTrue();

        assertThat(told).hasSize(4);
        told.forEach(info -> MlflowModel.checkInfo(info, "7"));
        assertThat(told)
                .extracting(info -> info.get("state").asText())
                .containsExactlyInAnyOrder("OK", "OK", "OK", "ERROR");
        Map<String, List<Span>> traces = spans.stream()
                .collect(Collectors.groupingBy(span -> span.traceId().toString()));
        assertThat(traces.keySet())
                .containsExactlyInAnyOrderElementsOf(told.stream()
                        .map(info -> info.get("trace_id").asText().substring(3))
                        .toList());
        traces.forEach((traceId, all) -> MlflowModel.checkSpans(all, traceId));
    }

    @Test
    void whatCouldNotBeToldWhenTheProcessEndedIsToldByTheNext() {
        failuresToCome = 1_000_000;
        Tracing tracing = start(Map.of());
        answerOnce();
        assertThat(tracing.flush(Duration.ofSeconds(30))).isFalse();
        tracing.close();
        assertThat(told).isEmpty();
        failuresToCome = 0;
        Tracing next = start(Map.of());
        assertThat(next.flush(Duration.ofSeconds(30))).isTrue();
        assertThat(told).hasSize(1);
        MlflowModel.checkInfo(told.get(0), "0");
        assertThat(told.get(0).at("/tags/plan").asText()).isEqualTo("free");
    }

    @Test
    void theLoginOfMlflowsVariablesIsSentAlong() {
        start(Map.of("MLFLOW_TRACKING_USERNAME", "me", "MLFLOW_TRACKING_PASSWORD", "p:w"));
        answerOnce();
        assertThat(Spoor.flush(Duration.ofSeconds(30))).isTrue();
        Spoor.close();
        start(Map.of("MLFLOW_TRACKING_TOKEN", "t-1"));
        answerOnce();
        assertThat(Spoor.flush(Duration.ofSeconds(30))).isTrue();
        assertThat(logins).containsOnly("Basic bWU6cDp3", "Bearer t-1");
    }

    @Test
    void whatCouldNotBeToldIsToldLater() {
        failuresToCome = 2;
        Tracing tracing = start(Map.of());
        answerOnce();
        tracing.flush(Duration.ofSeconds(30));
        tracing.flush(Duration.ofSeconds(30));
        tracing.close();
        assertThat(told).hasSize(1);
        assertThat(requests).contains("POST /v1/traces 0");
    }
}
