package dev.spoor.bench;

import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Whether a span costs more than it may, on a machine that others use too: both sides take turns in one JVM, so that
 * what slows one slows the other, and what counts is the median of the turns' ratios.
 */
@Command(
        name = "sdk",
        mixinStandardHelpOptions = true,
        description =
                "What a span of the SDK costs the thread that makes it, by CPU time, in turns with OpenTelemetry's own.",
        footer = {"", "Examples:", "  spoor bench sdk", "  spoor bench sdk --place child --rounds 500"})
final class SdkBench implements Callable<Integer> {
    private static final int WARMUP_ROUNDS = 60;

    @Option(
            names = "--place",
            paramLabel = "PLACE",
            defaultValue = "root",
            description = "root, or child: the first span of its trace, or one with a parent. Default: root")
    String place = "root";

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "200", description = "Default: 200")
    int rounds;

    @Override
    public Integer call() {
        SdkBenchmark spans = new SdkBenchmark();
        spans.place = place;
        spans.start();
        try {
            rounds(spans, WARMUP_ROUNDS);
            report(rounds(spans, rounds));
        } finally {
            spans.stop();
        }
        return 0;
    }

    /** What a round measured, for one span. */
    private record Round(SdkBenchmark.Caller plain, SdkBenchmark.Caller spoor) {
        double ratio() {
            return (double) spoor.cpuNanosPerSpan() / plain.cpuNanosPerSpan();
        }
    }

    private static Round[] rounds(SdkBenchmark spans, int count) {
        Round[] done = new Round[count];
        for (int i = 0; i < count; i++) {
            boolean plainFirst = i % 2 == 0;
            SdkBenchmark.Caller first = turn(spans, plainFirst);
            SdkBenchmark.Caller second = turn(spans, !plainFirst);
            done[i] = plainFirst ? new Round(first, second) : new Round(second, first);
        }
        return done;
    }

    private static SdkBenchmark.Caller turn(SdkBenchmark spans, boolean plain) {
        SdkBenchmark.Caller caller = new SdkBenchmark.Caller();
        spans.drain();
        caller.begin();
        if (plain) {
            spans.openTelemetry(caller);
        } else {
            spans.spoor(caller);
        }
        caller.end();
        return caller;
    }

    private void report(Round[] rounds) {
        double[] ratios =
                Arrays.stream(rounds).mapToDouble(Round::ratio).sorted().toArray();
        long[] plain = Arrays.stream(rounds)
                .mapToLong(round -> round.plain().cpuNanosPerSpan())
                .sorted()
                .toArray();
        Round last = rounds[rounds.length - 1];
        System.out.printf(
                "%s: CPU %.3f times OpenTelemetry's (quarter of the rounds below %.3f, quarter above %.3f), which takes %d ns;"
                        + " memory %d against %d bytes, %.3f times%n",
                place,
                ratios[ratios.length / 2],
                ratios[ratios.length / 4],
                ratios[ratios.length * 3 / 4],
                plain[plain.length / 2],
                last.spoor().bytesPerSpan(),
                last.plain().bytesPerSpan(),
                (double) last.spoor().bytesPerSpan() / last.plain().bytesPerSpan());
    }
}
