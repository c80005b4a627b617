package dev.spoor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that is there is read again while a server takes new traces and answers. */
class ReindexTest {
    private static final int TRACES = 200;
    private static final int CALLS = 100;
    /** The calls lie in one hour of a year, and what the senders send in another. */
    private static final long START = 1_700_000_000_000_000_000L;

    /** Of what was sent meanwhile so many are looked at; all are counted. */
    private static final int LOOKED_AT = 50;

    private static final String CALLS_ONLY = "to=2024-01-01T00:00:00Z";
    private static final BigDecimal BEFORE = new BigDecimal("0.001");
    private static final BigDecimal AFTER = new BigDecimal("0.003");

    @TempDir
    Path folder;

    /** What was seen of the calls at one moment. */
    private record Answers(int old, int anew) {}

    @Test
    void answersAreOfTheOldReadingOrOfTheNewAndNeverOfBoth() throws Exception {
        Path data = folder.resolve("data");
        Path prices = folder.resolve("prices.json");
        Files.writeString(prices, "{\"overrides\": [{\"model\": \"own\", \"input\": 1}]}");
        List<String> acknowledged;
        try (SpoorProcess server = SpoorProcess.start(data, "prices.overrides=" + prices, "prices.check_interval=0");
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            for (int trace = 1; trace <= TRACES; trace++) {
                assertThat(server.send(calls(trace)).statusCode()).isEqualTo(200);
            }
            assertThat(priceOfOneCall(server)).isEqualByComparingTo(BEFORE);
            Files.writeString(prices, "{\"overrides\": [{\"model\": \"own\", \"input\": 3}]}");

            Answers answers;
            try (Senders senders = Senders.start(server, 1)) {
                CompletableFuture<String> reindex = new CompletableFuture<>();
                threads.execute(() -> {
                    try {
                        SpoorCommand done = SpoorCommand.running(data, server, "reindex", "--dialects");
                        reindex.complete(done.out() + done.err());
                    } catch (IOException | InterruptedException | RuntimeException e) {
                        reindex.completeExceptionally(e);
                    }
                });
                answers = askUntil(reindex, server);
                assertThat(reindex.join()).contains("all spans are read anew");
                senders.close();
                acknowledged = senders.acknowledged();
            }
            assertThat(answers.old).as("answers while the log was read").isPositive();
            assertThat(priceOfOneCall(server)).isEqualByComparingTo(AFTER);
            assertThat(acknowledged).hasSizeGreaterThan(1);
            Senders.assertComplete(server, someOf(acknowledged));
            assertThat(server.json("/api/v1/stats?from=2024-01-01T00:00:00Z")
                            .at("/rows/0/count")
                            .asInt())
                    .isEqualTo(acknowledged.size());
        }
        // The new reading is on disk, too.
        try (SpoorProcess server = SpoorProcess.start(data, "prices.overrides=" + prices)) {
            assertThat(priceOfOneCall(server)).isEqualByComparingTo(AFTER);
            Senders.assertComplete(server, someOf(acknowledged));
        }
    }

    private static Answers askUntil(CompletableFuture<String> end, SpoorProcess server) throws Exception {
        int old = 0;
        int anew = 0;
        while (!end.isDone()) {
            BigDecimal price = priceOfOneCall(server);
            if (price.compareTo(BEFORE) == 0) {
                assertThat(anew).as("new answers before an old one").isZero();
                old++;
            } else {
                assertThat(price).isEqualByComparingTo(AFTER);
                anew++;
            }
        }
        return new Answers(old, anew);
    }

    private static List<String> someOf(List<String> acknowledged) {
        return acknowledged.subList(Math.max(0, acknowledged.size() - LOOKED_AT), acknowledged.size());
    }

    /** By the sum over all calls, by each trace of a page, and by each span of a trace: each of one reading alone. */
    private static BigDecimal priceOfOneCall(SpoorProcess server) throws IOException, InterruptedException {
        JsonNode sum = server.json("/api/v1/stats?" + CALLS_ONLY).at("/rows/0");
        assertThat(sum.path("count").asInt()).isEqualTo(TRACES);
        BigDecimal price = sum.path("cost_usd").decimalValue().divide(BigDecimal.valueOf(TRACES * CALLS));
        JsonNode page = server.json("/api/v1/traces?limit=200&" + CALLS_ONLY).path("traces");
        assertThat(page).hasSize(TRACES);
        BigDecimal ofFirst = page.get(0).path("cost_usd").decimalValue();
        assertThat(page)
                .allSatisfy(trace ->
                        assertThat(trace.path("cost_usd").decimalValue()).isEqualByComparingTo(ofFirst));
        JsonNode trace =
                server.json("/api/v1/traces/" + page.get(0).path("trace_id").asText());
        BigDecimal ofSpan = trace.at("/spans/0/cost/usd").decimalValue();
        assertThat(trace.path("cost_usd").decimalValue())
                .isEqualByComparingTo(ofSpan.multiply(BigDecimal.valueOf(CALLS)));
        assertThat(trace.path("spans"))
                .hasSize(CALLS)
                .allSatisfy(
                        span -> assertThat(span.at("/cost/usd").decimalValue()).isEqualByComparingTo(ofSpan));
        return price;
    }

    private static byte[] calls(int trace) {
        ScopeSpans.Builder spans = ScopeSpans.newBuilder();
        for (int i = 1; i <= CALLS; i++) {
            spans.addSpans(Span.newBuilder()
                    .setTraceId(ByteString.copyFrom(
                            ByteBuffer.allocate(16).putLong(1).putLong(trace).flip()))
                    .setSpanId(ByteString.copyFrom(
                            ByteBuffer.allocate(8).putLong(i).flip()))
                    .setName("chat own")
                    .setStartTimeUnixNano(START + i)
                    .setEndTimeUnixNano(START + i + 1_000_000)
                    .addAttributes(attribute(
                            "gen_ai.operation.name", AnyValue.newBuilder().setStringValue("chat")))
                    .addAttributes(attribute(
                            "gen_ai.response.model", AnyValue.newBuilder().setStringValue("own")))
                    .addAttributes(attribute(
                            "gen_ai.usage.input_tokens", AnyValue.newBuilder().setIntValue(1000))));
        }
        return TracesData.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(spans))
                .build()
                .toByteArray();
    }

    private static KeyValue attribute(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }
}
