package dev.spoor.store.local.index;

import dev.spoor.model.filter.Field;
import dev.spoor.model.filter.FieldRef;
import dev.spoor.model.filter.FieldType;
import dev.spoor.model.filter.OrderBy;
import dev.spoor.store.StoredTrace;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order of traces in SQL, and places in it: the sort keys of a row, so that a page goes on behind it whatever has arrived
 * since. After the keys that were asked for come time, newest first, and the trace id.
 */
final class TraceOrder {
    /** No text looks so once it is encoded. */
    private static final String ABSENT = "~";

    /** Turns the highest bit round, so that negative numbers come after the others. */
    private static final String UNSIGNED = "CAST(xor(%s, -9223372036854775808) AS BIGINT)";

    private final List<Key> keys = new ArrayList<>();

    /** @param parameters of the expression */
    private record Key(String sql, List<Object> parameters, boolean text, boolean descending) {

        SqlCondition with(String comparison, Object... values) {
            List<Object> all = new ArrayList<>(parameters);
            Collections.addAll(all, values);
            return new SqlCondition(sql + comparison, all, true);
        }

        Object value(String part) {
            return text ? URLDecoder.decode(part, StandardCharsets.UTF_8) : Cursor.number(part);
        }
    }

    TraceOrder(List<OrderBy> order) {
        for (OrderBy by : order) {
            if (by.ref().field() == Field.TRACE_ID) {
                // The halves as numbers without a sign, which is the order of the hex digits.
                keys.add(new Key(UNSIGNED.formatted("t.trace_high"), List.of(), false, by.descending()));
                keys.add(new Key(UNSIGNED.formatted("t.trace_low"), List.of(), false, by.descending()));
            } else {
                keys.add(key(by.ref(), by.descending()));
            }
        }
        for (String column : new String[] {"t.start", "t.trace_high", "t.trace_low"}) {
            keys.add(new Key(column, List.of(), false, true));
        }
    }

    private static Key key(FieldRef ref, boolean descending) {
        boolean text = ref.field().type() == FieldType.TEXT || ref.field().type() == FieldType.ANY;
        return switch (ref.field()) {
            case STATUS -> new Key("['IN_PROGRESS', 'OK', 'ERROR'][t.state + 1]", List.of(), true, descending);
            case RUN_ID -> new Key("t.metadata[?]", List.of(StoredTrace.SOURCE_RUN), true, descending);
            case TAG, METADATA -> new Key(ConditionSql.column(ref), List.of(ref.key()), true, descending);
            default -> new Key(ConditionSql.column(ref), List.of(), text, descending);
        };
    }

    /** The keys as columns, after a comma; empty for the usual order, whose keys are columns of every row. */
    SqlCondition columns() {
        StringBuilder sql = new StringBuilder();
        List<Object> parameters = new ArrayList<>();
        for (int i = 0; i < asked(); i++) {
            sql.append(", ").append(keys.get(i).sql).append(" AS k").append(i);
            parameters.addAll(keys.get(i).parameters);
        }
        return new SqlCondition(sql.toString(), parameters, true);
    }

    private int asked() {
        return keys.size() - 3;
    }

    /** {@code ORDER BY …}; needs the {@link #columns}. */
    String orderBy() {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String name = i < asked() ? "k" + i : keys.get(i).sql;
            parts.add(name + (keys.get(i).descending ? " DESC" : " ASC") + " NULLS LAST");
        }
        return " ORDER BY " + String.join(", ", parts);
    }

    /** What holds for the rows behind a place; null for the first page. */
    @Nullable
    SqlCondition after(@Nullable String cursor) {
        List<String> place = Cursor.parse(cursor, keys.size());
        if (place == null) {
            return null;
        }
        if (asked() == 0) {
            return SqlCondition.exactly(
                    "(t.start, t.trace_high, t.trace_low) < (?, ?, ?)",
                    Cursor.number(place.get(0)),
                    Cursor.number(place.get(1)),
                    Cursor.number(place.get(2)));
        }
        List<SqlCondition> ways = new ArrayList<>();
        List<SqlCondition> same = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Key key = keys.get(i);
            boolean absent = place.get(i).equals(ABSENT);
            if (!absent) {
                List<SqlCondition> way = new ArrayList<>(same);
                // Absent values come last either way.
                way.add(SqlCondition.or(List.of(
                        key.with(" IS NULL"), key.with(key.descending ? " < ?" : " > ?", key.value(place.get(i))))));
                ways.add(SqlCondition.and(way));
            }
            same.add(absent ? key.with(" IS NULL") : key.with(" = ?", key.value(place.get(i))));
        }
        return SqlCondition.or(ways);
    }

    /**
     * The place of a row.
     *
     * @param firstKey the column after those of the trace
     */
    String cursor(ResultSet row, int firstKey, long start, long high, long low) throws SQLException {
        List<Object> parts = new ArrayList<>();
        for (int i = 0; i < asked(); i++) {
            String text = row.getString(firstKey + i);
            parts.add(text == null ? ABSENT : URLEncoder.encode(text, StandardCharsets.UTF_8));
        }
        Collections.addAll(parts, start, high, low);
        return Cursor.of(parts.toArray());
    }
}
