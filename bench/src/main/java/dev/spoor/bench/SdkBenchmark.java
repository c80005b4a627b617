package dev.spoor.bench;

import dev.spoor.sdk.ActiveSpan;
import dev.spoor.sdk.Spoor;
import dev.spoor.sdk.Trace;
import dev.spoor.sdk.WovenCall;
import dev.spoor.sdk.export.Destination;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What tracing costs the thread that is traced, beside OpenTelemetry's own API and batch processor with the same queue.
 * Spans go to an exporter that does nothing, and fewer than the queue holds are made at a time, so that none is dropped.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SdkBenchmark {
    private static final int QUEUE = 65_536;
    private static final int SPANS = 20_000;

    /** Whether the span is the first of its trace, or has a parent. */
    @Param({"root", "child"})
    public String place = "root";

    private SdkTracerProvider provider = SdkTracerProvider.builder().build();
    private Tracer tracer = provider.get("bench");
    private io.opentelemetry.context.@Nullable Scope parent;
    private @Nullable ActiveSpan root;

    private record Nowhere() implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    @Setup
    @SuppressWarnings("MustBeClosedChecker") // closed by the tear-down
    public void start() {
        provider = SdkTracerProvider.builder()
                .addSpanProcessor(BatchSpanProcessor.builder(new Nowhere())
                        .setMaxQueueSize(QUEUE)
                        .build())
                .build();
        tracer = provider.get("bench");
        var unused = Spoor.builder()
                .exportToServer(false)
                .registerGlobally(false)
                .destination(Destination.of("nowhere", new Nowhere()))
                .start();
        if (place.equals("child")) {
            root = Spoor.span("root").startDetached();
            parent = root.makeCurrent();
        }
    }

    @Setup(Level.Invocation)
    public void drain() {
        provider.forceFlush().join(10, TimeUnit.SECONDS);
        Spoor.flush(Duration.ofSeconds(10));
    }

    /**
     * What the measured thread alone has used: JMH's own profiler does not tell its allocations from the exporter's, and
     * where cores are few, the clock runs for both. JMH adds up the iterations.
     */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Caller {
        private static final com.sun.management.ThreadMXBean THREADS =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        private long bytes;
        private long spans;
        private long before;
        private long cpuNanos;
        private long cpuBefore;

        @Setup(Level.Invocation)
        public void begin() {
            before = THREADS.getCurrentThreadAllocatedBytes();
            cpuBefore = THREADS.getCurrentThreadCpuTime();
        }

        @TearDown(Level.Invocation)
        public void end() {
            cpuNanos += THREADS.getCurrentThreadCpuTime() - cpuBefore;
            bytes += THREADS.getCurrentThreadAllocatedBytes() - before;
            spans += SPANS;
        }

        @Setup(Level.Iteration)
        public void reset() {
            bytes = 0;
            cpuNanos = 0;
            spans = 0;
        }

        public long cpuNanosPerSpan() {
            return spans == 0 ? 0 : cpuNanos / spans;
        }

        public long bytesPerSpan() {
            return spans == 0 ? 0 : bytes / spans;
        }
    }

    @TearDown
    public void stop() {
        if (parent != null) {
            parent.close();
        }
        Spoor.enable();
        Spoor.close();
        provider.close();
    }

    @Benchmark
    @OperationsPerInvocation(SPANS)
    public void openTelemetry(Caller caller) {
        for (int i = 0; i < SPANS; i++) {
            plainSpan();
        }
    }

    private void plainSpan() {
        var span = tracer.spanBuilder("call").startSpan();
        try (var scope = span.makeCurrent()) {
            span.setAttribute("gen_ai.provider.name", "openai");
            span.setAttribute("gen_ai.request.model", "gpt-5");
            span.setAttribute("gen_ai.response.model", "gpt-5-2026");
            span.setAttribute("gen_ai.response.id", "r-1");
            span.setAttribute("gen_ai.operation.name", "chat");
            span.setAttribute("gen_ai.usage.input_tokens", 100);
            span.setAttribute("gen_ai.usage.output_tokens", 20);
            span.setAttribute("gen_ai.request.temperature", 0.2);
            span.setAttribute("cached", false);
            span.setAttribute("region", "eu");
        } finally {
            span.end();
        }
    }

    @Benchmark
    @OperationsPerInvocation(SPANS)
    public void spoor(Caller caller) {
        for (int i = 0; i < SPANS; i++) {
            spoorSpan();
        }
    }

    /** In one method, as OpenTelemetry's: what a compiler sees whole it can make faster. */
    private static void spoorSpan() {
        try (ActiveSpan span = Spoor.span("call").start()) {
            span.attribute("gen_ai.provider.name", "openai");
            span.attribute("gen_ai.request.model", "gpt-5");
            span.attribute("gen_ai.response.model", "gpt-5-2026");
            span.attribute("gen_ai.response.id", "r-1");
            span.attribute("gen_ai.operation.name", "chat");
            span.attribute("gen_ai.usage.input_tokens", 100);
            span.attribute("gen_ai.usage.output_tokens", 20);
            span.attribute("gen_ai.request.temperature", 0.2);
            span.attribute("cached", false);
            span.attribute("region", "eu");
        }
    }

    @Trace(type = "TOOL")
    static String look(String where, int depth) {
        return where;
    }

    /** A method that is annotated and woven, with two small arguments and a result. */
    @Benchmark
    @OperationsPerInvocation(SPANS)
    public void spoorAnnotated(Caller caller, Blackhole sink) {
        for (int i = 0; i < SPANS; i++) {
            sink.consume(wovenLook());
        }
    }

    private static @Nullable Object wovenLook() {
        WovenCall call = WovenCall.begin(
                SdkBenchmark.class, "look(Ljava/lang/String;I)Ljava/lang/String;", new Object[] {"mat", 3});
        return WovenCall.end(call, look("mat", 3), null);
    }

    /** The same with tracing switched off. */
    @State(Scope.Benchmark)
    public static class Off {
        @Setup
        public void disable() {
            Spoor.disable();
        }
    }

    @Benchmark
    @OperationsPerInvocation(SPANS)
    public void spoorDisabled(Off off) {
        for (int i = 0; i < SPANS; i++) {
            spoorSpan();
        }
    }

    @Benchmark
    @OperationsPerInvocation(SPANS)
    public void spoorAnnotatedDisabled(Off off, Blackhole sink) {
        for (int i = 0; i < SPANS; i++) {
            sink.consume(wovenLook());
        }
    }
}
