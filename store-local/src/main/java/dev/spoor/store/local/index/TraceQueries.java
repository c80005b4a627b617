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
import java.sql.Connection;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                conditions.bind(select);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        places.add(rows.getLong(1));
                        cursors.add(order.cursor(rows, 5, rows.getLong(2), rows.getLong(3), rows.getLong(4)));
                    }
                }
            }
            return new Candidates(at(connection, places), cursors, filter.exact());
        });
    }

    /** The rows at these places, in their order. */
    private static List<TraceSummary> at(Connection connection, List<Long> places) throws SQLException {
        if (places.isEmpty()) {
            return List.of();
        }
        Map<Long, TraceSummary> found = HashMap.newHashMap(places.size());
        String list = places.stream().map(String::valueOf).collect(Collectors.joining(","));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + TraceRows.COLUMNS + ", t.rowid FROM traces t"
                        + " SEMI JOIN (SELECT unnest([" + list
                        + "]) AS place) ON t.rowid = place WHERE t.rowid BETWEEN "
                        + Collections.min(places) + " AND " + Collections.max(places))) {
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
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT " + TraceRows.COLUMNS + " FROM traces WHERE trace_high = ? AND trace_low = ?")) {
                bind(select, traceId);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(TraceRows.read(rows)) : Optional.empty();
                }
            }
        });
    }

    public Optional<SpanRow> spanRow(TraceId traceId, SpanId spanId) {
        return index.read(connection -> {
            Range range = range(connection, traceId);
            if (range == null) {
                return Optional.empty();
            }
            try (PreparedStatement select = connection.prepareStatement("SELECT " + SpanRows.COLUMNS
                    + " FROM spans WHERE block BETWEEN " + range.first + " AND " + range.last
                    + " AND trace_high = ? AND trace_low = ? AND span_id = ?")) {
                bind(select, traceId);
                select.setLong(3, spanId.value());
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(SpanRows.read(rows)) : Optional.empty();
                }
            }
        });
    }

    /** Rows of all spans of the trace, by start time; some 200 bytes of memory each. */
    public List<SpanRow> spans(TraceId traceId) {
        return index.read(connection -> {
            List<SpanRow> found = new ArrayList<>();
            Range range = range(connection, traceId);
            if (range != null) {
                try (PreparedStatement select = connection.prepareStatement("SELECT " + SpanRows.COLUMNS
                        + " FROM spans WHERE block BETWEEN " + range.first + " AND " + range.last
                        + " AND trace_high = ? AND trace_low = ? ORDER BY start, span_id")) {
                    bind(select, traceId);
                    try (ResultSet rows = select.executeQuery()) {
                        while (rows.next()) {
                            found.add(SpanRows.read(rows));
                        }
                    }
                }
            }
            return found;
        });
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
        return index.read(connection -> {
            Range range = range(connection, traceId);
            if (range == null) {
                return Optional.empty();
            }
            try (PreparedStatement select = connection.prepareStatement("SELECT block FROM spans WHERE block BETWEEN "
                    + range.first + " AND " + range.last
                    + " AND trace_high = ? AND trace_low = ? AND span_id = ?")) {
                bind(select, traceId);
                select.setLong(3, spanId.value());
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
                }
            }
        });
    }

    /** Log positions of the entries that hold the trace's spans, and which of their spans are the last copy. */
    public Map<Long, Set<SpanId>> spanBlocks(TraceId traceId) {
        return index.read(connection -> {
            Map<Long, Set<SpanId>> blocks = new TreeMap<>();
            Range range = range(connection, traceId);
            if (range != null) {
                try (PreparedStatement select =
                        connection.prepareStatement("SELECT block, span_id FROM spans WHERE block BETWEEN "
                                + range.first + " AND " + range.last + " AND trace_high = ? AND trace_low = ?")) {
                    bind(select, traceId);
                    try (ResultSet rows = select.executeQuery()) {
                        while (rows.next()) {
                            blocks.computeIfAbsent(rows.getLong(1), k -> new HashSet<>())
                                    .add(new SpanId(rows.getLong(2)));
                        }
                    }
                }
            }
            return blocks;
        });
    }

    /** Log positions of the entries that hold the trace's log records, in the order of arrival. */
    public List<Long> logBlocks(TraceId traceId) {
        return index.read(connection -> {
            List<Long> blocks = new ArrayList<>();
            Range range = range(connection, traceId);
            if (range != null) {
                try (PreparedStatement select = connection.prepareStatement(
                        "SELECT block FROM blocks WHERE block BETWEEN " + range.first + " AND " + range.last
                                + " AND trace_high = ? AND trace_low = ? AND kind = 2 ORDER BY block")) {
                    bind(select, traceId);
                    try (ResultSet rows = select.executeQuery()) {
                        while (rows.next()) {
                            blocks.add(rows.getLong(1));
                        }
                    }
                }
            }
            return blocks;
        });
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
        String sql = "SELECT json FROM assessments" + TraceIds.joined(traceIds);
        return index.read(connection -> {
            Map<TraceId, List<Assessment>> found = new HashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
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

    /** Between which log positions all of a trace's rows lie. */
    private record Range(long first, long last) {}

    private static @Nullable Range range(Connection connection, TraceId traceId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT first_block, last_block FROM traces WHERE trace_high = ? AND trace_low = ?")) {
            bind(select, traceId);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? new Range(rows.getLong(1), rows.getLong(2)) : null;
            }
        }
    }

    private static void bind(PreparedStatement statement, TraceId traceId) throws SQLException {
        statement.setLong(1, traceId.high());
        statement.setLong(2, traceId.low());
    }
}
