package dev.spoor.store.local.index;

import dev.spoor.model.Cost;
import dev.spoor.model.SpanId;
import dev.spoor.model.SpanKind;
import dev.spoor.model.SpanStatus;
import dev.spoor.model.SpanType;
import dev.spoor.model.TraceId;
import dev.spoor.model.Usage;
import dev.spoor.store.SpanRow;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;

/** A row of {@code spans} to and from the model. */
final class SpanRows {
    /** In the order of the table, without the block and the project. */
    static final String COLUMNS =
            "trace_high, trace_low, span_id, parent_id, name, kind, type, status, error_type, error, start,"
                    + " \"end\", provider, model, tool, agent, " + IndexSchema.USAGE_COLUMNS
                    + ", usage_counts, cost, cost_source, price_row, first_token";

    /** How many those are. */
    static final int COUNT = COLUMNS.split(",").length;

    private static final Cost.Source[] COST_SOURCES = Cost.Source.values();
    private static final SpanStatus.Code[] STATUSES = SpanStatus.Code.values();

    private SpanRows() {}

    /** Reads a row of {@link #COLUMNS}. */
    static SpanRow read(ResultSet row) throws SQLException {
        long parent = row.getLong(4);
        return new SpanRow(
                new TraceId(row.getLong(1), row.getLong(2)),
                new SpanId(row.getLong(3)),
                parent == 0 ? null : new SpanId(parent),
                row.getString(5),
                SpanKind.ofNumber(row.getByte(6)),
                new SpanType(row.getString(7)),
                STATUSES[row.getByte(8)],
                row.getString(9),
                row.getString(10),
                row.getLong(11),
                row.getLong(12),
                row.getString(13),
                row.getString(14),
                row.getString(15),
                row.getString(16),
                readUsage(row, 17),
                row.getBoolean(27),
                readCost(row, 28),
                row.getLong(31));
    }

    private static Cost readCost(ResultSet row, int at) throws SQLException {
        long units = row.getLong(at);
        BigDecimal usd = row.wasNull() ? null : Money.toUsd(BigDecimal.valueOf(units));
        Cost.Source source = COST_SOURCES[row.getByte(at + 1)];
        String priceRow = row.getString(at + 2);
        return usd == null && source == Cost.Source.NONE ? Cost.NONE : new Cost(usd, source, priceRow);
    }

    /** Reads the ten columns of {@link IndexSchema#USAGE_COLUMNS}, or sums of them. */
    static Usage readUsage(ResultSet row, int at) throws SQLException {
        return new Usage(
                row.getLong(at),
                row.getLong(at + 1),
                row.getLong(at + 2),
                row.getLong(at + 3),
                row.getLong(at + 4),
                row.getLong(at + 5),
                row.getLong(at + 6),
                row.getLong(at + 7),
                row.getLong(at + 8),
                row.getLong(at + 9));
    }

    static void append(DuckDBAppender out, TraceAggregate.PendingSpan span, String project) throws SQLException {
        SpanRow row = span.row;
        out.beginRow();
        out.append(span.block);
        out.append(row.traceId().high());
        out.append(row.traceId().low());
        out.append(row.spanId().value());
        out.append(row.parentSpanId() == null ? 0L : row.parentSpanId().value());
        out.append(project);
        out.append(row.name());
        out.append((byte) row.kind().ordinal());
        out.append(row.type().name());
        out.append((byte) row.status().ordinal());
        out.append(row.errorType());
        out.append(row.errorMessage());
        out.append(row.startEpochNanos());
        out.append(row.endEpochNanos());
        out.append(row.provider());
        out.append(row.model());
        out.append(row.toolName());
        out.append(row.agentName());
        appendUsage(out, row.usage());
        out.append(span.counts);
        out.append(Money.toUnits(row.cost().usd()));
        out.append((byte) row.cost().source().ordinal());
        out.append(row.cost().priceRow());
        out.append(row.timeToFirstTokenNanos());
        out.endRow();
    }

    static void appendUsage(DuckDBAppender out, Usage usage) throws SQLException {
        out.append(usage.input());
        out.append(usage.cacheRead());
        out.append(usage.cacheWrite());
        out.append(usage.inputAudio());
        out.append(usage.inputImage());
        out.append(usage.output());
        out.append(usage.reasoning());
        out.append(usage.outputAudio());
        out.append(usage.outputImage());
        out.append(usage.cacheWriteOneHour());
    }
}
