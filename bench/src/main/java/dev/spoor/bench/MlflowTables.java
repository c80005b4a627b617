package dev.spoor.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;

/**
 * The tables and indexes in which MLflow 3 keeps traces in SQLite, with the rows that its server makes of the same requests,
 * and the statements that its search makes of filters: a join for each condition on a tag, one EXISTS for all that are about
 * one span, and LIKE over the span's JSON for attributes and text.
 */
final class MlflowTables implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] TABLES = {
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = NORMAL",
        """
        CREATE TABLE trace_info(request_id VARCHAR(50) NOT NULL PRIMARY KEY, experiment_id INTEGER NOT NULL,
          timestamp_ms BIGINT NOT NULL, execution_time_ms BIGINT, status VARCHAR(50) NOT NULL,
          client_request_id VARCHAR(50), request_preview VARCHAR(1000), response_preview VARCHAR(1000))""",
        "CREATE INDEX index_trace_info_experiment_id_timestamp_ms ON trace_info(experiment_id, timestamp_ms)",
        """
        CREATE TABLE trace_tags("key" VARCHAR(250) NOT NULL, value VARCHAR(8000), request_id VARCHAR(50) NOT NULL,
          PRIMARY KEY("key", request_id))""",
        "CREATE INDEX index_trace_tags_request_id ON trace_tags(request_id)",
        """
        CREATE TABLE trace_request_metadata("key" VARCHAR(250) NOT NULL, value VARCHAR(8000),
          request_id VARCHAR(50) NOT NULL, PRIMARY KEY("key", request_id))""",
        "CREATE INDEX index_trace_request_metadata_request_id ON trace_request_metadata(request_id)",
        """
        CREATE TABLE spans(trace_id VARCHAR(50) NOT NULL, experiment_id INTEGER NOT NULL, span_id VARCHAR(50) NOT NULL,
          parent_span_id VARCHAR(50), name TEXT, type VARCHAR(500), status VARCHAR(50) NOT NULL,
          start_time_unix_nano BIGINT NOT NULL, end_time_unix_nano BIGINT,
          duration_ns BIGINT GENERATED ALWAYS AS (end_time_unix_nano - start_time_unix_nano) STORED,
          content TEXT NOT NULL, PRIMARY KEY(trace_id, span_id))""",
        "CREATE INDEX index_spans_experiment_id ON spans(experiment_id)",
        "CREATE INDEX index_spans_experiment_id_status_type ON spans(experiment_id, status, type)",
        "CREATE INDEX index_spans_experiment_id_type_status ON spans(experiment_id, type, status)",
        "CREATE INDEX index_spans_experiment_id_duration ON spans(experiment_id, duration_ns)"
    };

    private static final String LIST = "SELECT t.* FROM trace_info t %s WHERE t.experiment_id IN (0) %s"
            + " ORDER BY t.timestamp_ms DESC, t.request_id LIMIT 50";

    private final Connection connection;

    private MlflowTables(Connection connection) {
        this.connection = connection;
    }

    /** Opens the database, and fills it with so many requests of the load when it is not there. */
    static MlflowTables open(Path file, Load load, int requests) throws SQLException, IOException {
        boolean fill = !Files.exists(file);
        Path partial = file.resolveSibling(file.getFileName() + ".part");
        if (fill) {
            Files.deleteIfExists(partial);
            try (MlflowTables tables = new MlflowTables(DriverManager.getConnection("jdbc:sqlite:" + partial))) {
                tables.fill(load, requests);
            }
            Files.move(partial, file);
        }
        return new MlflowTables(DriverManager.getConnection("jdbc:sqlite:" + file));
    }

    private void fill(Load load, int requests) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : TABLES) {
                statement.execute(sql);
            }
        }
        connection.setAutoCommit(false);
        try (PreparedStatement info =
                        connection.prepareStatement("INSERT INTO trace_info VALUES (?,0,?,?,?,NULL,?,?)");
                PreparedStatement tag = connection.prepareStatement("INSERT INTO trace_tags VALUES (?,?,?)");
                PreparedStatement metadata =
                        connection.prepareStatement("INSERT INTO trace_request_metadata VALUES (?,?,?)");
                PreparedStatement span =
                        connection.prepareStatement("INSERT INTO spans(trace_id, experiment_id, span_id,"
                                + " parent_span_id, name, type, status, start_time_unix_nano, end_time_unix_nano, content)"
                                + " VALUES (?,0,?,?,?,?,?,?,?,?)")) {
            for (int i = 0; i < requests; i++) {
                for (ScopeSpans scope : TracesData.parseFrom(load.request(i))
                        .getResourceSpans(0)
                        .getScopeSpansList()) {
                    for (Span one : scope.getSpansList()) {
                        add(one, span);
                        if (one.getParentSpanId().isEmpty()) {
                            add(one, info, tag, metadata);
                        }
                    }
                }
                if (i % 200 == 199 || i == requests - 1) {
                    for (PreparedStatement batch : List.of(info, tag, metadata, span)) {
                        batch.executeBatch();
                    }
                    connection.commit();
                    System.err.printf("\rMLflow's tables: %d of %d requests", i + 1, requests);
                }
            }
        }
        System.err.println();
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private static void add(Span root, PreparedStatement info, PreparedStatement tag, PreparedStatement metadata)
            throws SQLException {
        String id = "tr-" + hex(root.getTraceId());
        info.setString(1, id);
        info.setLong(2, root.getStartTimeUnixNano() / 1_000_000);
        info.setLong(3, (root.getEndTimeUnixNano() - root.getStartTimeUnixNano()) / 1_000_000);
        info.setString(4, root.getStatus().getCodeValue() == 2 ? "ERROR" : "OK");
        info.setString(5, preview(attribute(root, "gen_ai.input.messages")));
        info.setString(6, preview(attribute(root, "gen_ai.output.messages")));
        info.addBatch();
        add(tag, "team", attribute(root, "spoor.trace.tag.team"), id);
        add(tag, "mlflow.traceName", root.getName(), id);
        add(tag, "mlflow.trace.spansLocation", "TRACKING_STORE", id);
        add(metadata, "mlflow.trace.session", attribute(root, "gen_ai.conversation.id"), id);
        add(metadata, "mlflow.trace.user", attribute(root, "user.id"), id);
    }

    private static void add(PreparedStatement insert, String key, String value, String id) throws SQLException {
        insert.setString(1, key);
        insert.setString(2, value);
        insert.setString(3, id);
        insert.addBatch();
    }

    private static void add(Span one, PreparedStatement span) throws SQLException, IOException {
        span.setString(1, "tr-" + hex(one.getTraceId()));
        span.setString(2, hex(one.getSpanId()));
        span.setString(3, one.getParentSpanId().isEmpty() ? null : hex(one.getParentSpanId()));
        span.setString(4, one.getName());
        span.setString(5, type(attribute(one, "gen_ai.operation.name")));
        span.setString(6, one.getStatus().getCodeValue() == 2 ? "ERROR" : "OK");
        span.setLong(7, one.getStartTimeUnixNano());
        span.setLong(8, one.getEndTimeUnixNano());
        span.setString(9, content(one));
        span.addBatch();
    }

    /** The span's JSON, in which each attribute's value is JSON again, as text. */
    private static String content(Span span) throws IOException {
        ObjectNode json = JSON.createObjectNode()
                .put("trace_id", hex(span.getTraceId()))
                .put("span_id", hex(span.getSpanId()))
                .put("parent_span_id", hex(span.getParentSpanId()))
                .put("name", span.getName())
                .put("start_time_unix_nano", span.getStartTimeUnixNano())
                .put("end_time_unix_nano", span.getEndTimeUnixNano());
        json.putObject("status")
                .put("code", "STATUS_CODE_OK")
                .put("message", span.getStatus().getMessage());
        ObjectNode attributes = json.putObject("attributes");
        for (KeyValue attribute : span.getAttributesList()) {
            attributes.put(
                    attribute.getKey(),
                    attribute.getValue().hasIntValue()
                            ? Long.toString(attribute.getValue().getIntValue())
                            : JSON.writeValueAsString(attribute.getValue().getStringValue()));
        }
        return JSON.writeValueAsString(json);
    }

    private static String type(String operation) {
        return switch (operation) {
            case "chat" -> "CHAT_MODEL";
            case "execute_tool" -> "TOOL";
            case "embeddings" -> "EMBEDDING";
            case "invoke_agent" -> "AGENT";
            default -> "UNKNOWN";
        };
    }

    private static String attribute(Span span, String key) {
        return span.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals(key))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
    }

    private static String preview(String text) {
        return text.substring(0, Math.min(1000, text.length()));
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    static String tag(String key, String value) {
        return LIST.formatted(
                "JOIN (SELECT request_id FROM trace_tags WHERE \"key\" = '" + key + "' AND value = '" + value
                        + "') a ON t.request_id = a.request_id",
                "");
    }

    static String metadata(String key, String value) {
        return tag(key, value).replace("trace_tags", "trace_request_metadata");
    }

    /** All on one span. */
    static String span(String conditions) {
        return LIST.formatted(
                "", "AND EXISTS (SELECT 1 FROM spans s WHERE s.trace_id = t.request_id AND " + conditions + ")");
    }

    static String attributeLike(String key, String value) {
        return "s.content LIKE '%\"" + key + "\"%" + value + "%'";
    }

    static String text(String text) {
        return span("s.content LIKE '%" + text + "%'");
    }

    /** How many rows the statement gives. */
    int run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            return count;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
