package dev.spoor.store.local.index;

import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import dev.spoor.store.TraceState;
import dev.spoor.store.TraceSummary;
import dev.spoor.store.local.json.StoredJson;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** A row of {@code traces} to and from the model. */
final class TraceRows {
    /** What a {@link TraceSummary} needs. */
    static final String COLUMNS = "trace_high, trace_low, project, name, state, start, \"end\", spans, errors, root,"
            + " failed, error, service, client_request_id, session, \"user\", environment, release, input, output, "
            + IndexSchema.USAGE_COLUMNS + ", cost, unpriced, unpriced_models, models, tags, metadata";

    /** How many those are. */
    static final int COUNT = COLUMNS.split(",").length;

    private static final TraceState[] STATES = TraceState.values();

    private TraceRows() {}

    /** Reads a row of {@link #COLUMNS}. */
    static TraceSummary read(ResultSet row) throws SQLException {
        return new TraceSummary(
                new TraceId(row.getLong(1), row.getLong(2)),
                row.getString(3),
                row.getString(4),
                STATES[row.getByte(5)],
                row.getLong(6),
                row.getLong(7),
                row.getInt(8),
                row.getInt(9),
                spanId(row.getLong(10)),
                spanId(row.getLong(11)),
                row.getString(12),
                row.getString(13),
                row.getString(14),
                row.getString(15),
                row.getString(16),
                row.getString(17),
                row.getString(18),
                row.getString(19),
                row.getString(20),
                SpanRows.readUsage(row, 21),
                usd(row, 31),
                row.getInt(32),
                texts(row.getArray(33)),
                texts(row.getArray(34)),
                map(row.getObject(35)),
                map(row.getObject(36)));
    }

    /** Money in a BIGINT or, as a sum, a HUGEINT column. */
    static @Nullable BigDecimal usd(ResultSet row, int at) throws SQLException {
        String units = row.getString(at);
        return units == null ? null : Money.toUsd(new BigDecimal(units));
    }

    private static @Nullable SpanId spanId(long id) {
        return id == 0 ? null : new SpanId(id);
    }

    static List<String> texts(@Nullable Array array) throws SQLException {
        List<String> texts = new ArrayList<>();
        if (array != null) {
            for (Object item : (Object[]) array.getArray()) {
                texts.add(String.valueOf(item));
            }
        }
        return texts;
    }

    static Map<String, String> map(@Nullable Object value) {
        Map<String, String> map = new HashMap<>();
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((key, item) -> map.put(String.valueOf(key), String.valueOf(item)));
        }
        return map;
    }

    static void append(DuckDBAppender out, TraceAggregate trace) throws SQLException {
        TraceSummary row = trace.summary();
        out.beginRow();
        out.append(row.traceId().high());
        out.append(row.traceId().low());
        out.append(trace.firstBlock);
        out.append(trace.lastBlock);
        out.append(row.projectId());
        out.append(row.name());
        out.append((byte) row.state().ordinal());
        out.append(row.startEpochNanos());
        out.append(row.endEpochNanos());
        out.append(row.spanCount());
        out.append(row.errorCount());
        out.append(row.rootSpanId() == null ? 0L : row.rootSpanId().value());
        out.append(row.failedSpanId() == null ? 0L : row.failedSpanId().value());
        out.append(row.errorMessage());
        out.append(row.serviceName());
        out.append(row.clientRequestId());
        out.append(row.session());
        out.append(row.user());
        out.append(row.environment());
        out.append(row.release());
        out.append(row.inputPreview());
        out.append(row.outputPreview());
        SpanRows.appendUsage(out, row.usage());
        out.append(Money.toUnits(row.costUsd()));
        out.append(row.unpricedCalls());
        out.append(row.unpricedModels());
        out.append(row.models());
        out.append(row.tags());
        out.append(row.metadata());
        out.append(trace.said.anything ? StoredJson.text(trace.said) : null);
        out.append(SeenColumn.text(trace.seen, row));
        out.endRow();
    }
}
