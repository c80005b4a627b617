package dev.spoor.store.local.index;

import dev.spoor.model.TraceId;
import dev.spoor.model.filter.Filter;
import java.util.Collection;
import java.util.stream.Collectors;

/** Which traces a sum is over: those of a filter that the index can decide, or those that were found one by one. */
public final class Selection {
    private final SqlCondition condition;

    private Selection(SqlCondition condition) {
        this.condition = condition;
    }

    /** @param nowEpochNanos what {@code now} means */
    public static Selection of(Filter filter, long nowEpochNanos) {
        return new Selection(FilterSql.of(filter, nowEpochNanos, TextBlocks.UNKNOWN));
    }

    /** Just these traces. */
    public static Selection of(Collection<TraceId> traces) {
        return new Selection(
                traces.isEmpty()
                        ? SqlCondition.NEVER
                        : SqlCondition.exactly("(t.trace_high, t.trace_low) IN ("
                                + traces.stream()
                                        .map(id -> "(" + id.high() + ", " + id.low() + ")")
                                        .collect(Collectors.joining(", "))
                                + ")"));
    }

    /** Whether the index can decide the filter. */
    public boolean isExact() {
        return condition.exact();
    }

    boolean isEverything() {
        return condition.equals(SqlCondition.ALWAYS);
    }

    /** On rows of {@code traces t}. */
    SqlCondition condition() {
        if (!condition.exact()) {
            throw new IllegalStateException("the traces are to be found one by one");
        }
        return condition;
    }
}
