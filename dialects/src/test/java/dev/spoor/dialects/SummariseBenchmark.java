package dev.spoor.dialects;

import dev.spoor.model.Span;
import dev.spoor.otlp.OtlpSpans;
import dev.spoor.otlp.OtlpWriter;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What a summary costs in CPU time for a span of a conversation, freshly decoded, as it arrives at ingest. A plain loop, since it is
 * to be run by hand: {@code java -cp … dev.spoor.dialects.SummariseBenchmark}.
 */
final class SummariseBenchmark {
    private static final int ROUNDS = 12;
    private static final int SPANS_A_ROUND = 200_000;

    private SummariseBenchmark() {}

    public static void main(String[] arguments) {
        List<Span> spans = Captures.all()
                .filter(capture -> !capture.name().startsWith("made-"))
                .flatMap(capture -> capture.spans().stream())
                .toList();
        byte[] wire = OtlpWriter.tracesData(spans);
        System.out.printf("%d spans, %d bytes each%n", spans.size(), wire.length / spans.size());
        long kept = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long decode = 0;
            long both = 0;
            int done = 0;
            while (done < SPANS_A_ROUND) {
                long start = cpuNanos();
                List<Span> read = OtlpSpans.read(wire);
                for (Span span : read) {
                    kept += span.attributes().size();
                }
                long middle = cpuNanos();
                for (Span span : read) {
                    kept += Dialects.standard().summarise(span).usage().input();
                }
                decode += middle - start;
                both += cpuNanos() - middle;
                done += read.size();
            }
            System.out.printf("decode %.2f us, summarise %.2f us a span%n", decode / 1e3 / done, both / 1e3 / done);
        }
        System.out.println("sum " + kept);
    }

    /** Of this thread, so that what else the machine does is not measured. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
