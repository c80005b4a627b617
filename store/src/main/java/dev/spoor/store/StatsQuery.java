package dev.spoor.store;

import dev.spoor.model.filter.Filter;
import java.util.List;

/**
 * Which numbers to compute.
 *
 * @param toEpochNanos end of the range, not included; 0 for no end
 * @param bucketNanos width of a step of time; 0 for one number over the whole range
 * @param filter of the traces that count
 * @param limit most groups to give, the busiest ones; 1 to 1000
 */
public record StatsQuery(
        List<String> projectIds,
        long fromEpochNanos,
        long toEpochNanos,
        long bucketNanos,
        GroupBy groupBy,
        Filter filter,
        int limit) {
    public StatsQuery {
        projectIds = List.copyOf(projectIds);
        Limits.check(limit, 1000);
        if (bucketNanos < 0) {
            throw new IllegalArgumentException("bucketNanos must be 0 or more, not " + bucketNanos);
        }
    }

    /** What a row of the answer stands for. */
    public enum GroupBy {
        /** All traces together. */
        TRACES,
        /** Spans that call a model, by model. */
        MODEL,
        /** All spans, by the name shown. */
        SPAN_NAME,
        /** All spans, by type. */
        SPAN_TYPE,
        /** Tool spans, by tool. */
        TOOL
    }
}
