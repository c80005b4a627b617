package dev.spoor.sdk.test;

import dev.spoor.sdk.trace.RecordedSpan;
import dev.spoor.sdk.trace.RecordedTrace;

/** Where assertions on traces begin; to be imported beside AssertJ's own. */
public final class SpoorAssertions {
    private SpoorAssertions() {}

    public static TraceAssert assertThat(RecordedTrace trace) {
        return new TraceAssert(trace);
    }

    public static SpanAssert assertThat(RecordedSpan span) {
        return new SpanAssert(span);
    }
}
