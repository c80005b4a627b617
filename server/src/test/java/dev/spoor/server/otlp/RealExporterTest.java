package dev.spoor.server.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spoor.server.MemoryStore;
import dev.spoor.server.TestServer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenTelemetry's own Java exporters send to the server. */
class RealExporterTest {
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

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip"})
    void httpExporter(String compression) {
        sendAndCheck(OtlpHttpSpanExporter.builder()
                .setEndpoint(server.url("/v1/traces"))
                .setCompression(compression)
                .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip"})
    void grpcExporterOnTheMainPort(String compression) {
        sendAndCheck(OtlpGrpcSpanExporter.builder()
                .setEndpoint(server.url(""))
                .setCompression(compression)
                .build());
    }

    @Test
    void grpcExporterOnTheSecondPort() {
        assertThat(server.server().grpcPort())
                .isPositive()
                .isNotEqualTo(server.server().port());
        sendAndCheck(OtlpGrpcSpanExporter.builder()
                .setEndpoint("http://127.0.0.1:" + server.server().grpcPort())
                .build());
    }

    private static void sendAndCheck(SpanExporter exporter) {
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "travel")))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setMaxQueueSize(10_000)
                        .setScheduleDelay(Duration.ofMillis(10))
                        .build())
                .build()) {
            Tracer tracer = provider.get("test", "1");
            Span root = tracer.spanBuilder("plan trip").startSpan();
            try (Scope scope = root.makeCurrent()) {
                for (int i = 0; i < 1205; i++) {
                    tracer.spanBuilder("step " + i)
                            .setAttribute("question", "what of step " + i + "?")
                            .startSpan()
                            .end();
                }
                Span failed = tracer.spanBuilder("book").startSpan();
                failed.recordException(new IllegalStateException("no seats"));
                failed.setStatus(StatusCode.ERROR, "no seats");
                failed.end();
            }
            root.end();
            CompletableResultCode flushed = provider.forceFlush().join(30, TimeUnit.SECONDS);
            assertThat(flushed.isSuccess()).isTrue();

            JsonNode trace =
                    server.json("/api/v1/traces/" + root.getSpanContext().getTraceId());
            assertThat(trace.get("name").asText()).isEqualTo("plan trip");
            assertThat(trace.get("service_name").asText()).isEqualTo("travel");
            assertThat(trace.get("span_count").asInt()).isEqualTo(1207);
            assertThat(trace.get("spans")).hasSize(1207);
            assertThat(trace.get("error_count").asInt()).isEqualTo(1);
        }
    }
}
