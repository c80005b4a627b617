package dev.spoor.store.local;

import dev.spoor.store.Maintenance;
import dev.spoor.store.StoreException;
import dev.spoor.store.local.log.LogEntry;
import dev.spoor.store.local.log.Segment;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** An operator's work on a local store, one piece at a time, and retention from time to time. */
final class LocalMaintenance implements Maintenance {
    private static final Logger LOG = System.getLogger(LocalMaintenance.class.getName());
    private static final long RETENTION_SECONDS = 60;

    private final LocalTraceStore store;
    private final Retention retention;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("spoor-retention").daemon(true).factory());

    LocalMaintenance(LocalTraceStore store) {
        this.store = store;
        this.retention = new Retention(store);
    }

    void start() {
        if (!store.config.retention().isNone()) {
            timer.scheduleWithFixedDelay(this::retain, 1, RETENTION_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void retain() {
        try {
            if (store.applier().isLive()) {
                applyRetention();
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "retention failed, trying again later: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void reindex(Progress progress) {
        store.requireLive();
        try {
            store.reader.reload();
            store.replaceIndex(progress);
        } catch (IllegalArgumentException e) {
            throw new StoreException("cannot make the index anew: " + e.getMessage(), e);
        } catch (IOException | SQLException e) {
            throw new StoreException("cannot make the index anew: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized VerifyReport verify(Progress progress) {
        return Verification.run(store, progress);
    }

    @Override
    public synchronized void backup(Path folder, Progress progress) {
        try {
            if (Files.exists(folder)) {
                try (var files = Files.list(folder)) {
                    if (files.findAny().isPresent()) {
                        throw new StoreException("the folder " + folder + " is not empty; choose a new one");
                    }
                }
            }
            store.log.copyTo(Files.createDirectories(folder).resolve("log"), progress);
        } catch (IOException e) {
            throw new StoreException("cannot write the backup to " + folder + ": " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void applyRetention() {
        retention.apply();
    }

    /** When the oldest entry that is still there arrived; 0 for an empty log. */
    long oldestReceivedEpochMillis() {
        try {
            LogEntry first = store.log.bytes() <= Segment.offset(store.log.begin())
                    ? null
                    : store.log.read(store.log.begin(), 0);
            return first == null ? 0 : first.receivedEpochMillis();
        } catch (LogEntry.CorruptEntryException e) {
            return 0;
        }
    }

    void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "retention did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
