package dev.spoor.store;

import dev.spoor.model.filter.Filter;
import dev.spoor.model.text.TextPattern;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to look for, and in which traces; what is not said of {@code pattern} is as in {@link TraceQuery}.
 *
 * @param limit 1 to {@link #MAX_LIMIT}
 */
public record SearchQuery(
        TextPattern pattern,
        List<String> projectIds,
        long fromEpochNanos,
        long toEpochNanos,
        Filter filter,
        @Nullable String cursor,
        int limit) {
    public static final int MAX_LIMIT = 200;

    public SearchQuery {
        projectIds = List.copyOf(projectIds);
        Limits.check(limit, MAX_LIMIT);
    }

    /** In the newest traces of all projects, whatever the case. */
    public static SearchQuery of(String text, int limit) {
        return new SearchQuery(TextPattern.of(text, false), List.of(), 0, 0, Filter.ALL, null, limit);
    }

    /** The same from another place on. */
    public SearchQuery page(@Nullable String from) {
        return new SearchQuery(pattern, projectIds, fromEpochNanos, toEpochNanos, filter, from, limit);
    }

    /** The traces that it is about, whatever they contain: so many from a place on. */
    public TraceQuery traces(@Nullable String from, int size) {
        return new TraceQuery(
                projectIds,
                fromEpochNanos,
                toEpochNanos,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                filter,
                List.of(),
                from,
                size);
    }
}
