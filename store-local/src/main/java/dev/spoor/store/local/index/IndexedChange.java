package dev.spoor.store.local.index;

import dev.spoor.model.SpanSummary;
import dev.spoor.model.TraceId;
import dev.spoor.store.Change;
import dev.spoor.store.SpanRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change as the index takes it: spans are read already, so that many threads can do that before one applies it. */
public sealed interface IndexedChange {

    /**
     * Spans of one trace.
     *
     * @param attributeHashes see {@link AttributeHashes}
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Spans(TraceId traceId, String projectId, int rawLength, List<SpanEntry> spans, int[] attributeHashes)
            implements IndexedChange {}

    /** Log records of one trace: the index only needs to know where they are. */
    record Logs(TraceId traceId, String projectId, int rawLength, int count) implements IndexedChange {}

    /** Anything else, as it is. */
    record Other(Change change) implements IndexedChange {}

    /** A span with what is only kept for its trace. */
    record SpanEntry(
            SpanRow row, SpanSummary summary, @Nullable String serviceName) {}
}
