package dev.spoor.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.spoor.dialects.Dialects;
import dev.spoor.model.Span;
import dev.spoor.otlp.OtlpLimits;
import dev.spoor.otlp.OtlpRequest;
import dev.spoor.otlp.OtlpSpans;
import dev.spoor.otlp.ProjectChooser;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** From the bytes of a request to what the index needs, in microseconds a span. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecodeBenchmark {
    private static final int SPANS = Load.SPANS_PER_REQUEST;

    private final byte[] request = new Load(1).request(0);
    private final ProjectChooser project = ProjectChooser.always("0");
    private final List<Span> spans = OtlpSpans.read(request);

    /** Cut by trace, as the server does. */
    @Benchmark
    @OperationsPerInvocation(SPANS)
    public OtlpRequest.Sliced slice() {
        return OtlpRequest.slice(request, project, OtlpLimits.DEFAULT);
    }

    /** What generated code takes to build all objects, to compare. */
    @Benchmark
    @OperationsPerInvocation(SPANS)
    public ExportTraceServiceRequest parseByGeneratedCode() throws InvalidProtocolBufferException {
        return ExportTraceServiceRequest.parseFrom(request);
    }

    /** Lazily, as the index reads. */
    @Benchmark
    @OperationsPerInvocation(SPANS)
    public List<Span> read() {
        return OtlpSpans.read(request);
    }

    /** The short form of each span; attributes are decoded anew each time. */
    @Benchmark
    @OperationsPerInvocation(SPANS)
    public void readAndSummarise(Blackhole sink) {
        for (Span span : OtlpSpans.read(request)) {
            sink.consume(Dialects.standard().summarise(span));
        }
    }

    /** The full form of each span. */
    @Benchmark
    @OperationsPerInvocation(SPANS)
    public void readContent(Blackhole sink) {
        for (Span span : spans) {
            sink.consume(Dialects.standard().read(span));
        }
    }
}
