package dev.spoor.server;

import static dev.spoor.server.Otlp.request;
import static dev.spoor.server.Otlp.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.server.config.ConfigLoader;
import dev.spoor.server.config.SpoorConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class SpoorServerTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final byte[] BODY =
            request(span(TRACE, "00f067aa0ba902b7", "ask")).toByteArray();

    private static HttpResponse<byte[]> post(TestServer server) {
        return server.send("POST", "/v1/traces", BODY, "Content-Type", "application/x-protobuf");
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time is up").isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    private static SpoorServer start(boolean grpcPortIsOptional, int port, int grpcPort) {
        SpoorConfig config = new ConfigLoader(Path.of("/nowhere"))
                .flags(Map.of("port", "" + port, "grpc_port", "" + grpcPort))
                .load()
                .config();
        return SpoorServer.start(
                config,
                grpcPortIsOptional,
                new MemoryStore(),
                TestReader.INSTANCE,
                TestReader::content,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }

    @Test
    void aStopFinishesWhatWasAccepted() throws Exception {
        MemoryStore store = new MemoryStore();
        CompletableFuture<Void> hold = new CompletableFuture<>();
        store.hold = hold;
        TestServer server = TestServer.start(store);
        CompletableFuture<HttpResponse<byte[]>> sent = CompletableFuture.supplyAsync(() -> post(server));
        await(() -> store.held.get() == 1);

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(server.server()::close);
        await(() -> server.server().stopping());
        hold.complete(null);

        assertThat(sent.get(1, TimeUnit.MINUTES).statusCode()).isEqualTo(200);
        stopped.get(1, TimeUnit.MINUTES);
        assertThat(store.status().spans()).isEqualTo(1);
        assertThatThrownBy(() -> new Socket("127.0.0.1", server.server().port()))
                .isInstanceOf(IOException.class);
        server.close();
    }

    @Test
    void aStopDoesNotWaitForLiveViews() throws Exception {
        MemoryStore store = new MemoryStore();
        TestServer server = TestServer.start(store, "http.shutdown_timeout", "5m");
        try (Socket viewer = new Socket("127.0.0.1", server.server().port())) {
            viewer.setSoTimeout(60_000);
            viewer.getOutputStream()
                    .write("GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(viewer.getInputStream().readNBytes(15)).asString().isEqualTo("HTTP/1.1 200 OK");

            long startNanos = System.nanoTime();
            server.close();

            assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofMinutes(1));
        }
        assertThat(store.listeners()).isZero();
    }

    @Test
    void aPortThatIsTakenStopsTheStartWithAReason() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> start(true, taken.getLocalPort(), -1))
                    .isInstanceOf(SpoorServer.StartException.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("--port");
            assertThatThrownBy(() -> start(false, 0, taken.getLocalPort()))
                    .isInstanceOf(SpoorServer.StartException.class)
                    .hasMessageContaining("--grpc-port");
        }
    }

    @Test
    void theServerGoesOnWithoutAnOptionalGrpcPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                SpoorServer server = start(true, 0, taken.getLocalPort())) {
            assertThat(server.port()).isPositive();
            assertThat(server.grpcPort()).isEqualTo(-1);
        }
    }

    @Test
    void anUnknownHostStopsTheStartWithAReason() {
        SpoorConfig config = new ConfigLoader(Path.of("/nowhere"))
                .flags(Map.of("host", "no.such.host.invalid"))
                .load()
                .config();
        assertThatThrownBy(() -> SpoorServer.start(
                        config,
                        true,
                        new MemoryStore(),
                        TestReader.INSTANCE,
                        TestReader::content,
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)))
                .isInstanceOf(SpoorServer.StartException.class)
                .hasMessageContaining("no.such.host.invalid");
    }

    @Test
    void aReaderThatStallsIsCutOffAndHoldsUpNobodyForLong() throws Exception {
        try (TestServer server = TestServer.start(
                new MemoryStore(), "api.max_concurrent_queries", "1", "api.stalled_reader_timeout", "3s")) {
            Span.Builder[] spans = new Span.Builder[60_000];
            for (int i = 0; i < spans.length; i++) {
                spans[i] = span(TRACE, String.format("%016x", i + 1), "a step with a name");
            }
            server.send("POST", "/v1/traces", request(spans).toByteArray(), "Content-Type", "application/x-protobuf");
            try (Socket stalled = new Socket("127.0.0.1", server.server().port())) {
                stalled.setReceiveBufferSize(4096);
                String get = "GET /api/v1/traces/" + TRACE + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
                stalled.getOutputStream().write(get.getBytes(StandardCharsets.US_ASCII));
                assertThat(stalled.getInputStream().readNBytes(15)).asString().isEqualTo("HTTP/1.1 200 OK");

                assertThat(server.get("/api/v1/projects").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void questionsBeyondTheLimitAreToldToComeBack() throws Exception {
        MemoryStore store = new MemoryStore();
        CompletableFuture<Void> hold = new CompletableFuture<>();
        try (TestServer server =
                TestServer.start(store, "api.max_concurrent_queries", "1", "api.max_waiting_queries", "1")) {
            assertThat(post(server).statusCode()).isEqualTo(200);
            store.hold = hold;
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            byte[] patch = "{\"set\":{\"a\":\"b\"}}".getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 4; i++) {
                answers.add(CompletableFuture.supplyAsync(() -> server.send(
                                "PATCH", "/api/v1/traces/" + TRACE + "/tags", patch, "Content-Type", "application/json")
                        .statusCode()));
            }
            await(() -> answers.stream().filter(CompletableFuture::isDone).count() >= 2);
            hold.complete(null);

            List<Integer> statuses = new ArrayList<>();
            for (CompletableFuture<Integer> answer : answers) {
                statuses.add(answer.get(1, TimeUnit.MINUTES));
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 200, 429, 429);
        }
    }
}
