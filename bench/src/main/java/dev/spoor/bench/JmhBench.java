package dev.spoor.bench;

import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "jmh",
        mixinStandardHelpOptions = true,
        description = "Micro-benchmarks of decoding, dialects, the log and the SDK, by JMH.",
        footer = {"", "Examples:", "  spoor bench jmh", "  spoor bench jmh Decode --iterations 10"})
final class JmhBench implements Callable<Integer> {
    @Parameters(
            paramLabel = "PATTERN",
            arity = "0..1",
            defaultValue = ".*",
            description = "Which benchmarks, as a regular expression. Default: all")
    String pattern = ".*";

    @Option(names = "--iterations", paramLabel = "N", defaultValue = "5", description = "Default: 5")
    int iterations;

    @Option(names = "--forks", paramLabel = "N", defaultValue = "1", description = "JVMs one after another. Default: 1")
    int forks;

    @Override
    public Integer call() throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(pattern)
                        .forks(forks)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(iterations)
                        .measurementTime(TimeValue.seconds(2))
                        .shouldFailOnError(true)
                        .build())
                .run();
        return 0;
    }
}
