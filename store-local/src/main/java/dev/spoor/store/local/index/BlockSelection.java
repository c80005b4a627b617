package dev.spoor.store.local.index;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Entries of the log, to which a query is narrowed.
 *
 * @param positions of single ones
 * @param stretches all that lie in one of them
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record BlockSelection(long[] positions, List<Stretch> stretches) {
    public BlockSelection {
        stretches = List.copyOf(stretches);
    }

    /**
     * @param first log position
     * @param end log position behind the last
     */
    public record Stretch(long first, long end) {}

    /** That the column holds one of them. */
    SqlCondition has(String column) {
        String among = positions.length == 0
                ? ""
                : column + " IN ("
                        + Arrays.stream(positions).mapToObj(Long::toString).collect(Collectors.joining(","))
                        + ")";
        String within = stretches.stream()
                .map(stretch -> "(" + column + " >= " + stretch.first + " AND " + column + " < " + stretch.end + ")")
                .collect(Collectors.joining(" OR "));
        String both = among.isEmpty() || within.isEmpty() ? among + within : among + " OR " + within;
        return both.isEmpty() ? SqlCondition.NEVER : SqlCondition.atMost("(" + both + ")");
    }

    /** That a trace has content in one of them; on rows of {@code traces t}. */
    SqlCondition ofTrace() {
        return has("b.block")
                .within("EXISTS (SELECT 1 FROM blocks b WHERE b.trace_high = t.trace_high AND b.trace_low ="
                        + " t.trace_low AND %s)");
    }
}
