package dev.spoor.store.local.index;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A condition in SQL with its parameters.
 *
 * @param exact whether it holds for just the rows that are meant; when not, it holds for more, and each has to be checked
 */
record SqlCondition(String sql, List<Object> parameters, boolean exact) {
    static final SqlCondition ALWAYS = new SqlCondition("TRUE", List.of(), true);
    static final SqlCondition NEVER = new SqlCondition("FALSE", List.of(), true);

    /** Says nothing of any row. */
    static final SqlCondition UNKNOWN = new SqlCondition("TRUE", List.of(), false);

    static SqlCondition exactly(String sql, Object... parameters) {
        return new SqlCondition(sql, List.of(parameters), true);
    }

    static SqlCondition atMost(String sql, Object... parameters) {
        return new SqlCondition(sql, List.of(parameters), false);
    }

    static SqlCondition and(List<SqlCondition> parts) {
        return parts.isEmpty() ? ALWAYS : join(parts, " AND ");
    }

    static SqlCondition or(List<SqlCondition> parts) {
        return join(parts, " OR ");
    }

    private static SqlCondition join(List<SqlCondition> parts, String word) {
        List<Object> parameters = new ArrayList<>();
        parts.forEach(part -> parameters.addAll(part.parameters));
        return new SqlCondition(
                parts.stream().map(SqlCondition::sql).collect(Collectors.joining(word, "(", ")")),
                parameters,
                parts.stream().allMatch(SqlCondition::exact));
    }

    /** What is unknown in SQL is false in a filter. The rows outside of too many are too few to be of use. */
    SqlCondition not() {
        return exact ? new SqlCondition("NOT coalesce(" + sql + ", FALSE)", parameters, true) : UNKNOWN;
    }

    /** The same within more text, which has a {@code %s} for it. */
    SqlCondition within(String text) {
        return new SqlCondition(text.formatted(sql), parameters, exact);
    }
}
