package dev.spoor.store;

import com.google.protobuf.ByteString;
import dev.spoor.model.Cost;
import dev.spoor.model.LogRecord;
import dev.spoor.model.Span;
import dev.spoor.model.SpanId;
import dev.spoor.model.SpanStatus;
import dev.spoor.model.SpanSummary;
import dev.spoor.model.SpanType;
import dev.spoor.model.TraceId;
import dev.spoor.model.Usage;
import dev.spoor.model.Value;
import dev.spoor.otlp.TraceBlock;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Traces for the contract: spans with the few attributes that {@link #READER} understands. */
public final class TestTraces {
    /** When the first span of a test trace starts: in 2023, so that no clock matters. */
    public static final long START = 1_700_000_000_000_000_000L;

    /**
     * Reads {@code type}, {@code provider}, {@code model}, {@code tool}, {@code agent}, {@code in}, {@code out}, {@code usd},
     * {@code first_token_nanos}, {@code error.type}, {@code session}, {@code user}, {@code environment}, {@code release},
     * {@code input}, {@code output}, {@code tag.*}; of log records with an event name the body as output, and
     * the number of their texts' characters as output tokens.
     */
    public static final SpanReader READER = new SpanReader() {
        @Override
        public String version() {
            return "test-1";
        }

        @Override
        public SpanSummary summarise(Span span) {
            return summarise(span, List.of());
        }

        @Override
        public boolean isContent(LogRecord log) {
            return !log.eventName().isEmpty();
        }

        @Override
        public SpanSummary summarise(Span span, List<LogRecord> logs) {
            String said = logs.stream()
                    .filter(log -> isContent(log) && span.spanId().equals(log.spanId()))
                    .map(log -> ((Value.Text) log.body()).text())
                    .collect(Collectors.joining());
            String type = span.attributes().text("type");
            Map<String, String> tags = new java.util.HashMap<>();
            span.attributes().forEach((key, value) -> {
                if (key.startsWith("tag.") && value instanceof Value.Text text) {
                    tags.put(key.substring(4), text.text());
                }
            });
            String usd = span.attributes().text("usd");
            return new SpanSummary(
                    "test",
                    type == null ? SpanType.UNKNOWN : SpanType.of(type),
                    null,
                    null,
                    span.attributes().text("provider"),
                    span.attributes().text("model"),
                    null,
                    Usage.inclusive(number(span, "in"), 0, 0, number(span, "out") + said.length(), 0),
                    "LLM".equals(type),
                    usd == null ? null : new BigDecimal(usd),
                    number(span, "first_token_nanos"),
                    span.attributes().text("tool"),
                    span.attributes().text("agent"),
                    span.attributes().text("session"),
                    span.attributes().text("user"),
                    span.attributes().text("environment"),
                    span.attributes().text("release"),
                    span.attributes().text("error.type"),
                    span.status().code() == SpanStatus.Code.ERROR
                            ? span.status().message()
                            : null,
                    List.of(),
                    span.attributes().text("input"),
                    said.isEmpty() ? span.attributes().text("output") : said,
                    tags,
                    Map.of());
        }

        @Override
        public Cost price(Span span, SpanSummary summary) {
            if (summary.givenCostUsd() != null) {
                return new Cost(summary.givenCostUsd(), Cost.Source.GIVEN, null);
            }
            return !summary.usageCounts() || summary.usage().isEmpty()
                    ? Cost.NONE
                    : new Cost(null, Cost.Source.UNPRICED, null);
        }
    };

    private TestTraces() {}

    public static TraceId traceId(long n) {
        return new TraceId(0xABCDEFL, n);
    }

    /** A span with id {@code id}, a child of {@code parent} or of none when that is 0, 10 ms after the one before it. */
    public static io.opentelemetry.proto.trace.v1.Span.Builder span(long trace, long id, long parent) {
        var span = io.opentelemetry.proto.trace.v1.Span.newBuilder()
                .setTraceId(ByteString.copyFrom(ByteBuffer.allocate(16)
                        .putLong(0xABCDEFL)
                        .putLong(trace)
                        .flip()))
                .setSpanId(
                        ByteString.copyFrom(ByteBuffer.allocate(8).putLong(id).flip()))
                .setName("span " + id)
                .setStartTimeUnixNano(START + trace * 1_000_000_000L + id * 10_000_000L)
                .setEndTimeUnixNano(START + trace * 1_000_000_000L + id * 10_000_000L + 5_000_000L);
        if (parent != 0) {
            span.setParentSpanId(
                    ByteString.copyFrom(ByteBuffer.allocate(8).putLong(parent).flip()));
        }
        return span;
    }

    public static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    public static KeyValue attribute(String key, long value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setIntValue(value))
                .build();
    }

    public static Status failed(String message) {
        return Status.newBuilder()
                .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                .setMessage(message)
                .build();
    }

    /** The spans, all of one trace, as they would arrive for a project. */
    public static Change received(String project, long trace, io.opentelemetry.proto.trace.v1.Span.Builder... spans) {
        TracesData.Builder data = TracesData.newBuilder();
        var scope = data.addResourceSpansBuilder().addScopeSpansBuilder();
        for (var span : spans) {
            scope.addSpans(span);
        }
        return new Change.SpansReceived(
                1_700_000_000_000L,
                new TraceBlock(project, traceId(trace), data.build().toByteArray(), spans.length));
    }

    private static long number(Span span, String key) {
        return span.attributes().get(key) instanceof Value.Int value ? value.value() : 0;
    }

    public static List<SpanRow> spans(TraceStore store, long trace) {
        List<SpanRow> spans = new ArrayList<>();
        store.forEachSpan(traceId(trace), spans::add);
        return spans;
    }

    public static List<SpanId> ids(List<SpanRow> spans) {
        return spans.stream().map(SpanRow::spanId).toList();
    }
}
