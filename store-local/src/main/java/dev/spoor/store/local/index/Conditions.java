package dev.spoor.store.local.index;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A WHERE clause being put together, with its parameters. */
final class Conditions {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    /** Adds a condition with a question mark for each parameter. */
    Conditions and(String condition, Object... values) {
        conditions.add(condition);
        Collections.addAll(parameters, values);
        return this;
    }

    Conditions and(@Nullable SqlCondition condition) {
        return condition == null || condition.equals(SqlCondition.ALWAYS)
                ? this
                : and(condition.sql(), condition.parameters().toArray());
    }

    /** Adds parameters of what stands before the clause. */
    Conditions first(List<Object> values) {
        parameters.addAll(0, values);
        return this;
    }

    /** Adds parameters of what follows the clause. */
    void parameters(Object... values) {
        Collections.addAll(parameters, values);
    }

    Conditions equal(String column, @Nullable String value) {
        return value == null ? this : and(column + " = ?", value);
    }

    Conditions oneOf(String column, List<String> values) {
        return values.isEmpty()
                ? this
                : and(
                        column + " IN (" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")",
                        values.toArray());
    }

    /** Times from {@code from} up to, not including, {@code to}; 0 for no end. */
    Conditions between(String column, long from, long to) {
        if (from > 0) {
            and(column + " >= ?", from);
        }
        return to > 0 ? and(column + " < ?", to) : this;
    }

    /** {@code WHERE …}, or nothing. */
    String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
        }
    }
}
