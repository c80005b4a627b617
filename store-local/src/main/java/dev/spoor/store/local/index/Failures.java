package dev.spoor.store.local.index;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The failing spans of a trace, and which of them is to blame: the last to start of those that no failing span lies
 * below, since a failure goes up from the span where it began, and one that was overcome is followed by others. The answer
 * does not depend on the order in which spans arrive. Not safe for use by several threads.
 */
final class Failures {
    /** Of more failures than this, the latest count; how many there are is counted elsewhere. */
    private static final int MAX_KEPT = 200;
    /** Parents are followed so far; nobody reads a deeper tree. */
    private static final int MAX_DEPTH = 1000;

    /** @param message of its error */
    record Failure(
            long span, long startEpochNanos, @Nullable String message) {}

    private final TreeSet<Failure> kept =
            new TreeSet<>(Comparator.comparingLong(Failure::startEpochNanos).thenComparingLong(Failure::span));

    void add(long span, long startEpochNanos, @Nullable String message) {
        kept.add(new Failure(span, startEpochNanos, message));
        if (kept.size() > MAX_KEPT) {
            kept.pollFirst();
        }
    }

    /** The span to blame; null when none failed. */
    @Nullable
    Failure deepest(SpanIds spans) {
        if (kept.size() <= 1) {
            return kept.isEmpty() ? null : kept.first();
        }
        SpanIds above = new SpanIds();
        for (Failure failure : kept) {
            long id = spans.parent(failure.span);
            for (int depth = 0; id != 0 && depth < MAX_DEPTH && above.put(id, 0); depth++) {
                id = spans.parent(id);
            }
        }
        Failure found = null;
        for (Failure failure : kept) {
            // Of several that started together the deeper one.
            if (!above.contains(failure.span)
                    && (found == null
                            || failure.startEpochNanos > found.startEpochNanos
                            || depth(failure, spans) > depth(found, spans))) {
                found = failure;
            }
        }
        // All lie below each other only where parents go round in a circle.
        return found != null ? found : kept.last();
    }

    private static int depth(Failure failure, SpanIds spans) {
        int depth = 0;
        for (long id = spans.parent(failure.span); id != 0 && depth < MAX_DEPTH; id = spans.parent(id)) {
            depth++;
        }
        return depth;
    }
}
