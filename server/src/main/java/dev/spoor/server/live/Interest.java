package dev.spoor.server.live;

import dev.spoor.model.TraceId;
import dev.spoor.store.StoreEvent;
import dev.spoor.store.TraceSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a viewer wants to hear of. Empty and null mean all.
 *
 * @param spans whether headers of spans are wanted too
 */
record Interest(
        List<String> projectIds,
        @Nullable TraceId traceId,
        @Nullable String session,
        boolean spans) {

    boolean includes(StoreEvent event) {
        return switch (event) {
            case StoreEvent.TraceUpdated updated -> includes(updated.trace());
            case StoreEvent.TracesRemoved removed ->
                traceId == null || removed.traceIds().contains(traceId);
        };
    }

    private boolean includes(TraceSummary trace) {
        return (projectIds.isEmpty() || projectIds.contains(trace.projectId()))
                && (traceId == null || traceId.equals(trace.traceId()))
                && (session == null || session.equals(trace.session()));
    }
}
