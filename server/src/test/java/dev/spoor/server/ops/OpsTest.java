package dev.spoor.server.ops;

import static dev.spoor.server.Otlp.request;
import static dev.spoor.server.Otlp.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.server.MemoryStore;
import dev.spoor.server.TestServer;
import dev.spoor.store.StoreStatus;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpsTest {
    private static final MemoryStore store = new MemoryStore();
    private static final TestServer server = TestServer.start(store);

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void empty() {
        store.clear();
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void healthIsOk() {
        assertThat(text(server.get("/health"))).isEqualTo("OK");
    }

    @Test
    void readyWhileTheStoreTakesDataAndItsIndexIsWhole() {
        HttpResponse<byte[]> response = server.get("/ready");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response)).isEqualTo("{\"ready\":true,\"reason\":null}");
    }

    @Test
    void notReadyWhileTheStoreTakesNoData() {
        store.notWritable = "the disk is full";

        HttpResponse<byte[]> response = server.get("/ready");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(text(response)).contains("the disk is full");
    }

    @Test
    void notReadyWhileTheIndexIsRebuilt() {
        store.indexProgress = 0.42;

        HttpResponse<byte[]> response = server.get("/ready");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(text(response)).contains("42 %");
    }

    @Test
    void metricsCountWhatIsReceivedRefusedAndAcknowledged() {
        byte[] body = request(
                        span("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", "good"),
                        span("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b8", ""))
                .toByteArray();
        server.send("POST", "/v1/traces", body, "Content-Type", "application/x-protobuf");
        server.send("POST", "/v1/traces", new byte[] {1}, "Content-Type", "application/x-protobuf");
        server.get("/api/v1/traces");

        String metrics = text(server.get("/metrics"));

        assertThat(metrics)
                .contains("spoor_acknowledged_total{signal=\"traces\"} 1.0")
                .contains("spoor_refused_total{reason=\"name is missing\",signal=\"traces\"} 1.0")
                .contains("spoor_refused_requests_total{error_code=\"BAD_REQUEST\",signal=\"traces\"} 1.0")
                .contains("spoor_received_requests_total{signal=\"traces\"} 2.0")
                .contains("spoor_received_bytes_total{signal=\"traces\"}")
                .contains("spoor_acknowledge_seconds_count{signal=\"traces\"} 1")
                .contains("spoor_query_seconds_count{operation=\"list_traces\"} 1")
                .contains("spoor_store_sync_seconds_count 3")
                .contains("spoor_store_sync_seconds_sum 4.0")
                .contains("spoor_store_queued_bytes")
                .contains("spoor_store_index_lag_bytes");
    }

    @Test
    void metricsTellWhatCompactionHasDone() {
        MemoryStore busy = new MemoryStore();
        busy.compaction = new StoreStatus.Compaction(true, 3, 1, 1000, 400, 650, 2_500_000_000L);
        try (TestServer own = TestServer.start(busy)) {
            assertThat(text(own.get("/metrics")))
                    .contains("spoor_compaction_running 1.0")
                    .contains("spoor_compaction_seconds_count 3")
                    .contains("spoor_compaction_seconds_sum 2.5")
                    .contains("spoor_compaction_failures_total 1.0")
                    .contains("spoor_compaction_read_bytes_total 1000.0")
                    .contains("spoor_compaction_written_bytes_total 400.0")
                    .contains("spoor_compaction_reclaimed_bytes_total 650.0");
        }
    }
}
