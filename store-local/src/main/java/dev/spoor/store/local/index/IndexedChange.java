package dev.spoor.store.local.index;

import dev.spoor.model.Assessment;
import dev.spoor.model.SpanId;
import dev.spoor.model.SpanSummary;
import dev.spoor.model.TraceId;
import dev.spoor.store.Change;
import dev.spoor.store.SpanRow;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A change as the index takes it: spans are read already, so that many threads can do that before one applies it. */
public sealed interface IndexedChange {

    /**
     * Spans of one trace.
     *
     * @param attributeHashes see {@link AttributeHashes}
     * @param assessments what evaluators said in the spans' events
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Spans(
            TraceId traceId,
            String projectId,
            int rawLength,
            List<SpanEntry> spans,
            int[] attributeHashes,
            List<Assessment> assessments)
            implements IndexedChange {}

    /**
     * Log records of one trace: the index only needs to know where they are, and of which spans they say something.
     *
     * @param contentOf the spans that read otherwise with these records
     * @param assessments what evaluators said in them
     */
    record Logs(
            TraceId traceId,
            String projectId,
            int rawLength,
            int count,
            Set<SpanId> contentOf,
            List<Assessment> assessments)
            implements IndexedChange {}

    /** Anything else, as it is. */
    record Other(Change change) implements IndexedChange {}

    /** A span with what is only kept for its trace. */
    record SpanEntry(
            SpanRow row, SpanSummary summary, @Nullable String serviceName) {}
}
