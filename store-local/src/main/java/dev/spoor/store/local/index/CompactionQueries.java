package dev.spoor.store.local.index;

import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What compaction asks of the index: which entries of the log still count, and which belong together. */
public final class CompactionQueries {
    /** Traces in one query. */
    private static final int BATCH = 1000;

    private final Index index;

    public CompactionQueries(Index index) {
        this.index = index;
    }

    /**
     * A deletion of one trace.
     *
     * @param position of the log's entry that deletes it
     * @param firstBlock where entries of the trace may begin in the log, 0 when none were known
     * @param lastBlock the last of them
     * @param bytes of those that hold content
     */
    public record Deletion(long position, long firstBlock, long lastBlock, long bytes) {}

    /** Deletions whose entries are still in the log; any number of them, one after the other. */
    public void forEachDeletion(java.util.function.Consumer<Deletion> action) {
        index.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT block, first_block, last_block, bytes FROM deletions WHERE first_block > 0")) {
                while (rows.next()) {
                    action.accept(new Deletion(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4)));
                }
            }
            return action;
        });
    }

    /** Of those of the traces that were ever deleted, the position of the last deletion. */
    public Map<TraceId, Long> lastDeletions(Collection<TraceId> traces) {
        Map<TraceId, Long> found = new HashMap<>();
        inBatches(
                traces,
                "SELECT trace_high, trace_low, max(block) FROM deletions t WHERE ",
                " GROUP BY ALL",
                row -> found.put(new TraceId(row.getLong(1), row.getLong(2)), row.getLong(3)));
        return found;
    }

    /**
     * Which traces are alike: those of one session, or else of one name.
     *
     * @return a text for each trace that is there; traces with the same text are to lie side by side
     */
    public Map<TraceId, String> kinships(Collection<TraceId> traces) {
        Map<TraceId, String> found = new HashMap<>();
        inBatches(
                traces,
                "SELECT trace_high, trace_low, project || CASE WHEN session IS NULL OR session = '' THEN ' n ' || name"
                        + " ELSE ' s ' || session END FROM traces t WHERE ",
                "",
                row -> found.put(new TraceId(row.getLong(1), row.getLong(2)), row.getString(3)));
        return found;
    }

    /** How many spans of each entry count, by position: the last copies. Entries with none are left out. */
    public Map<Long, Integer> liveSpans(long from, long to) {
        return index.read(connection -> {
            Map<Long, Integer> found = new HashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT block, count(*) FROM spans WHERE block >= " + from
                            + " AND block < " + to + " GROUP BY block")) {
                while (rows.next()) {
                    found.put(rows.getLong(1), rows.getInt(2));
                }
            }
            return found;
        });
    }

    /** Entries of judgements, projects and runs that were not replaced by later ones. */
    public Set<Long> liveChanges(long from, long to) {
        return index.read(connection -> {
            Set<Long> found = new HashSet<>();
            try (Statement statement = connection.createStatement()) {
                for (String table : new String[] {"assessments", "projects", "runs"}) {
                    try (ResultSet rows = statement.executeQuery(
                            "SELECT block FROM " + table + " WHERE block >= " + from + " AND block < " + to)) {
                        while (rows.next()) {
                            found.add(rows.getLong(1));
                        }
                    }
                }
            }
            return found;
        });
    }

    /** The spans of these entries that are last copies. */
    public Map<Long, Set<SpanId>> liveSpanIds(Collection<Long> blocks) {
        if (blocks.isEmpty()) {
            return Map.of();
        }
        String list = blocks.stream().map(String::valueOf).collect(Collectors.joining(","));
        Map<Long, Set<SpanId>> found = new HashMap<>();
        index.read(connection -> each(
                connection,
                "SELECT block, span_id FROM spans WHERE block BETWEEN " + Collections.min(blocks) + " AND "
                        + Collections.max(blocks) + " AND block IN (" + list + ")",
                row -> found.computeIfAbsent(row.getLong(1), block -> new HashSet<>())
                        .add(new SpanId(row.getLong(2)))));
        return found;
    }

    /** For each of these spans, the position of the entry that has its last copy. */
    public Map<TraceId, Map<SpanId, Long>> lastCopies(Map<TraceId, Set<SpanId>> spans) {
        Map<TraceId, Map<SpanId, Long>> found = new HashMap<>();
        String ids = spans.values().stream()
                .flatMap(Set::stream)
                .map(id -> Long.toString(id.value()))
                .distinct()
                .collect(Collectors.joining(","));
        inBatches(
                spans.keySet(),
                "SELECT trace_high, trace_low, span_id, block FROM spans t WHERE span_id IN (" + ids + ") AND ",
                "",
                row -> found.computeIfAbsent(new TraceId(row.getLong(1), row.getLong(2)), id -> new HashMap<>())
                        .put(new SpanId(row.getLong(3)), row.getLong(4)));
        return found;
    }

    /**
     * Whether it is a root that a trace has its previews and its service from.
     *
     * @param withLogs whether spans of the trace read otherwise with log records
     */
    public record RootSays(boolean input, boolean output, boolean service, boolean withLogs) {
        public static final RootSays NOTHING = new RootSays(false, false, false, false);
    }

    public Map<TraceId, RootSays> rootsSay(Collection<TraceId> traces) {
        Map<TraceId, RootSays> found = new HashMap<>();
        inBatches(traces, "SELECT trace_high, trace_low, seen FROM traces t WHERE ", "", row -> {
            TraceAggregate.Seen seen = SeenColumn.marks(row.getString(3));
            found.put(
                    new TraceId(row.getLong(1), row.getLong(2)),
                    new RootSays(seen.inputOfRoot, seen.outputOfRoot, seen.serviceOfRoot, seen.logContent));
        });
        return found;
    }

    /** Traces and rows that were deleted from the index since its file was made, and may still be read from its bytes. */
    public Leftovers leftovers() {
        return index.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT traces, rows, (SELECT count(*) FROM spans) FROM leftovers")) {
                row.next();
                return new Leftovers(row.getLong(1), row.getLong(2), row.getLong(3));
            }
        });
    }

    /** @param spans rows that are there */
    public record Leftovers(long traces, long rows, long spans) {}

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void inBatches(Collection<TraceId> traces, String select, String end, RowReader reader) {
        List<TraceId> all = List.copyOf(traces);
        for (int from = 0; from < all.size(); from += BATCH) {
            List<TraceId> batch = new ArrayList<>(all.subList(from, Math.min(all.size(), from + BATCH)));
            String sql = select + Selection.of(batch).condition().sql() + end;
            index.read(connection -> each(connection, sql, reader));
        }
    }

    private static int each(ReadConnection connection, String sql, RowReader reader) throws SQLException {
        int count = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
                count++;
            }
        }
        return count;
    }
}
