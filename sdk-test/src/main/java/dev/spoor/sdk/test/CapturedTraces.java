package dev.spoor.sdk.test;

import dev.spoor.sdk.trace.LocalTraces;
import dev.spoor.sdk.trace.RecordedTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** What one test has traced so far. Safe for several threads. */
public final class CapturedTraces {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final LocalTraces traces =
            new LocalTraces(new LocalTraces.Limits(1000, 1000, 100_000, Duration.ofDays(1), 1L << 30));

    CapturedTraces() {}

    LocalTraces kept() {
        return traces;
    }

    /** All traces, in the order in which they began to end. At most 1000 are kept. */
    public List<RecordedTrace> all() {
        List<RecordedTrace> latestFirst = new ArrayList<>(traces.all());
        Collections.reverse(latestFirst);
        return latestFirst;
    }

    /** @throws AssertionError when there is not exactly one trace */
    public RecordedTrace single() {
        List<RecordedTrace> all = all();
        if (all.size() != 1) {
            throw new AssertionError("expected one trace, found " + all.size() + ":\n" + TraceText.of(all));
        }
        return all.get(0);
    }

    /**
     * Waits, at most 10 s, until a trace is as it should be, for what other threads trace.
     *
     * @throws AssertionError when none is in time
     */
    public RecordedTrace await(Predicate<RecordedTrace> wanted) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            for (RecordedTrace trace : all()) {
                if (wanted.test(trace)) {
                    return trace;
                }
            }
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("within " + LONGEST + " no trace was as expected:\n" + TraceText.of(all()));
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    /** Forgets what was traced so far. */
    public void clear() {
        traces.clear();
    }
}
