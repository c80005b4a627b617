package dev.spoor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real clients in JavaScript, from the npm registry: what they tell of model calls is what the models said. */
class NodeClientsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path data;

    private SpoorProcess server;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        server = SpoorProcess.start(data);
    }

    @AfterEach
    void stop() throws InterruptedException, IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"proto", "json", "grpc"})
    void openTelemetrysSdkArrivesWhole(String protocol) throws Exception {
        String traceId = NodeProgram.run("clients/otel-js", Map.of(), "send.mjs", protocol, server.url());

        JsonNode trace = server.json("/api/v1/traces/" + traceId);
        assertThat(trace.path("span_count").asInt()).isEqualTo(3);
        assertThat(trace.path("session").asText()).isEqualTo("talk-" + protocol);
        assertThat(trace.path("usage").path("total_input").asLong()).isEqualTo(9020);
        assertThat(trace.path("usage").path("total_output").asLong()).isEqualTo(17);
        assertThat(trace.path("models")).extracting(JsonNode::asText).containsExactly("gpt-5-mini");
        JsonNode chat = detail(spans(trace, "LLM").getFirst());
        assertThat(chat.at("/content/input_messages/0/role").asText()).isEqualTo("user");
        assertThat(chat.at("/content/input_messages/0").toString()).contains("Is it warm in Lisbon?");
        assertThat(chat.at("/content/output_messages/0").toString()).contains("get_weather", "Lisbon");
        JsonNode tool = spans(trace, "TOOL").getFirst();
        assertThat(tool.path("status").asText()).isEqualTo("ERROR");
        assertThat(tool.path("tool_name").asText()).isEqualTo("get_weather");
        assertThat(detail(tool).at("/events/0/name").asText()).isEqualTo("exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openinference", "vercel-ai-6", "vercel-ai-7"})
    void instrumentedCallsHaveTheModelsTokensMessagesAndTools(String client) throws Exception {
        List<JsonNode> calls = new ArrayList<>();
        JSON.readTree(NodeProgram.run("captures/" + client, Map.of("OTLP_ENDPOINT", server.url()), "capture.mjs"))
                .forEach(calls::add);

        List<JsonNode> modelSpans = new ArrayList<>();
        boolean toolSeen = false;
        boolean failureSeen = false;
        for (JsonNode trace : server.json("/api/v1/traces").path("traces")) {
            JsonNode whole =
                    server.json("/api/v1/traces/" + trace.path("trace_id").asText());
            for (JsonNode span : whole.path("spans")) {
                if (span.path("usage_counts").asBoolean()) {
                    modelSpans.add(span);
                }
                toolSeen |= span.path("tool_name").asText().equals("get_weather");
                failureSeen |= span.path("status").asText().equals("ERROR");
            }
        }
        List<String> said = calls.stream()
                .filter(call -> call.path("status").asInt() == 200)
                .filter(call -> !client.equals("openinference") || openInferenceTellsTokensOf(call))
                .map(NodeClientsTest::saidByTheModel)
                .sorted()
                .toList();
        assertThat(said).hasSizeGreaterThan(3);
        assertThat(modelSpans.stream()
                        .filter(span -> span.path("usage").path("total").asLong() > 0)
                        .map(NodeClientsTest::seenBySpoor)
                        .sorted()
                        .toList())
                .isEqualTo(said);
        assertThat(toolSeen).as("the tool's span").isTrue();
        // OpenInference's instrumentation of OpenAI does not end the span of a call that fails, so it sends none.
        assertThat(failureSeen).as("the call that fails").isEqualTo(!client.equals("openinference"));
        List<String> messages = new ArrayList<>();
        for (JsonNode span : modelSpans) {
            messages.add(detail(span).path("content").path("input_messages").toString());
        }
        assertThat(messages).anySatisfy(text -> assertThat(text).contains("What is the weather in Paris?"));
    }

    /** Its spans of streams and of embeddings carry no usage, whatever the model said. */
    private static boolean openInferenceTellsTokensOf(JsonNode call) {
        return !call.path("stream").asBoolean() && !call.path("path").asText().endsWith("/embeddings");
    }

    /** Model and tokens of a call, as the stand-in told them to the client. */
    private static String saidByTheModel(JsonNode call) {
        JsonNode usage = call.path("usage");
        long input =
                usage.path("prompt_tokens").asLong(usage.path("input_tokens").asLong());
        long output = usage.path("completion_tokens")
                .asLong(usage.path("output_tokens").asLong());
        return call.path("model").asText().replaceFirst("-\\d{4}-\\d{2}-\\d{2}$", "") + " " + input + " " + output;
    }

    private static String seenBySpoor(JsonNode span) {
        return span.path("model").asText().replaceFirst("-\\d{4}-\\d{2}-\\d{2}$", "") + " "
                + span.path("usage").path("total_input").asLong() + " "
                + span.path("usage").path("total_output").asLong();
    }

    private static List<JsonNode> spans(JsonNode trace, String type) {
        List<JsonNode> found = new ArrayList<>();
        trace.path("spans").forEach(span -> {
            if (span.path("type").asText().equals(type)) {
                found.add(span);
            }
        });
        return found;
    }

    private JsonNode detail(JsonNode span) throws IOException, InterruptedException {
        return server.json("/api/v1/traces/" + span.path("trace_id").asText() + "/spans/"
                + span.path("span_id").asText());
    }
}
