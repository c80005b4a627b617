package dev.spoor.server.otlp;

import static dev.spoor.server.Otlp.request;
import static dev.spoor.server.Otlp.span;
import static dev.spoor.server.Otlp.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.rpc.RetryInfo;
import com.linecorp.armeria.client.grpc.GrpcClients;
import dev.spoor.server.MemoryStore;
import dev.spoor.server.TestServer;
import dev.spoor.store.StoreException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc.LogsServiceBlockingStub;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc.MetricsServiceBlockingStub;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc.TraceServiceBlockingStub;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OtlpGrpcTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static final MemoryStore store = new MemoryStore();
    private static final TestServer server = TestServer.start(store, "otlp.max_request_bytes", "1MiB");
    private static final TraceServiceBlockingStub traces =
            GrpcClients.newClient("gproto+" + server.url("/"), TraceServiceBlockingStub.class);

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void empty() {
        store.clear();
    }

    private static StatusRuntimeException refusal(ExportTraceServiceRequest request) {
        StatusRuntimeException refusal =
                catchThrowableOfType(StatusRuntimeException.class, () -> traces.export(request));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static @Nullable Long retrySeconds(StatusRuntimeException refusal) throws Exception {
        var status = StatusProto.fromThrowable(refusal);
        return status == null || status.getDetailsCount() == 0
                ? null
                : status.getDetails(0).unpack(RetryInfo.class).getRetryDelay().getSeconds();
    }

    @Test
    void refusedSpansAreCountedAndTheOthersKept() {
        ExportTraceServiceResponse response = traces.export(
                request(span(TRACE, "00f067aa0ba902b7", "good"), span("0000000000000000", "00f067aa0ba902b8", "bad")));

        assertThat(response.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
        assertThat(response.getPartialSuccess().getErrorMessage()).contains("trace_id must have 16 bytes");
        assertThat(server.json("/api/v1/traces/" + TRACE).get("spans")).hasSize(1);
    }

    @Test
    void aBusyStoreIsUnavailableWithRetryInfo() throws Exception {
        store.appendFailure = new StoreException.Busy("the queue is full", 3);

        StatusRuntimeException refusal = refusal(request(span(TRACE, "00f067aa0ba902b7", "ask")));

        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(retrySeconds(refusal)).isEqualTo(3);
    }

    @Test
    void aFullStoreIsResourceExhaustedWithRetryInfo() throws Exception {
        store.appendFailure = new StoreException.Full("the disk is full");

        StatusRuntimeException refusal = refusal(request(span(TRACE, "00f067aa0ba902b7", "ask")));

        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(retrySeconds(refusal)).isNotNull();
    }

    @Test
    void aMessageBeyondTheLimitIsRefusedForGood() throws Exception {
        String large = "x".repeat(2 << 20);

        StatusRuntimeException refusal =
                refusal(request(span(TRACE, "00f067aa0ba902b7", "ask").addAttributes(text("large", large))));

        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(retrySeconds(refusal)).isNull();
    }

    @Test
    void aCompressedMessageThatUnfoldsBeyondTheLimitIsRefused() {
        String large = "x".repeat(20 << 20);

        StatusRuntimeException refusal = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> traces.withCompression("gzip")
                        .export(request(span(TRACE, "00f067aa0ba902b7", "ask").addAttributes(text("large", large)))));

        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(server.json("/api/v1/traces").get("traces")).isEmpty();
    }

    @Test
    void theHeaderChoosesTheProject() {
        String id = store.projectNamed("by grpc").join().id();
        var stub = GrpcClients.builder("gproto+" + server.url("/"))
                .addHeader("x-mlflow-experiment-id", id)
                .build(TraceServiceBlockingStub.class);

        assertThat(stub.export(request(span(TRACE, "00f067aa0ba902b7", "ask"))).hasPartialSuccess())
                .isFalse();

        assertThat(server.json("/api/v1/traces?project=" + id).get("traces")).hasSize(1);
    }

    @Test
    void logRecordsOfATraceAreKeptAndOthersCounted() {
        assertThat(traces.export(request(span(TRACE, "00f067aa0ba902b7", "ask")))
                        .hasPartialSuccess())
                .isFalse();
        LogRecord.Builder ofSpan = LogRecord.newBuilder()
                .setTraceId(dev.spoor.server.Otlp.hex(TRACE))
                .setSpanId(dev.spoor.server.Otlp.hex("00f067aa0ba902b7"))
                .setEventName("gen_ai.user.message")
                .setTimeUnixNano(dev.spoor.server.Otlp.START);
        LogRecord.Builder ofNothing = LogRecord.newBuilder().setTraceId(ByteString.EMPTY);
        var logs = GrpcClients.newClient("gproto+" + server.url("/"), LogsServiceBlockingStub.class);

        var response = logs.export(ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(
                                ScopeLogs.newBuilder().addLogRecords(ofSpan).addLogRecords(ofNothing)))
                .build());

        assertThat(response.getPartialSuccess().getRejectedLogRecords()).isEqualTo(1);
        var span = server.json("/api/v1/traces/" + TRACE + "/spans/00f067aa0ba902b7");
        assertThat(span.at("/logs/0/event_name").asText()).isEqualTo("gen_ai.user.message");
    }

    @Test
    void metricsAreTakenAndNotKept() {
        var metrics = GrpcClients.newClient("gproto+" + server.url("/"), MetricsServiceBlockingStub.class);

        assertThat(metrics.export(ExportMetricsServiceRequest.getDefaultInstance())
                        .getPartialSuccess()
                        .getErrorMessage())
                .contains("not kept");
    }

    @Test
    void bytesBeyondTheBudgetAreUnavailableWithRetryInfo() throws Exception {
        MemoryStore slow = new MemoryStore();
        CompletableFuture<Void> hold = new CompletableFuture<>();
        slow.hold = hold;
        try (TestServer small = TestServer.start(slow, "otlp.max_in_flight_bytes", "256KiB")) {
            var request =
                    request(span(TRACE, "00f067aa0ba902b7", "ask").addAttributes(text("large", "x".repeat(100 << 10))));
            CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> small.send(
                            "POST", "/v1/traces", request.toByteArray(), "Content-Type", "application/x-protobuf")
                    .statusCode());
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (slow.held.get() == 0) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.sleep(5);
            }
            var client = GrpcClients.newClient("gproto+" + small.url("/"), TraceServiceBlockingStub.class);

            StatusRuntimeException refusal =
                    catchThrowableOfType(StatusRuntimeException.class, () -> client.export(request));

            assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(retrySeconds(refusal)).isEqualTo(1);
            hold.complete(null);
            assertThat(first.get(1, TimeUnit.MINUTES)).isEqualTo(200);
            assertThat(client.export(request).hasPartialSuccess()).isFalse();
        }
    }

    @Test
    void whatIsNoMessageIsRefusedForGood() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(server.url("/opentelemetry.proto.collector.trace.v1.TraceService/Export")))
                .header("Content-Type", "application/grpc")
                .header("TE", "trailers")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {0, 0, 0, 0, 3, 9, 9, 9}))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(response.headers().firstValue("grpc-status")).hasValue("3");
            assertThat(response.headers().firstValue("grpc-message").orElse("")).contains("not an OTLP message");
        }
    }
}
