package dev.spoor.bench;

import dev.spoor.dialects.Dialects;
import dev.spoor.model.Cost;
import dev.spoor.model.Span;
import dev.spoor.model.SpanSummary;
import dev.spoor.otlp.OtlpLimits;
import dev.spoor.otlp.OtlpRequest;
import dev.spoor.otlp.ProjectChooser;
import dev.spoor.store.Change;
import dev.spoor.store.SpanReader;
import dev.spoor.store.local.LocalStoreConfig;
import dev.spoor.store.local.LocalTraceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** A request's spans into the local store until they are on disk, from four threads, in microseconds a span. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AppendBenchmark {
    private static final int SPANS = Load.SPANS_PER_REQUEST;

    private final List<Change> changes = new ArrayList<>();
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // JMH calls open() first
    private LocalTraceStore store;

    @Setup(Level.Trial)
    public void open() throws IOException {
        byte[] request = new Load(1).request(0);
        OtlpRequest.slice(request, ProjectChooser.always("0"), OtlpLimits.DEFAULT)
                .blocks()
                .forEach(block -> changes.add(new Change.SpansReceived(0, block)));
        folder = Files.createTempDirectory("spoor-append-");
        store = LocalTraceStore.open(LocalStoreConfig.in(folder), new Reader());
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        store.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    @Threads(4)
    @OperationsPerInvocation(SPANS)
    public Long append() {
        return store.append(changes).join();
    }

    private static final class Reader implements SpanReader {
        @Override
        public String version() {
            return Dialects.standard().version();
        }

        @Override
        public SpanSummary summarise(Span span) {
            return Dialects.standard().summarise(span);
        }

        @Override
        public SpanSummary summariseWithoutPreviews(Span span) {
            return Dialects.standard().summariseWithoutPreviews(span);
        }

        @Override
        public Cost price(Span span, SpanSummary summary) {
            return Cost.NONE;
        }
    }
}
