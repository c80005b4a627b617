package dev.spoor.store;

import dev.spoor.model.filter.Filter;
import dev.spoor.model.filter.OrderBy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which traces to list. Null and empty mean any.
 *
 * @param fromEpochNanos traces that started at or after it
 * @param toEpochNanos traces that started before it; 0 for no end
 * @param name the trace's whole name
 * @param model a model that any of its spans used
 * @param tags tags the trace must have, with these values
 * @param filter what else must hold
 * @param orderBy by what to sort, the first key counts most; empty for the newest start first
 * @param cursor from the page before, or null for the first
 * @param limit 1 to {@link #MAX_LIMIT}
 */
public record TraceQuery(
        List<String> projectIds,
        long fromEpochNanos,
        long toEpochNanos,
        @Nullable TraceState state,
        @Nullable String name,
        @Nullable String session,
        @Nullable String user,
        @Nullable String model,
        Map<String, String> tags,
        Filter filter,
        List<OrderBy> orderBy,
        @Nullable String cursor,
        int limit) {
    public static final int MAX_LIMIT = 1000;

    public TraceQuery {
        projectIds = List.copyOf(projectIds);
        tags = Map.copyOf(tags);
        orderBy = List.copyOf(orderBy);
        Limits.check(limit, MAX_LIMIT);
    }

    /** The newest traces of all projects. */
    public static TraceQuery newest(int limit) {
        return new TraceQuery(
                List.of(), 0, 0, null, null, null, null, null, Map.of(), Filter.ALL, List.of(), null, limit);
    }

    /** The newest traces of all projects that match. */
    public static TraceQuery matching(Filter filter, int limit) {
        return new TraceQuery(List.of(), 0, 0, null, null, null, null, null, Map.of(), filter, List.of(), null, limit);
    }

    /** The same from another place on, for so many. */
    public TraceQuery page(@Nullable String from, int size) {
        return new TraceQuery(
                projectIds,
                fromEpochNanos,
                toEpochNanos,
                state,
                name,
                session,
                user,
                model,
                tags,
                filter,
                orderBy,
                from,
                size);
    }
}
