package dev.spoor.store.local.index;

import dev.spoor.model.TraceId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Traces that were changed lately, since the next batch of spans is mostly about them too. Bounded by the spans that they
 * have together; the one that was not used for longest goes first. For the index's writer alone.
 */
final class AggregateCache {
    /** What a trace costs besides its spans, counted in spans. */
    private static final int TRACE_WEIGHT = 40;

    private final int maxWeight;
    private final LinkedHashMap<TraceId, TraceAggregate> traces = new LinkedHashMap<>();
    private long weight;

    AggregateCache(int maxSpans) {
        this.maxWeight = maxSpans;
    }

    /** Hands over the trace, which is then no longer in the cache. */
    @Nullable
    TraceAggregate take(TraceId id) {
        TraceAggregate trace = traces.remove(id);
        if (trace != null) {
            weight -= weight(trace);
        }
        return trace;
    }

    void put(Map<TraceId, TraceAggregate> changed) {
        changed.forEach((id, trace) -> {
            take(id);
            traces.put(id, trace);
            weight += weight(trace);
        });
        Iterator<TraceAggregate> oldest = traces.values().iterator();
        while (weight > maxWeight && oldest.hasNext()) {
            weight -= weight(oldest.next());
            oldest.remove();
        }
    }

    void clear() {
        traces.clear();
        weight = 0;
    }

    private static long weight(TraceAggregate trace) {
        return TRACE_WEIGHT + trace.numbers.ids.size();
    }
}
