package dev.spoor.store.local.index;

import dev.spoor.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * An index file: the database, its version, and connections for one writer and a bounded number of readers.
 *
 * <p>The database has no write-ahead log of its own, since it can be made from the trace log: what is committed is seen at
 * once, and is in the file after the next {@link #checkpoint}. A file that was not checkpointed is as old as its last
 * checkpoint, and what it lacks is read from the log.
 */
public final class Index implements AutoCloseable {
    private static final String CATALOG = "spoor_index";
    /** Rows that a checkpoint writes anew at most, where some were added; the room of the old ones is used again only later. */
    private static final int ROW_GROUP = 20_480;

    private static final String OPTIONS = " (RECOVERY_MODE no_wal_writes, ROW_GROUP_SIZE " + ROW_GROUP + ")";

    private static final int ATTACH_ATTEMPTS = 20;
    private static final long ATTACH_PAUSE_NANOS = 250_000_000;

    private final Path file;
    private final DuckDBConnection connection;
    private final Deque<ReadConnection> idle = new ArrayDeque<>();
    private final Semaphore readers;
    private final Settings settings;
    private final AtomicLong reads = new AtomicLong();
    private volatile boolean copying;

    private Index(Path file, DuckDBConnection connection, Settings settings) {
        this.file = file;
        this.connection = connection;
        this.readers = new Semaphore(settings.readers(), true);
        this.settings = settings;
    }

    /** How an index uses the machine. */
    public record Settings(long memoryBytes, int threads, int readers, long readTimeoutMillis) {}

    /** An index cannot be used, and is to be made anew; the message says why in a word or two. */
    public static final class UnusableException extends Exception {
        public UnusableException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Makes a new index in a file that is not there yet. */
    public static Index create(Path file, Settings settings, String readerVersion) {
        Index index = connect(file, settings);
        try (Statement statement = index.connection.createStatement()) {
            for (String sql : IndexSchema.STATEMENTS) {
                statement.execute(sql);
            }
            statement.execute("INSERT INTO meta VALUES ('schema', '" + IndexSchema.VERSION + "')");
            try (PreparedStatement insert =
                    index.connection.prepareStatement("INSERT INTO meta VALUES ('reader', ?)")) {
                insert.setString(1, readerVersion);
                insert.execute();
            }
            index.checkpoint();
            return index;
        } catch (SQLException e) {
            index.close();
            throw new StoreException("cannot make the index " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Opens an index that is there.
     *
     * @param logEnd where the log ends
     * @throws UnusableException when it is damaged, of another version than asked for, or ahead of the log
     */
    public static Index open(Path file, Settings settings, String readerVersion, long logEnd) throws UnusableException {
        Index index;
        try {
            index = connect(file, settings);
        } catch (StoreException e) {
            throw new UnusableException("damaged", e);
        }
        try {
            String schema = index.meta("schema");
            String reader = index.meta("reader");
            if (!IndexSchema.VERSION.equals(schema)) {
                throw new UnusableException("schema-" + schema, null);
            }
            if (!readerVersion.equals(reader)) {
                throw new UnusableException("older-reading", null);
            }
            if (index.applied() > logEnd) {
                throw new UnusableException("ahead-of-log", null);
            }
            return index;
        } catch (SQLException e) {
            index.close();
            throw new UnusableException("damaged", e);
        } catch (UnusableException e) {
            index.close();
            throw e;
        }
    }

    private static Index connect(Path file, Settings settings) {
        Properties properties = new Properties();
        properties.setProperty("memory_limit", memoryLimit(settings));
        properties.setProperty("threads", Integer.toString(settings.threads()));
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        // The writer says when.
        properties.setProperty("checkpoint_threshold", "1TiB");
        // What large queries put aside.
        properties.setProperty("temp_directory", file + ".tmp");
        // Memory that was needed for a moment goes back to the system.
        properties.setProperty("allocator_background_threads", "true");
        properties.setProperty("allocator_flush_threshold", "8MiB");
        // A page of a list reads its wide columns for its own rows alone. By default that ends at 50 rows, and a page
        // asks for one more to see whether there is a next.
        properties.setProperty("late_materialization_max_rows", "2000");
        properties.setProperty("jdbc_stream_results", "true");
        try {
            DuckDBConnection connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", properties);
            try (Statement statement = connection.createStatement()) {
                attach(statement, file);
            } catch (SQLException e) {
                closeQuietly(connection);
                throw e;
            }
            return new Index(file, connection, settings);
        } catch (SQLException e) {
            throw new StoreException("cannot open the index " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Brings what is committed into the file; for the writer's thread.
     *
     * @throws SQLException when that fails, as on a full disk; nothing is lost, and it can be tried again
     */
    void checkpoint() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT " + CATALOG);
        }
    }

    /**
     * Copies what is in the index, and nothing that was deleted from it, into a new file, from which it can be opened.
     * Readers and the writer go on meanwhile; a checkpoint would fail until it is done.
     */
    public void copyTo(Path target) {
        copying = true;
        try {
            copy(target);
        } finally {
            copying = false;
        }
    }

    /** Whether the index is being copied, and so cannot be brought into its file. */
    public boolean isCopying() {
        return copying;
    }

    private void copy(Path target) {
        read(connection -> {
            String name = "copy_" + System.nanoTime();
            try (Statement statement = connection.createStatement()) {
                statement.execute("ATTACH '" + quoted(target) + "' AS " + name + OPTIONS);
                try {
                    statement.execute("COPY FROM DATABASE " + CATALOG + " TO " + name);
                    statement.execute("UPDATE " + name + ".leftovers SET traces = 0, rows = 0");
                    statement.execute("CHECKPOINT " + name);
                } finally {
                    statement.execute("DETACH " + name);
                }
            }
            return target;
        });
    }

    /**
     * Opens the file anew, unless somebody is reading or has written since the last checkpoint; for the writer's thread.
     * That gives back the memory which holds pages and rows, and DuckDB reads rows by their place several times as fast
     * from a file that it has opened as from one that it has written.
     */
    void reopen() throws SQLException {
        if (!readers.tryAcquire(settings.readers())) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            synchronized (idle) {
                idle.forEach(Index::closeQuietly);
                idle.clear();
            }
            statement.execute("USE memory");
            try {
                statement.execute("DETACH " + CATALOG);
            } catch (SQLException e) {
                // It stays open as it is.
                statement.execute("USE " + CATALOG);
                return;
            }
            attachAgain(statement);
        } finally {
            readers.release(settings.readers());
        }
    }

    /** There is no index without it, so what is in the way may take some seconds to go. */
    private void attachAgain(Statement statement) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                attach(statement, file);
                return;
            } catch (SQLException e) {
                if (attempt == ATTACH_ATTEMPTS) {
                    throw e;
                }
            }
            LockSupport.parkNanos(ATTACH_PAUSE_NANOS);
        }
    }

    private static void attach(Statement statement, Path file) throws SQLException {
        statement.execute("ATTACH '" + quoted(file) + "' AS " + CATALOG + OPTIONS);
        statement.execute("USE " + CATALOG);
    }

    private static String quoted(Path file) {
        return file.toString().replace("'", "''");
    }

    private static String memoryLimit(Settings settings) {
        return settings.memoryBytes() / 1024 + "KiB";
    }

    private @Nullable String meta(String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT value FROM meta WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    /** The log position up to which changes are in the index. */
    public long applied() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT position FROM applied")) {
            if (!rows.next()) {
                throw new SQLException("the index has no applied position");
            }
            return rows.getLong(1);
        }
    }

    /** The writer's connection; for one thread. */
    DuckDBConnection writer() {
        return connection;
    }

    /** Reads with a connection of its own. */
    interface Reading<T> {
        T read(ReadConnection connection) throws SQLException;
    }

    /** Runs a query; waits when too many run already. */
    <T> T read(Reading<T> reading) {
        ReadConnection connection = null;
        boolean permitted = false;
        try {
            permitted = readers.tryAcquire(settings.readTimeoutMillis(), TimeUnit.MILLISECONDS);
            if (!permitted) {
                throw new StoreException.Lagging("too many queries run at the same time; try again in a moment");
            }
            connection = connection();
            reads.incrementAndGet();
            T result = reading.read(connection);
            give(connection);
            connection = null;
            return result;
        } catch (SQLException e) {
            throw new StoreException("cannot read the index: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting to read", e);
        } finally {
            if (permitted) {
                readers.release();
            }
            if (connection != null) {
                // After an error its state is unknown; a new one costs little.
                closeQuietly(connection);
            }
        }
    }

    /** How often something was read. */
    public long reads() {
        return reads.get();
    }

    /** Runs several queries that see the same state. */
    <T> T readAtOnce(Reading<T> reading) {
        return read(connection -> {
            connection.begin();
            T result = reading.read(connection);
            connection.end();
            return result;
        });
    }

    private ReadConnection connection() throws SQLException {
        synchronized (idle) {
            ReadConnection connection = idle.poll();
            if (connection != null) {
                return connection;
            }
        }
        Connection another = connection.duplicate();
        try (Statement statement = another.createStatement()) {
            statement.execute("USE " + CATALOG);
        } catch (SQLException e) {
            closeQuietly(another);
            throw e;
        }
        return new ReadConnection(another);
    }

    private void give(ReadConnection connection) {
        synchronized (idle) {
            idle.push(connection);
        }
    }

    public Path file() {
        return file;
    }

    /** Bytes on disk. */
    public long bytes() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            // It is being swapped for a new one.
            return 0;
        }
    }

    private static void closeQuietly(AutoCloseable connection) {
        try {
            connection.close();
        } catch (Exception e) {
            // Nothing depends on it any more.
        }
    }

    @Override
    public void close() {
        synchronized (idle) {
            idle.forEach(Index::closeQuietly);
            idle.clear();
        }
        closeQuietly(connection);
    }
}
