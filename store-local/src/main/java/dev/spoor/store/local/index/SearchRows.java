package dev.spoor.store.local.index;

import dev.spoor.model.SpanId;
import dev.spoor.model.SpanType;
import dev.spoor.model.TraceId;
import dev.spoor.store.TraceQuery;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a search in texts asks of the index: where content lies, for many traces with one query. */
public final class SearchRows {
    private final Index index;

    public SearchRows(Index index) {
        this.index = index;
    }

    /**
     * A trace that may match, and between which log positions its content lies.
     *
     * @param cursor behind it
     */
    public record TraceRange(TraceId traceId, long startEpochNanos, long firstBlock, long lastBlock, String cursor) {}

    /** @param exact whether all of them match the filter */
    public record Ranges(List<TraceRange> traces, boolean exact) {}

    /**
     * The first traces behind the query's cursor of which more than its filter may hold, newest start first.
     *
     * @param narrowed only those with content there; null for all
     * @param text what narrows conditions on content
     */
    public Ranges ranges(
            TraceQuery query, int limit, long nowEpochNanos, @Nullable BlockSelection narrowed, TextBlocks text) {
        SqlCondition filter = FilterSql.of(query.filter(), nowEpochNanos, text);
        TraceOrder order = new TraceOrder(List.of());
        Conditions conditions = TraceConditions.of(query)
                .and(filter)
                .and(order.after(query.cursor()))
                .and(narrowed == null ? null : narrowed.ofTrace());
        String sql = "SELECT trace_high, trace_low, start, first_block, last_block FROM traces t" + conditions.where()
                + order.orderBy() + " LIMIT " + limit;
        return index.read(connection -> {
            List<TraceRange> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                conditions.bind(select);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        TraceId id = new TraceId(rows.getLong(1), rows.getLong(2));
                        long start = rows.getLong(3);
                        found.add(new TraceRange(
                                id, start, rows.getLong(4), rows.getLong(5), Cursor.of(start, id.high(), id.low())));
                    }
                }
            }
            return new Ranges(found, filter.exact());
        });
    }

    /** Of one trace: by log position which spans an entry has the last copy of, and which entries hold log records. */
    public static final class Content {
        /** Start of each span by its id, by position. */
        private final Map<Long, Map<SpanId, Long>> spanBlocks = new TreeMap<>();

        private final List<Long> logBlocks = new ArrayList<>();

        public Map<Long, Map<SpanId, Long>> spanBlocks() {
            return spanBlocks;
        }

        public List<Long> logBlocks() {
            return logBlocks;
        }

        /** When the span began; null when the trace has no such span. */
        public @Nullable Long start(SpanId spanId) {
            for (Map<SpanId, Long> spans : spanBlocks.values()) {
                Long start = spans.get(spanId);
                if (start != null) {
                    return start;
                }
            }
            return null;
        }
    }

    /** Where the content of these traces lies; some 100 bytes of memory a span. */
    public Map<TraceId, Content> contents(Collection<TraceRange> traces) {
        if (traces.isEmpty()) {
            return Map.of();
        }
        String joined =
                TraceIds.joinedByBlock(traces.stream().map(TraceRange::traceId).toList());
        return index.read(connection -> {
            Map<TraceId, Content> contents = new HashMap<>();
            try (Statement statement = connection.createStatement()) {
                try (ResultSet rows = statement.executeQuery(
                        "SELECT trace_high, trace_low, block, span_id, start FROM spans" + joined)) {
                    while (rows.next()) {
                        content(contents, rows)
                                .spanBlocks
                                .computeIfAbsent(rows.getLong(3), block -> new HashMap<>())
                                .put(new SpanId(rows.getLong(4)), rows.getLong(5));
                    }
                }
                try (ResultSet rows = statement.executeQuery("SELECT trace_high, trace_low, block FROM blocks" + joined
                        + " WHERE kind = 2 ORDER BY block")) {
                    while (rows.next()) {
                        content(contents, rows).logBlocks.add(rows.getLong(3));
                    }
                }
            }
            return contents;
        });
    }

    private static Content content(Map<TraceId, Content> contents, ResultSet row) throws java.sql.SQLException {
        return contents.computeIfAbsent(new TraceId(row.getLong(1), row.getLong(2)), id -> new Content());
    }

    /** What a list shows of a span. */
    public record Label(String name, SpanType type) {}

    /** The labels of one span of each of these traces, by trace. */
    public Map<TraceId, Label> labels(Map<TraceId, SpanId> spans) {
        if (spans.isEmpty()) {
            return Map.of();
        }
        String wanted = spans.entrySet().stream()
                .map(e -> "(" + e.getKey().high() + "," + e.getKey().low() + ","
                        + e.getValue().value() + ")")
                .collect(Collectors.joining(","));
        return index.read(connection -> {
            Map<TraceId, Label> found = new HashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT trace_high, trace_low, name, type FROM spans"
                            + TraceIds.joinedByBlock(spans.keySet()) + " SEMI JOIN (VALUES " + wanted
                            + ") AS s(trace_high, trace_low, span_id) USING (trace_high, trace_low, span_id)")) {
                while (rows.next()) {
                    found.put(
                            new TraceId(rows.getLong(1), rows.getLong(2)),
                            new Label(rows.getString(3), new SpanType(rows.getString(4))));
                }
            }
            return found;
        });
    }
}
