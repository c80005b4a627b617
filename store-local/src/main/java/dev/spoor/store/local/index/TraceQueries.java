package dev.spoor.store.local.index;

import dev.spoor.model.Assessment;
import dev.spoor.model.Project;
import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import dev.spoor.store.Page;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is asked of traces and their spans. */
public final class TraceQueries {
    private final Index index;

    public TraceQueries(Index index) {
        this.index = index;
    }

    /** See {@code TraceStore.traces}. */
    public Page<TraceSummary> traces(TraceQuery query) {
        Conditions conditions = new Conditions()
                .oneOf("project", query.projectIds())
                .between("start", query.fromEpochNanos(), query.toEpochNanos())
                .equal("name", query.name())
                .equal("session", query.session())
                .equal("\"user\"", query.user());
        if (query.state() != null) {
            conditions.and("state = ?", query.state().ordinal());
        }
        if (query.model() != null) {
            conditions.and("list_contains(models, ?)", query.model());
        }
        query.tags().forEach((key, value) -> conditions.and("tags[?] = ?", key, value));
        List<String> after = Cursor.parse(query.cursor(), 3);
        if (after != null) {
            conditions.and(
                    "(start, trace_high, trace_low) < (?, ?, ?)",
                    Cursor.number(after.get(0)),
                    Cursor.number(after.get(1)),
                    Cursor.number(after.get(2)));
        }
        List<TraceSummary> traces = index.read(connection -> {
            List<TraceSummary> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT " + TraceRows.COLUMNS + " FROM traces"
                    + conditions.where() + " ORDER BY start DESC, trace_high DESC, trace_low DESC LIMIT "
                    + (query.limit() + 1))) {
                conditions.bind(select);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(TraceRows.read(rows));
                    }
                }
            }
            return found;
        });
        if (traces.size() <= query.limit()) {
            return new Page<>(traces, null);
        }
        TraceSummary last = traces.get(query.limit() - 1);
        return new Page<>(
                traces.subList(0, query.limit()),
                Cursor.of(
                        last.startEpochNanos(),
                        last.traceId().high(),
                        last.traceId().low()));
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

    /** See {@code TraceStore.forEachSpan}. The rows are held in memory: some 200 bytes each. */
    public void forEachSpan(TraceId traceId, Consumer<SpanRow> action) {
        List<SpanRow> spans = index.read(connection -> {
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
        spans.forEach(action);
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

    public List<Assessment> assessments(TraceId traceId) {
        return index.read(connection -> {
            List<Assessment> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT json FROM assessments WHERE trace_high = ? AND trace_low = ?")) {
                bind(select, traceId);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(StoredJson.read(rows.getString(1), Assessment.class));
                    }
                }
            }
            found.sort(java.util.Comparator.comparingLong(Assessment::createdEpochMillis)
                    .thenComparing(Assessment::id));
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
