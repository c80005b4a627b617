package dev.spoor.sdk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Starts and ends traces and spans by their ids, for programs in which neither a block nor a thread holds what belongs
 * together: callbacks, actors, queues. Safe for several threads.
 *
 * <pre>{@code
 * TraceClient client = Spoor.traceClient();
 * SpanIds root = client.startTrace(Spoor.span("order").inputs(order));
 * SpanIds step = client.startSpan(root, Spoor.span("check").type(SpanType.TOOL));
 * client.endSpan(step, span -> span.outputs(verdict));
 * client.endTrace(root.traceId(), span -> span.outputs(receipt));
 * }</pre>
 *
 * <p>It mixes with blocks: a span that is started inside {@code client.span(ids).get().makeCurrent()} is a child of
 * that span. While tracing is off the ids are zeros, and ending them does nothing.
 *
 * <p>At most {@link #MAX_OPEN_TRACES} traces are held open; a further one ends the oldest.
 */
public final class TraceClient {
    /** Traces that may be open at the same time. */
    public static final int MAX_OPEN_TRACES = 10_000;

    /** By trace id, oldest first; the spans of each by their ids, oldest first. Guarded by itself. */
    private final Map<String, Map<String, ActiveSpan>> open = new LinkedHashMap<>();

    TraceClient() {}

    /** Starts a trace with its root span. */
    public SpanIds startTrace(SpanStart start) {
        return opened(start.noParent().startDetached());
    }

    /** Starts a span under another one, which may be open, ended, or of another process. */
    public SpanIds startSpan(SpanIds parent, SpanStart start) {
        Optional<ActiveSpan> known = span(parent);
        return opened((known.isPresent() ? start.parent(known.get()) : start.parent(parent)).startDetached());
    }

    private SpanIds opened(ActiveSpan span) {
        SpanIds ids = span.ids();
        if (!ids.isValid()) {
            return ids;
        }
        List<ActiveSpan> pushedOut = new ArrayList<>();
        synchronized (open) {
            open.computeIfAbsent(ids.traceId(), id -> new LinkedHashMap<>()).put(ids.spanId(), span);
            if (open.size() > MAX_OPEN_TRACES) {
                var oldest = open.values().iterator();
                pushedOut.addAll(oldest.next().values());
                oldest.remove();
            }
        }
        endEarly(pushedOut);
        return ids;
    }

    /** The span of these ids, when it was started here and is open. */
    public Optional<ActiveSpan> span(SpanIds ids) {
        synchronized (open) {
            Map<String, ActiveSpan> spans = open.get(ids.traceId());
            return Optional.ofNullable(spans == null ? null : spans.get(ids.spanId()));
        }
    }

    /** How many spans are open. */
    public int openSpans() {
        synchronized (open) {
            return open.values().stream().mapToInt(Map::size).sum();
        }
    }

    /** Ends a span; false when it is not open. */
    public boolean endSpan(SpanIds ids) {
        return endSpan(ids, span -> {});
    }

    /**
     * Ends a span.
     *
     * @param last what is still to be said of it
     * @return false when it is not open; then nothing is done
     */
    public boolean endSpan(SpanIds ids, Consumer<ActiveSpan> last) {
        ActiveSpan span;
        synchronized (open) {
            Map<String, ActiveSpan> spans = open.get(ids.traceId());
            span = spans == null ? null : spans.remove(ids.spanId());
            if (spans != null && spans.isEmpty()) {
                open.remove(ids.traceId());
            }
        }
        if (span == null) {
            return false;
        }
        try {
            last.accept(span);
        } finally {
            span.close();
        }
        return true;
    }

    /** Ends a trace; see {@link #endTrace(String, Consumer)}. */
    public boolean endTrace(String traceId) {
        return endTrace(traceId, span -> {});
    }

    /**
     * Ends a trace: its root span, and whatever of its spans is still open, the newest first, each marked with {@link
     * SpoorAttributes#ENDED_WITH_TRACE}.
     *
     * @param last what is still to be said of the oldest open span, which is the root
     * @return false when none of its spans is open; then nothing is done
     */
    public boolean endTrace(String traceId, Consumer<ActiveSpan> last) {
        List<ActiveSpan> spans;
        synchronized (open) {
            Map<String, ActiveSpan> removed = open.remove(traceId);
            if (removed == null) {
                return false;
            }
            spans = new ArrayList<>(removed.values());
        }
        ActiveSpan root = spans.remove(0);
        endEarly(spans);
        try {
            last.accept(root);
        } finally {
            root.close();
        }
        return true;
    }

    private static void endEarly(List<ActiveSpan> spans) {
        for (int i = spans.size() - 1; i >= 0; i--) {
            spans.get(i).attribute(SpoorAttributes.ENDED_WITH_TRACE, true).close();
        }
    }
}
