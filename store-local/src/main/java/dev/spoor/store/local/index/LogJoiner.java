package dev.spoor.store.local.index;

import dev.spoor.model.SpanId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads spans again together with what their SDK sent beside them as log records. Called by the index's writer alone. */
public interface LogJoiner {

    /**
     * Reads the spans; what the log no longer holds is left out.
     *
     * @param spans log positions of entries of spans, with the spans that are wanted of each
     * @param logs log positions of entries of log records of the same trace, in order
     */
    List<Joined> join(Map<Long, Set<SpanId>> spans, Collection<Long> logs);

    /** A span as it reads with its log records, and the position of the entry that holds it. */
    record Joined(long block, IndexedChange.SpanEntry entry) {}
}
