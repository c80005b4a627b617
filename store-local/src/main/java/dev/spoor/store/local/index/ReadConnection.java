package dev.spoor.store.local.index;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A connection that reads, and remembers how: to plan a small query takes DuckDB longer than to run it. For one thread. */
final class ReadConnection implements AutoCloseable {
    private static final int MAX_KEPT = 16;
    /** Of all texts together: a filter can list thousands of places, and its plan is as large. */
    private static final int MAX_KEPT_CHARS = 64 << 10;

    private final Connection connection;
    private final LinkedHashMap<String, PreparedStatement> kept = new LinkedHashMap<>(16, 0.75f, true);

    ReadConnection(Connection connection) {
        this.connection = connection;
    }

    Statement createStatement() throws SQLException {
        return connection.createStatement();
    }

    PreparedStatement prepareStatement(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    /** A prepared query that stays open, for texts that come again and again; only one answer to it can be open. */
    PreparedStatement kept(String sql) throws SQLException {
        PreparedStatement known = kept.get(sql);
        if (known != null) {
            return known;
        }
        PreparedStatement statement = connection.prepareStatement(sql);
        kept.put(sql, statement);
        int chars = kept.keySet().stream().mapToInt(String::length).sum();
        while (kept.size() > 1 && (kept.size() > MAX_KEPT || chars > MAX_KEPT_CHARS)) {
            Map.Entry<String, PreparedStatement> eldest = kept.pollFirstEntry();
            chars -= eldest.getKey().length();
            eldest.getValue().close();
        }
        return statement;
    }

    Array array(String type, List<?> items) throws SQLException {
        return connection.createArrayOf(type, items.toArray());
    }

    /** What is read until {@link #end} sees one state. */
    void begin() throws SQLException {
        connection.setAutoCommit(false);
    }

    void end() throws SQLException {
        connection.setAutoCommit(true);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
