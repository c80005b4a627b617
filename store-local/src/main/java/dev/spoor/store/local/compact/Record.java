package dev.spoor.store.local.compact;

import dev.spoor.model.TraceId;
import dev.spoor.store.local.log.LogEntry;

/**
 * A record of the log as compaction plans with it, without its content: some 70 bytes.
 *
 * @param position where it was first written
 * @param estimatedBytes what its content takes, or would take, when it is compressed on its own
 */
record Record(
        long position,
        LogEntry.Kind kind,
        long traceHigh,
        long traceLow,
        int count,
        int rawLength,
        int estimatedBytes) {
    /** A content that was compressed with another tells nothing of how it compresses alone; text does so. */
    private static final double USUAL_RATIO = 0.4;

    static Record of(long position, LogEntry entry) {
        int estimate = entry.isAnchored() ? (int) (entry.rawLength() * USUAL_RATIO) : entry.payload().length;
        return new Record(
                position,
                entry.kind(),
                entry.traceHigh(),
                entry.traceLow(),
                entry.count(),
                entry.rawLength(),
                estimate);
    }

    TraceId traceId() {
        return new TraceId(traceHigh, traceLow);
    }

    boolean isOfTrace() {
        return traceHigh != 0 || traceLow != 0;
    }

    /** Whether it is what applications sent, which is large; the rest is small. */
    boolean isContent() {
        return kind == LogEntry.Kind.SPANS || kind == LogEntry.Kind.LOGS;
    }
}
