package dev.spoor.store;

import dev.spoor.model.filter.Filter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions to list. Null and empty mean any.
 *
 * @param fromEpochNanos sessions with a trace that started at or after it
 * @param toEpochNanos sessions with a trace that started before it; 0 for no end
 * @param filter of the traces that count: a session with none of them is not listed
 * @param limit 1 to {@link #MAX_LIMIT}
 */
public record SessionQuery(
        List<String> projectIds,
        long fromEpochNanos,
        long toEpochNanos,
        @Nullable String user,
        Filter filter,
        @Nullable String cursor,
        int limit) {
    public static final int MAX_LIMIT = 1000;

    public SessionQuery {
        projectIds = List.copyOf(projectIds);
        Limits.check(limit, MAX_LIMIT);
    }
}
