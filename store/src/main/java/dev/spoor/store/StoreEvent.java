package dev.spoor.store;

import dev.spoor.model.TraceId;
import java.util.List;

/** What has become visible. */
public sealed interface StoreEvent {

    /** The log position up to which queries see all. */
    long position();

    /** Spans of a trace came, or something was said of it. */
    record TraceUpdated(long position, TraceSummary trace, List<SpanRow> spans) implements StoreEvent {
        public TraceUpdated {
            spans = List.copyOf(spans);
        }
    }

    record TracesRemoved(long position, List<TraceId> traceIds) implements StoreEvent {
        public TracesRemoved {
            traceIds = List.copyOf(traceIds);
        }
    }
}
