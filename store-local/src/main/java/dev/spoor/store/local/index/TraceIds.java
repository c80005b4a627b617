package dev.spoor.store.local.index;

import dev.spoor.model.TraceId;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Some traces in SQL, as joins: DuckDB tells the scan of a joined table what keys to expect, so that it skips what cannot
 * match, and does so only for joins, not for long lists in conditions.
 */
final class TraceIds {
    private TraceIds() {}

    /** Leaves rows of these traces, in a table with {@code trace_high} and {@code trace_low}; at least one trace. */
    static String joined(Collection<TraceId> traces) {
        return " SEMI JOIN (VALUES "
                + traces.stream()
                        .map(id -> "(" + id.high() + "," + id.low() + ")")
                        .collect(Collectors.joining(","))
                + ") AS w(trace_high, trace_low) USING (trace_high, trace_low)";
    }

    /**
     * Leaves rows of these traces in a table with {@code block}. Rows lie in the order of the log, ids in none, so this reads
     * little of a large table.
     */
    static String joinedByBlock(Collection<TraceId> traces) {
        return " SEMI JOIN (SELECT block FROM blocks" + joined(traces) + ") AS b USING (block)";
    }
}
