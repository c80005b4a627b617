package dev.spoor.store.local.index;

import dev.spoor.model.TraceId;
import dev.spoor.store.Page;
import dev.spoor.store.SessionQuery;
import dev.spoor.store.SessionSummary;
import dev.spoor.store.StatsQuery;
import dev.spoor.store.StatsRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is asked of many traces together: sessions, numbers over time, totals. */
public final class SummaryQueries {
    /** Those of all traces of a group; a session is long, but its models are few. */
    private static final String UNPRICED_MODELS =
            "list_sort(list_distinct(flatten(list(unpriced_models) FILTER (unpriced > 0))))[1:"
                    + SessionSummary.MAX_UNPRICED_MODELS + "]";

    /** Up to 16 MB of durations for a question about all of them. */
    private static final long MAX_EXACT_ROWS = 2_000_000;

    private final Index index;

    public SummaryQueries(Index index) {
        this.index = index;
    }

    /** See {@code TraceStore.sessions}. */
    public Page<SessionSummary> sessions(SessionQuery query, Selection selection) {
        Conditions conditions = new Conditions()
                .and("session IS NOT NULL")
                .oneOf("project", query.projectIds())
                .between("start", query.fromEpochNanos(), query.toEpochNanos())
                .equal("\"user\"", query.user())
                .and(selection.condition());
        List<String> after = Cursor.parse(query.cursor(), 3);
        String having = after == null ? "" : " HAVING (max(start), session, project) < (?, ?, ?)";
        String sql =
                "SELECT session, project, arg_max(\"user\", start), count(*), count(*) FILTER (state = 2), min(start),"
                        + " max(start), " + usageSums("sum(%s)::BIGINT")
                        + ", sum(cost), sum(unpriced)::BIGINT, " + UNPRICED_MODELS
                        + ", arg_min(input, start), arg_max(output, start) FROM traces t"
                        + conditions.where() + " GROUP BY session, project" + having
                        + " ORDER BY max(start) DESC, session DESC, project DESC LIMIT " + (query.limit() + 1);
        if (after != null) {
            conditions.parameters(Cursor.number(after.get(0)), after.get(1), after.get(2));
        }
        List<SessionSummary> sessions = index.read(connection -> {
            List<SessionSummary> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                conditions.bind(select);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(session(rows));
                    }
                }
            }
            return found;
        });
        if (sessions.size() <= query.limit()) {
            return new Page<>(sessions, null);
        }
        SessionSummary last = sessions.get(query.limit() - 1);
        return new Page<>(
                sessions.subList(0, query.limit()),
                Cursor.of(last.lastStartEpochNanos(), last.session(), last.projectId()));
    }

    private static SessionSummary session(ResultSet row) throws SQLException {
        return new SessionSummary(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                row.getInt(5),
                row.getLong(6),
                row.getLong(7),
                SpanRows.readUsage(row, 8),
                TraceRows.usd(row, 18),
                row.getLong(19),
                TraceRows.texts(row.getArray(20)),
                row.getString(21),
                row.getString(22));
    }

    /** See {@code TraceStore.stats}. */
    public List<StatsRow> stats(StatsQuery query, Selection selection) {
        boolean traces = query.groupBy() == StatsQuery.GroupBy.TRACES;
        String group = switch (query.groupBy()) {
            case TRACES -> "NULL::VARCHAR";
            case MODEL -> "model";
            case SPAN_NAME -> "name";
            case SPAN_TYPE -> "type";
            case TOOL -> "tool";
        };
        Conditions conditions = new Conditions()
                .oneOf("project", query.projectIds())
                .between("start", query.fromEpochNanos(), query.toEpochNanos());
        if (query.groupBy() == StatsQuery.GroupBy.MODEL) {
            conditions.and("model IS NOT NULL AND usage_counts");
        } else if (query.groupBy() == StatsQuery.GroupBy.TOOL) {
            conditions.and("tool IS NOT NULL AND type = 'TOOL'");
        }
        if (traces) {
            conditions.and(selection.condition());
        } else if (!selection.isEverything()) {
            conditions.and(selection
                    .condition()
                    .within("EXISTS (SELECT 1 FROM traces t WHERE t.trace_high = r.trace_high"
                            + " AND t.trace_low = r.trace_low AND %s)"));
        }
        String bucket = query.bucketNanos() == 0 ? "0::BIGINT" : "start - start % " + query.bucketNanos();
        String sums = traces
                ? usageSums("sum(%s)::BIGINT") + ", sum(cost) AS cost, sum(unpriced) AS unpriced"
                : query.groupBy() == StatsQuery.GroupBy.MODEL
                        ? usageSums("sum(%s)::BIGINT")
                                + ", sum(cost) AS cost, count(*) FILTER (cost_source = 3) AS unpriced"
                        : usageSums("coalesce(sum(%s) FILTER (usage_counts), 0)::BIGINT")
                                + ", sum(cost) FILTER (usage_counts) AS cost,"
                                + " count(*) FILTER (usage_counts AND cost_source = 3) AS unpriced";
        String table = traces ? "traces t" : "spans r";
        String grouped = "SELECT " + bucket + " AS bucket, " + group + " AS grp, count(*) AS n, count(*) FILTER ("
                + (traces ? "state = 2" : "status = 2") + ") AS errors, " + sums + ", "
                + percentiles(table) + " AS p FROM " + table + conditions.where() + " GROUP BY ALL";
        // The busiest groups over the whole range, each with all its steps.
        String sql = "WITH grouped AS (" + grouped + "), busiest AS (SELECT grp FROM grouped GROUP BY grp"
                + " ORDER BY sum(n) DESC, grp LIMIT " + query.limit() + ") SELECT bucket, grp, n, errors, "
                + IndexSchema.USAGE_COLUMNS + ", cost, unpriced, p FROM grouped WHERE EXISTS (SELECT 1 FROM busiest"
                + " WHERE busiest.grp IS NOT DISTINCT FROM grouped.grp) ORDER BY bucket, n DESC, grp";
        return index.read(connection -> {
            List<StatsRow> found = new ArrayList<>();
            PreparedStatement select = connection.kept(sql);
            conditions.bind(select);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(stats(rows));
                }
            }
            return found;
        });
    }

    /** Exact ones keep all durations in memory, at a third less time than a digest of as many takes. */
    private String percentiles(String table) {
        long rows = index.read(connection -> {
            try (ResultSet count =
                    connection.kept("SELECT count(*) FROM " + table).executeQuery()) {
                count.next();
                return count.getLong(1);
            }
        });
        String duration = "CASE WHEN \"end\" > 0 THEN \"end\" - start END";
        return rows <= MAX_EXACT_ROWS
                ? "quantile_cont(" + duration + ", [0.5, 0.95, 0.99])"
                : "approx_quantile((" + duration + ")::FLOAT, [0.5, 0.95, 0.99])";
    }

    /** The same sum of each bucket of usage, under the name of its column. */
    private static String usageSums(String sum) {
        return Arrays.stream(IndexSchema.USAGE_COLUMNS.split(", "))
                .map(column -> sum.formatted(column) + " AS " + column)
                .collect(Collectors.joining(", "));
    }

    private static StatsRow stats(ResultSet row) throws SQLException {
        long[] percentiles = percentiles(row.getArray(17));
        return new StatsRow(
                row.getLong(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                SpanRows.readUsage(row, 5),
                TraceRows.usd(row, 15),
                row.getLong(16),
                percentiles[0],
                percentiles[1],
                percentiles[2]);
    }

    private static long[] percentiles(java.sql.@Nullable Array array) throws SQLException {
        long[] values = new long[3];
        if (array != null) {
            Object[] items = (Object[]) array.getArray();
            for (int i = 0; i < values.length; i++) {
                values[i] = items[i] instanceof Number number ? number.longValue() : 0;
            }
        }
        return values;
    }

    /** Traces whose row and spans do not agree, in a line each for people. */
    public List<String> inconsistencies() {
        return index.read(connection -> {
            List<String> found = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT coalesce(t.trace_high, s.trace_high), coalesce(t.trace_low, s.trace_low),"
                                    + " coalesce(t.spans, 0), coalesce(s.n, 0), coalesce(s.ids, 0) FROM traces t FULL JOIN"
                                    + " (SELECT trace_high, trace_low, count(*) AS n, count(DISTINCT span_id) AS ids"
                                    + " FROM spans GROUP BY ALL) s"
                                    + " ON t.trace_high = s.trace_high AND t.trace_low = s.trace_low"
                                    + " WHERE coalesce(t.spans, 0) <> coalesce(s.n, 0)"
                                    + " OR coalesce(s.n, 0) <> coalesce(s.ids, 0) LIMIT 100")) {
                while (rows.next()) {
                    found.add("trace " + new TraceId(rows.getLong(1), rows.getLong(2)) + ": its row says "
                            + rows.getLong(3) + " spans, the index has " + rows.getLong(4) + ", of which "
                            + rows.getLong(5) + " are different");
                }
            }
            return found;
        });
    }

    /** Counts of all that is there. */
    public record Totals(long traces, long spans, long rawBytes) {}

    public Totals totals() {
        return index.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT (SELECT count(*) FROM traces), (SELECT count(*) FROM"
                            + " spans), (SELECT coalesce(sum(raw_length), 0)::BIGINT FROM blocks)")) {
                row.next();
                return new Totals(row.getLong(1), row.getLong(2), row.getLong(3));
            }
        });
    }
}
