package dev.spoor.store.local.index;

import dev.spoor.model.Assessment;
import dev.spoor.model.Project;
import dev.spoor.model.Run;
import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import dev.spoor.store.Change;
import dev.spoor.store.SpanRow;
import dev.spoor.store.TraceSummary;
import dev.spoor.store.local.json.StoredJson;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** What the index's writer does to the tables. One connection, one thread; everything between begin and commit is one step. */
final class IndexTables {
    /** Kinds of blocks. */
    static final int SPANS = 1;

    static final int LOGS = 2;

    private final DuckDBConnection connection;

    IndexTables(DuckDBConnection connection) throws SQLException {
        this.connection = connection;
        execute("CREATE TEMP TABLE IF NOT EXISTS wanted(trace_high BIGINT, trace_low BIGINT)");
    }

    /** An entry of the log that holds content of a trace. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Block(long block, TraceId traceId, int kind, int length, int rawLength, int items, int[] attributes) {}

    void begin() throws SQLException {
        execute("BEGIN TRANSACTION");
    }

    void commit() throws SQLException {
        execute("COMMIT");
    }

    void rollback() {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // There was no transaction, or the connection is gone; the error that led here is told.
        }
    }

    void setApplied(long position) throws SQLException {
        execute("UPDATE applied SET position = " + position);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void want(Collection<TraceId> traces) throws SQLException {
        execute("DELETE FROM wanted");
        try (DuckDBAppender out = connection.createAppender("temp", "main", "wanted")) {
            for (TraceId trace : traces) {
                out.beginRow();
                out.append(trace.high());
                out.append(trace.low());
                out.endRow();
            }
        }
    }

    /** Adds those of the traces that are in the tables, with sums made anew from their spans. */
    void loadTraces(Set<TraceId> wanted, Map<TraceId, TraceAggregate> into) throws SQLException {
        if (wanted.isEmpty()) {
            return;
        }
        want(wanted);
        List<TraceAggregate> found = new ArrayList<>();
        // Most are new; that is seen without reading the wide columns.
        String places = null;
        try (Statement statement = connection.createStatement();
                ResultSet range = statement.executeQuery("SELECT min(t.rowid), max(t.rowid) FROM traces t"
                        + " SEMI JOIN wanted USING (trace_high, trace_low)")) {
            if (range.next() && range.getObject(1) != null) {
                places = "t.rowid BETWEEN " + range.getLong(1) + " AND " + range.getLong(2);
            }
        }
        if (places == null) {
            return;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + TraceRows.COLUMNS
                        + ", first_block, last_block, said, seen FROM traces t SEMI JOIN wanted"
                        + " USING (trace_high, trace_low) WHERE " + places)) {
            while (row.next()) {
                TraceSummary summary = TraceRows.read(row);
                TraceAggregate trace =
                        new TraceAggregate(summary.traceId(), summary.projectId(), row.getLong(TraceRows.COUNT + 1));
                trace.lastBlock = row.getLong(TraceRows.COUNT + 2);
                trace.tags.putAll(summary.tags());
                trace.metadata.putAll(summary.metadata());
                String said = row.getString(TraceRows.COUNT + 3);
                trace.said = said == null ? trace.said : StoredJson.read(said, TraceAggregate.Said.class);
                trace.seen = SeenColumn.read(row.getString(TraceRows.COUNT + 4), summary);
                trace.stored = true;
                found.add(trace);
            }
        }
        if (found.isEmpty()) {
            return;
        }
        found.forEach(trace -> into.put(trace.traceId, trace));
        long first = found.stream().mapToLong(trace -> trace.firstBlock).min().orElseThrow();
        long last = found.stream().mapToLong(trace -> trace.lastBlock).max().orElseThrow();
        want(found.stream().map(trace -> trace.traceId).toList());
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + SpanRows.COLUMNS
                        + " FROM spans SEMI JOIN wanted USING (trace_high, trace_low) WHERE block BETWEEN " + first
                        + " AND " + last)) {
            while (rows.next()) {
                SpanRow row = SpanRows.read(rows);
                TraceAggregate trace = into.get(row.traceId());
                if (trace != null && trace.numbers.add(row)) {
                    trace.numbers.addUsage(row, id -> {});
                }
            }
        }
    }

    /** The trace's rows in the table. */
    List<SpanRow> spans(TraceAggregate trace) throws SQLException {
        List<SpanRow> spans = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT " + SpanRows.COLUMNS + " FROM spans WHERE " + rowsOf(trace))) {
            while (rows.next()) {
                spans.add(SpanRows.read(rows));
            }
        }
        return spans;
    }

    /** A span id in {@code blocks.attributes} of log records. Two spans may share one, which costs a needless look. */
    static int mark(SpanId id) {
        return Long.hashCode(id.value());
    }

    /** Entries with log records of some of the marked spans. */
    Set<Long> logBlocks(TraceAggregate trace, Set<Integer> marks) throws SQLException {
        Set<Long> found = new HashSet<>();
        String list = marks.stream().map(String::valueOf).collect(Collectors.joining(","));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT block FROM blocks WHERE kind = " + LOGS + " AND "
                        + rowsOf(trace) + " AND list_has_any(attributes, [" + list + "]::INTEGER[])")) {
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
        }
        return found;
    }

    /** Which entries hold the spans; those that have not arrived are left out. */
    Map<Long, Set<SpanId>> spanBlocks(TraceAggregate trace, Set<SpanId> ids) throws SQLException {
        Map<Long, Set<SpanId>> found = new HashMap<>();
        Set<Long> numbers = ids.stream().map(SpanId::value).collect(Collectors.toSet());
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT block, span_id FROM spans WHERE " + rowsOf(trace)
                        + " AND span_id IN (" + list(numbers) + ")")) {
            while (rows.next()) {
                found.computeIfAbsent(rows.getLong(1), k -> new HashSet<>()).add(new SpanId(rows.getLong(2)));
            }
        }
        return found;
    }

    void deleteSpans(TraceAggregate trace, Set<Long> ids) throws SQLException {
        execute("DELETE FROM spans WHERE " + rowsOf(trace) + " AND span_id IN (" + list(ids) + ")");
        execute("UPDATE leftovers SET rows = rows + " + ids.size());
    }

    /** Says of rows that are there whether their usage counts. */
    void setCounts(TraceAggregate trace, Set<Long> ids, boolean counts) throws SQLException {
        if (!ids.isEmpty()) {
            execute("UPDATE spans SET usage_counts = " + counts + " WHERE " + rowsOf(trace) + " AND span_id IN ("
                    + list(ids) + ")");
        }
    }

    private static String rowsOf(TraceAggregate trace) {
        return "block BETWEEN " + trace.firstBlock + " AND " + trace.lastBlock + " AND trace_high = "
                + trace.traceId.high() + " AND trace_low = " + trace.traceId.low();
    }

    private static String list(Set<Long> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    void appendBlocks(List<Block> blocks) throws SQLException {
        if (blocks.isEmpty()) {
            return;
        }
        try (DuckDBAppender out = connection.createAppender("main", "blocks")) {
            for (Block block : blocks) {
                out.beginRow();
                out.append(block.block);
                out.append(block.traceId.high());
                out.append(block.traceId.low());
                out.append((byte) block.kind);
                out.append(block.length);
                out.append(block.rawLength);
                out.append(block.items);
                out.append(block.attributes);
                out.endRow();
            }
        }
    }

    /** Writes the traces' rows, and the rows of their new spans. */
    void writeTraces(Collection<TraceAggregate> traces) throws SQLException {
        List<TraceId> stored = traces.stream()
                .filter(trace -> trace.stored)
                .map(trace -> trace.traceId)
                .toList();
        if (!stored.isEmpty()) {
            want(stored);
            execute("DELETE FROM traces USING wanted WHERE traces.trace_high = wanted.trace_high"
                    + " AND traces.trace_low = wanted.trace_low");
        }
        try (DuckDBAppender spans = connection.createAppender("main", "spans");
                DuckDBAppender rows = connection.createAppender("main", "traces")) {
            for (TraceAggregate trace : traces) {
                for (TraceAggregate.PendingSpan span : trace.pending) {
                    SpanRows.append(spans, span, trace.projectId);
                }
                TraceRows.append(rows, trace);
                trace.stored = true;
            }
        }
    }

    /**
     * Forgets traces, and notes where what the log holds of them lies.
     *
     * @param deletion position of the log's entry that deletes them
     * @param pending those whose latest state is not in the tables, with the bytes of their entries
     */
    void deleteTraces(long deletion, Collection<TraceId> traces, Map<TraceAggregate, Long> pending)
            throws SQLException {
        want(traces);
        execute("INSERT INTO deletions SELECT " + deletion + ", w.trace_high, w.trace_low,"
                + " coalesce(least(t.first_block, a.first_block), 0), coalesce(greatest(t.last_block, a.last_block), 0),"
                + " coalesce(b.bytes, 0) FROM wanted w"
                + " LEFT JOIN traces t USING (trace_high, trace_low)"
                + " LEFT JOIN (SELECT trace_high, trace_low, min(block) AS first_block, max(block) AS last_block"
                + " FROM assessments SEMI JOIN wanted USING (trace_high, trace_low) GROUP BY ALL) a"
                + " USING (trace_high, trace_low)"
                + " LEFT JOIN (SELECT trace_high, trace_low, sum(length) AS bytes FROM blocks"
                + " SEMI JOIN wanted USING (trace_high, trace_low) GROUP BY ALL) b USING (trace_high, trace_low)");
        for (Map.Entry<TraceAggregate, Long> entry : pending.entrySet()) {
            TraceAggregate trace = entry.getKey();
            execute("INSERT INTO deletions VALUES (" + deletion + ", " + trace.traceId.high() + ", "
                    + trace.traceId.low() + ", " + trace.firstBlock + ", " + trace.lastBlock + ", " + entry.getValue()
                    + ")");
        }
        execute("UPDATE leftovers SET traces = traces + (SELECT count(*) FROM traces SEMI JOIN wanted USING"
                + " (trace_high, trace_low)), rows = rows + (SELECT count(*) FROM spans SEMI JOIN wanted USING"
                + " (trace_high, trace_low))");
        for (String table : new String[] {"traces", "spans", "blocks", "assessments"}) {
            execute("DELETE FROM " + table + " USING wanted WHERE " + table + ".trace_high = wanted.trace_high AND "
                    + table + ".trace_low = wanted.trace_low");
        }
    }

    /** Forgets deletions that the log has forgotten: those of a range of positions but these. */
    void forgetDeletions(long from, long to, Collection<Long> kept) throws SQLException {
        String but = kept.isEmpty()
                ? ""
                : " AND block NOT IN (" + kept.stream().map(String::valueOf).collect(Collectors.joining(",")) + ")";
        execute("DELETE FROM deletions WHERE block >= " + from + " AND block < " + to + but);
    }

    void putAssessment(long block, Assessment assessment) throws SQLException {
        deleteAssessment(assessment.traceId(), assessment.id());
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO assessments VALUES (?, ?, ?, ?, ?)")) {
            insert.setLong(1, block);
            insert.setLong(2, assessment.traceId().high());
            insert.setLong(3, assessment.traceId().low());
            insert.setString(4, assessment.id());
            insert.setString(5, StoredJson.text(assessment));
            insert.execute();
        }
    }

    void deleteAssessment(TraceId traceId, String id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM assessments WHERE trace_high = ? AND trace_low = ? AND id = ?")) {
            delete.setLong(1, traceId.high());
            delete.setLong(2, traceId.low());
            delete.setString(3, id);
            delete.execute();
        }
    }

    void putProject(long block, Project project) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM projects WHERE id = ?");
                PreparedStatement insert = connection.prepareStatement("INSERT INTO projects VALUES (?, ?, ?)")) {
            delete.setString(1, project.id());
            delete.execute();
            insert.setLong(1, block);
            insert.setString(2, project.id());
            insert.setString(3, StoredJson.text(project));
            insert.execute();
        }
    }

    void putRun(long block, Run run) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM runs WHERE id = ?");
                PreparedStatement insert = connection.prepareStatement("INSERT INTO runs VALUES (?, ?, ?, ?)")) {
            delete.setString(1, run.id());
            delete.execute();
            insert.setLong(1, block);
            insert.setString(2, run.id());
            insert.setString(3, run.projectId());
            insert.setString(4, StoredJson.text(run));
            insert.execute();
        }
    }

    /** What people said before a position of traces that reach beyond it, their judgements, projects and runs. */
    List<Change> carriedOver(long position) throws SQLException {
        List<Change> carried = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT json FROM projects WHERE block < " + position)) {
                while (rows.next()) {
                    carried.add(new Change.ProjectPut(StoredJson.read(rows.getString(1), Project.class)));
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT json FROM runs WHERE block < " + position)) {
                while (rows.next()) {
                    carried.add(new Change.RunPut(StoredJson.read(rows.getString(1), Run.class)));
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT trace_high, trace_low, project, tags, metadata, said"
                    + " FROM traces WHERE first_block < " + position + " AND last_block >= " + position)) {
                while (rows.next()) {
                    String said = rows.getString(6);
                    carried.add((said == null
                                    ? new TraceAggregate.Said()
                                    : StoredJson.read(said, TraceAggregate.Said.class))
                            .patch(
                                    new TraceId(rows.getLong(1), rows.getLong(2)),
                                    rows.getString(3),
                                    TraceRows.map(rows.getObject(4)),
                                    TraceRows.map(rows.getObject(5))));
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT a.json FROM assessments a JOIN traces t"
                    + " ON a.trace_high = t.trace_high AND a.trace_low = t.trace_low WHERE a.block < " + position
                    + " AND t.last_block >= " + position)) {
                while (rows.next()) {
                    carried.add(new Change.AssessmentPut(StoredJson.read(rows.getString(1), Assessment.class)));
                }
            }
        }
        return carried;
    }

    /** Forgets all content whose log entries are before the position. Traces that began before it are returned. */
    List<TraceId> dropBefore(long position) throws SQLException {
        List<TraceId> cut = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT trace_high, trace_low FROM traces WHERE first_block < "
                        + position + " AND last_block >= " + position)) {
            while (rows.next()) {
                cut.add(new TraceId(rows.getLong(1), rows.getLong(2)));
            }
        }
        execute("UPDATE leftovers SET rows = rows + (SELECT count(*) FROM spans WHERE block < " + position + ")");
        execute("DELETE FROM deletions WHERE block < " + position);
        execute("DELETE FROM traces WHERE last_block < " + position);
        execute("DELETE FROM spans WHERE block < " + position);
        execute("DELETE FROM blocks WHERE block < " + position);
        execute("DELETE FROM assessments WHERE NOT EXISTS (SELECT 1 FROM traces"
                + " WHERE traces.trace_high = assessments.trace_high AND traces.trace_low = assessments.trace_low)");
        return cut;
    }
}
