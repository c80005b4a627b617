package dev.spoor.store.local.index;

import dev.spoor.model.Assessment;
import dev.spoor.model.Project;
import dev.spoor.model.Run;
import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import dev.spoor.store.SpanRow;
import dev.spoor.store.TraceQuery;
import dev.spoor.store.TraceSummary;
import dev.spoor.store.local.json.StoredJson;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is asked of traces and their spans. */
public final class TraceQueries {
    private final Index index;

    public TraceQueries(Index index) {
        this.index = index;
    }

    /**
     * A page of traces that may match.
     *
     * @param exact whether they do; when not, each is to be checked
     * @param cursors behind each trace
     */
    public record Candidates(List<TraceSummary> traces, List<String> cursors, boolean exact) {}

    /**
     * The first traces behind the query's cursor of which more than its filter may hold; {@code limit} at most.
     *
     * @param text what narrows conditions on content
     */
    public Candidates candidates(TraceQuery query, int limit, long nowEpochNanos, TextBlocks text) {
        SqlCondition filter = FilterSql.of(query.filter(), nowEpochNanos, text);
        TraceOrder order = new TraceOrder(query.orderBy());
        SqlCondition keys = order.columns();
        Conditions conditions = TraceConditions.of(query)
                .and(filter)
                .and(order.after(query.cursor()))
                .first(keys.parameters());
        String sql = "SELECT t.rowid, t.start, t.trace_high, t.trace_low" + keys.sql() + " FROM traces t"
                + conditions.where() + order.orderBy() + " LIMIT " + limit;
        return index.readAtOnce(connection -> {
            // Places first, then the wide columns of those rows alone: DuckDB's own way to do that reads twice as much.
            List<Long> places = new ArrayList<>();
            List<String> cursors = new ArrayList<>();
            PreparedStatement select = connection.kept(sql);
            conditions.bind(select);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    places.add(rows.getLong(1));
                    cursors.add(order.cursor(rows, 5, rows.getLong(2), rows.getLong(3), rows.getLong(4)));
                }
            }
            return new Candidates(at(connection, places), cursors, filter.exact());
        });
    }

    /** The rows at these places, in their order. */
    private static List<TraceSummary> at(ReadConnection connection, List<Long> places) throws SQLException {
        if (places.isEmpty()) {
            return List.of();
        }
        Map<Long, TraceSummary> found = HashMap.newHashMap(places.size());
        PreparedStatement select = connection.kept("SELECT " + TraceRows.COLUMNS + ", t.rowid FROM traces t"
                + " SEMI JOIN (SELECT unnest(?::BIGINT[]) AS place) ON t.rowid = place WHERE t.rowid BETWEEN ? AND ?");
        select.setObject(1, connection.array("BIGINT", places));
        select.setLong(2, Collections.min(places));
        select.setLong(3, Collections.max(places));
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.put(rows.getLong(TraceRows.COUNT + 1), TraceRows.read(rows));
            }
        }
        return places.stream().map(found::get).toList();
    }

    /** Those of the traces that are there. */
    public Map<TraceId, TraceSummary> traces(Collection<TraceId> traceIds) {
        if (traceIds.isEmpty()) {
            return Map.of();
        }
        return index.readAtOnce(connection -> {
            List<Long> places = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT rowid FROM traces" + TraceIds.joined(traceIds))) {
                while (rows.next()) {
                    places.add(rows.getLong(1));
                }
            }
            Map<TraceId, TraceSummary> found = new HashMap<>();
            at(connection, places).forEach(trace -> found.put(trace.traceId(), trace));
            return found;
        });
    }

    public Optional<TraceSummary> trace(TraceId traceId) {
        return index.read(connection -> {
            PreparedStatement select = connection.kept(
                    "SELECT " + TraceRows.COLUMNS + " FROM traces WHERE trace_high = ? AND trace_low = ?");
            bind(select, traceId, 1);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(TraceRows.read(rows)) : Optional.empty();
            }
        });
    }

    public Optional<SpanRow> spanRow(TraceId traceId, SpanId spanId) {
        List<SpanRow> found =
                rowsOf(traceId, SpanRows.COLUMNS, "spans", " AND span_id = ?", SpanRows::read, List.of(spanId.value()));
        return found.stream().findFirst();
    }

    /** Rows of all spans of the trace, by start time; some 200 bytes of memory each. */
    public List<SpanRow> spans(TraceId traceId) {
        return rowsOf(traceId, SpanRows.COLUMNS, "spans", " ORDER BY start, span_id", SpanRows::read, List.of());
    }

    /** A span's row, and the log position of the entry that holds it. */
    public record PlacedRow(long block, SpanRow row) {}

    /** Rows of all spans of these traces, by trace; some 200 bytes of memory each. */
    public Map<TraceId, List<PlacedRow>> rowsOf(Collection<TraceId> traceIds) {
        if (traceIds.isEmpty()) {
            return Map.of();
        }
        return index.read(connection -> {
            Map<TraceId, List<PlacedRow>> found = new HashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT " + SpanRows.COLUMNS + ", block FROM spans"
                            + TraceIds.joinedByBlock(traceIds) + " ORDER BY start, span_id")) {
                while (rows.next()) {
                    SpanRow row = SpanRows.read(rows);
                    found.computeIfAbsent(row.traceId(), id -> new ArrayList<>())
                            .add(new PlacedRow(rows.getLong(SpanRows.COUNT + 1), row));
                }
            }
            return found;
        });
    }

    /** The log position of the entry that holds the span. */
    public Optional<Long> blockOf(TraceId traceId, SpanId spanId) {
        List<Long> found =
                rowsOf(traceId, "block", "spans", " AND span_id = ?", row -> row.getLong(1), List.of(spanId.value()));
        return found.stream().findFirst();
    }

    /** Log positions of the entries that hold the trace's spans, and which of their spans are the last copy. */
    public Map<Long, Set<SpanId>> spanBlocks(TraceId traceId) {
        Map<Long, Set<SpanId>> blocks = new TreeMap<>();
        rowsOf(
                traceId,
                "block, span_id",
                "spans",
                "",
                row -> blocks.computeIfAbsent(row.getLong(1), k -> new HashSet<>())
                        .add(new SpanId(row.getLong(2))),
                List.of());
        return blocks;
    }

    /** Log positions of the entries that hold the trace's log records, in the order of arrival. */
    public List<Long> logBlocks(TraceId traceId) {
        return rowsOf(traceId, "block", "blocks", " AND kind = 2 ORDER BY block", row -> row.getLong(1), List.of());
    }

    /** Lengths of all entries of content before a position, by position. Some 50 bytes of memory each. */
    public Map<Long, Integer> blocksBefore(long position) {
        return index.read(connection -> {
            Map<Long, Integer> blocks = new HashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("SELECT block, length FROM blocks WHERE block < " + position)) {
                while (rows.next()) {
                    blocks.put(rows.getLong(1), rows.getInt(2));
                }
            }
            return blocks;
        });
    }

    /** How many traces have content at or after a position. */
    public long countFrom(long position) {
        return index.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery("SELECT count(*) FROM traces WHERE last_block >= " + position)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /** See {@code TraceStore.assessments}. */
    public Map<TraceId, List<Assessment>> assessments(Collection<TraceId> traceIds) {
        if (traceIds.isEmpty()) {
            return Map.of();
        }
        return index.read(connection -> {
            Map<TraceId, List<Assessment>> found = new HashMap<>();
            try (ResultSet rows = assessments(connection, traceIds)) {
                while (rows.next()) {
                    Assessment assessment = StoredJson.read(rows.getString(1), Assessment.class);
                    found.computeIfAbsent(assessment.traceId(), id -> new ArrayList<>())
                            .add(assessment);
                }
            }
            found.values()
                    .forEach(list -> list.sort(Comparator.comparingLong(Assessment::createdEpochMillis)
                            .thenComparing(Assessment::id)));
            return found;
        });
    }

    private static ResultSet assessments(ReadConnection connection, Collection<TraceId> traceIds) throws SQLException {
        if (traceIds.size() == 1) {
            PreparedStatement select =
                    connection.kept("SELECT json FROM assessments WHERE trace_high = ? AND trace_low = ?");
            bind(select, traceIds.iterator().next(), 1);
            return select.executeQuery();
        }
        // Closed with its answer.
        PreparedStatement select =
                connection.prepareStatement("SELECT json FROM assessments" + TraceIds.joined(traceIds));
        select.closeOnCompletion();
        return select.executeQuery();
    }

    public Optional<Run> run(String id) {
        return runs("SELECT json FROM runs WHERE id = ?", List.of(id)).stream().findFirst();
    }

    /** See {@code TraceStore.runs}. */
    public List<Run> runs(List<String> projectIds) {
        return projectIds.isEmpty()
                ? List.of()
                : runs(
                        "SELECT json FROM runs WHERE project IN ("
                                + String.join(", ", Collections.nCopies(projectIds.size(), "?")) + ")",
                        projectIds);
    }

    private List<Run> runs(String sql, List<String> parameters) {
        return index.read(connection -> {
            List<Run> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.size(); i++) {
                    select.setString(i + 1, parameters.get(i));
                }
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(StoredJson.read(rows.getString(1), Run.class));
                    }
                }
            }
            found.sort(
                    Comparator.comparingLong(Run::startEpochMillis).reversed().thenComparing(Run::id));
            return found;
        });
    }

    public List<Project> projects() {
        return index.read(connection -> {
            List<Project> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT json FROM projects");
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(StoredJson.read(rows.getString(1), Project.class));
                }
            }
            return found;
        });
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Reads a trace's rows of a table that lies in the order of the log: first between which log positions they are.
     *
     * @param rest of the query, with question marks for {@code values}
     */
    private <T> List<T> rowsOf(
            TraceId traceId, String columns, String table, String rest, Row<T> row, List<Long> values) {
        return index.readAtOnce(connection -> {
            List<T> found = new ArrayList<>();
            PreparedStatement range = connection.kept(
                    "SELECT first_block, last_block FROM traces WHERE trace_high = ? AND trace_low = ?");
            bind(range, traceId, 1);
            long first;
            long last;
            try (ResultSet rows = range.executeQuery()) {
                if (!rows.next()) {
                    return found;
                }
                first = rows.getLong(1);
                last = rows.getLong(2);
            }
            PreparedStatement select = connection.kept("SELECT " + columns + " FROM " + table
                    + " WHERE block BETWEEN ? AND ? AND trace_high = ? AND trace_low = ?" + rest);
            select.setLong(1, first);
            select.setLong(2, last);
            bind(select, traceId, 3);
            for (int i = 0; i < values.size(); i++) {
                select.setLong(5 + i, values.get(i));
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(row.read(rows));
                }
            }
            return found;
        });
    }

    private static void bind(PreparedStatement statement, TraceId traceId, int at) throws SQLException {
        statement.setLong(at, traceId.high());
        statement.setLong(at + 1, traceId.low());
    }
}
