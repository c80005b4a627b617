package dev.spoor.server.live;

import dev.spoor.store.StoreEvent;
import dev.spoor.store.TraceSummary;

/**
 * One event with its place in the feed.
 *
 * @param number counts up by one for each event of this server's run, from 1
 */
record LiveEvent(long number, StoreEvent event) {

    /** About what it takes in memory. */
    long bytes() {
        return switch (event) {
            case StoreEvent.TraceUpdated updated ->
                800 + previewBytes(updated.trace()) + 400L * updated.spans().size();
            case StoreEvent.TracesRemoved removed ->
                200 + 32L * removed.traceIds().size();
        };
    }

    private static long previewBytes(TraceSummary trace) {
        long chars = 0;
        if (trace.inputPreview() != null) {
            chars += trace.inputPreview().length();
        }
        if (trace.outputPreview() != null) {
            chars += trace.outputPreview().length();
        }
        return 2 * chars;
    }
}
