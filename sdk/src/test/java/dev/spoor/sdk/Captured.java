package dev.spoor.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;

/** Tracing that keeps its spans in memory, for one test. */
final class Captured implements AutoCloseable {
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    final Tracing tracing;

    private Captured(SpoorBuilder builder) {
        tracing = builder.programOnly()
                .exportToServer(false)
                .addProcessor(SimpleSpanProcessor.create(exporter))
                .start();
    }

    static Captured start() {
        return start(Spoor.builder());
    }

    static Captured start(SpoorBuilder builder) {
        return new Captured(builder);
    }

    List<SpanData> spans() {
        return exporter.getFinishedSpanItems();
    }

    SpanData span(String name) {
        List<SpanData> named =
                spans().stream().filter(span -> span.getName().equals(name)).toList();
        assertThat(named).as("spans called " + name + " of " + spans()).hasSize(1);
        return named.get(0);
    }

    static String text(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.stringKey(key));
    }

    static void assertChild(SpanData child, SpanData parent) {
        assertThat(child.getTraceId()).isEqualTo(parent.getTraceId());
        assertThat(child.getParentSpanId()).isEqualTo(parent.getSpanId());
    }

    @Override
    public void close() {
        tracing.close();
    }
}
