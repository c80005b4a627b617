package dev.spoor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was read once is read again when more is known: log records that come late, prices that change. */
class ReadAgainTest {
    private static final String TRACE = "00000000000000000000000000000a11";
    private static final String SPAN = "0000000000000a12";

    @TempDir
    Path folder;

    private static int post(SpoorProcess server, String path, String json) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(server.url() + path))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(json))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static String text(String key, String value) {
        return "{\"key\":\"" + key + "\",\"value\":{\"stringValue\":\"" + value + "\"}}";
    }

    private static String number(String key, long value) {
        return "{\"key\":\"" + key + "\",\"value\":{\"intValue\":\"" + value + "\"}}";
    }

    private static String span(String... attributes) {
        return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"" + TRACE + "\",\"spanId\":\"" + SPAN
                + "\",\"name\":\"chat\",\"startTimeUnixNano\":\"1795219523369000000\","
                + "\"endTimeUnixNano\":\"1795219524369000000\",\"attributes\":[" + String.join(",", attributes)
                + "]}]}]}]}";
    }

    private static String log(String event, String... attributes) {
        return "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"1795219524000000000\",\"traceId\":\""
                + TRACE + "\",\"spanId\":\"" + SPAN + "\",\"eventName\":\"" + event + "\",\"attributes\":["
                + String.join(",", attributes) + "]}]}]}]}";
    }

    @Test
    void changedPricesReachWhatIsThereWithoutARestart() throws Exception {
        Path prices = folder.resolve("prices.json");
        Files.writeString(prices, "{\"overrides\": [{\"model\": \"other\", \"input\": 1}]}");
        try (SpoorProcess server =
                SpoorProcess.start(folder.resolve("data"), "prices.overrides=" + prices, "prices.check_interval=0")) {
            assertThat(post(
                            server,
                            "/v1/traces",
                            span(
                                    text("gen_ai.operation.name", "chat"),
                                    text("gen_ai.response.model", "our-own-model"),
                                    number("gen_ai.usage.input_tokens", 1_000_000))))
                    .isEqualTo(200);
            JsonNode before = server.json("/api/v1/traces/" + TRACE);
            assertThat(before.path("unpriced_calls").asInt()).isEqualTo(1);
            assertThat(before.path("cost_usd").isNull()).isTrue();
            assertThat(metrics(server))
                    .contains("spoor_unpriced_calls{model=\"our-own-model\"} 1")
                    .contains("spoor_dialects_partial_reads_total 0.0");

            Files.writeString(prices, "{\"overrides\": [{\"model\": \"our-.*\", \"input\": 2.5}]}");
            assertThat(reindex(server, "--prices")).contains("all calls are priced anew");

            JsonNode after = server.json("/api/v1/traces/" + TRACE);
            assertThat(after.path("unpriced_calls").asInt()).isZero();
            assertThat(after.path("cost_usd").decimalValue()).isEqualByComparingTo("2.5");
            assertThat(after.at("/spans/0/cost/price_row").asText()).matches("prices.json@[0-9a-f]{8} our-\\.\\*");

            Files.writeString(prices, "{\"overrides\": [{\"model\": \"(\", \"input\": 1}]}");
            assertThat(reindex(server, "--prices"))
                    .contains("prices.json")
                    .contains("overrides[0].model is not a regular expression");
            assertThat(server.json("/api/v1/traces/" + TRACE).path("cost_usd").decimalValue())
                    .isEqualByComparingTo("2.5");
        }
    }

    private static String metrics(SpoorProcess server) throws IOException, InterruptedException {
        return new String(server.get("/metrics").body(), StandardCharsets.UTF_8);
    }

    /** Runs the command against the running server; what it printed. */
    private String reindex(SpoorProcess server, String option) throws IOException, InterruptedException {
        SpoorCommand done = SpoorCommand.running(folder.resolve("data"), server, "reindex", option);
        return done.out() + done.err();
    }

    @Test
    void whatComesBesideASpanIsOnItInListsSumsAndAssessments() throws Exception {
        try (SpoorProcess server = SpoorProcess.start(folder.resolve("data"))) {
            assertThat(post(server, "/v1/traces", span(text("gen_ai.operation.name", "chat"))))
                    .isEqualTo(200);
            assertThat(server.json("/api/v1/traces/" + TRACE)
                            .path("input_preview")
                            .isNull())
                    .isTrue();
            String input =
                    "[{\\\"role\\\":\\\"user\\\",\\\"parts\\\":[{\\\"type\\\":\\\"text\\\",\\\"content\\\":\\\"Is it warm?\\\"}]}]";
            assertThat(post(
                            server,
                            "/v1/logs",
                            log(
                                    "gen_ai.client.inference.operation.details",
                                    text("gen_ai.input.messages", input),
                                    text("gen_ai.response.model", "gpt-4o-mini"),
                                    number("gen_ai.usage.input_tokens", 1000))))
                    .isEqualTo(200);
            assertThat(post(
                            server,
                            "/v1/logs",
                            log(
                                    "gen_ai.evaluation.result",
                                    text("gen_ai.evaluation.name", "relevance"),
                                    text("gen_ai.evaluation.score.label", "good"))))
                    .isEqualTo(200);
            assertThat(post(server, "/v1/logs", log("", text("thread", "main"))))
                    .isEqualTo(200);

            JsonNode trace = server.json("/api/v1/traces/" + TRACE);
            assertThat(trace.path("input_preview").asText()).isEqualTo("Is it warm?");
            assertThat(trace.at("/usage/total_input").asLong()).isEqualTo(1000);
            assertThat(trace.path("cost_usd").decimalValue()).isEqualByComparingTo("0.00015");
            assertThat(trace.path("models").get(0).asText()).isEqualTo("gpt-4o-mini");
            JsonNode span = server.json("/api/v1/traces/" + TRACE + "/spans/" + SPAN);
            assertThat(span.at("/content/input_messages/0/parts/0/text").asText())
                    .isEqualTo("Is it warm?");
            assertThat(span.path("logs")).hasSize(3);
            assertThat(span.at("/assessments/0/name").asText()).isEqualTo("relevance");
            assertThat(server.json("/api/v1/traces?filter=" + "feedback.relevance%20%3D%20%27good%27")
                            .path("traces"))
                    .hasSize(1);
        }
    }
}
