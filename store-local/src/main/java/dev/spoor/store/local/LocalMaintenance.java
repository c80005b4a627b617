package dev.spoor.store.local;

import dev.spoor.store.Maintenance;
import dev.spoor.store.StoreException;
import dev.spoor.store.StoreStatus;
import dev.spoor.store.local.compact.Compaction;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An operator's work on a local store, one piece at a time, retention from time to time, and compaction. Compaction works
 * beside the others; only when it puts a segment in the place of others does it wait for its turn.
 */
final class LocalMaintenance implements Maintenance {
    private static final Logger LOG = System.getLogger(LocalMaintenance.class.getName());
    private static final long RETENTION_SECONDS = 60;
    /** Of retention by age, what a segment may reach over. */
    private static final int SPANS_OF_RETENTION = 8;

    private final LocalTraceStore store;
    private final Retention retention;
    private final Compaction compaction;
    /** One piece of work at a time that goes through the log or changes its files. */
    private final ReentrantLock operating = new ReentrantLock();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("spoor-retention").daemon(true).factory());

    LocalMaintenance(LocalTraceStore store) {
        this.store = store;
        this.retention = new Retention(store);
        Duration maxAge = store.config.retention().maxAge();
        this.compaction = new Compaction(
                store.log,
                new CompactionHost(store, operating),
                store.config.compaction(),
                store.config.segmentBytes(),
                maxAge.dividedBy(SPANS_OF_RETENTION));
    }

    void start() {
        if (!store.config.retention().isNone()) {
            timer.scheduleWithFixedDelay(this::retain, 1, RETENTION_SECONDS, TimeUnit.SECONDS);
        }
        compaction.start();
    }

    private void retain() {
        try {
            if (store.current.applier().isLive()) {
                applyRetention();
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "retention failed, trying again later: " + e.getMessage(), e);
        }
    }

    @Override
    public void reindex(Progress progress) {
        store.current.requireLive();
        operating.lock();
        try {
            store.reader.reload();
            store.current.renew(store.writer(), progress);
        } catch (IllegalArgumentException e) {
            throw new StoreException("cannot make the index anew: " + e.getMessage(), e);
        } catch (IOException | SQLException e) {
            throw new StoreException("cannot make the index anew: " + e.getMessage(), e);
        } finally {
            operating.unlock();
        }
    }

    @Override
    public VerifyReport verify(Progress progress) {
        operating.lock();
        try {
            return Verification.run(store, progress);
        } finally {
            operating.unlock();
        }
    }

    @Override
    public void backup(Path folder, Progress progress) {
        operating.lock();
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
        } finally {
            operating.unlock();
        }
    }

    @Override
    public CompactReport compact(boolean removeSetAside, Progress progress) {
        store.current.requireLive();
        return compaction.run(removeSetAside, progress);
    }

    StoreStatus.Compaction compactionStatus() {
        return compaction.status();
    }

    @Override
    public void applyRetention() {
        operating.lock();
        try {
            retention.apply();
        } finally {
            operating.unlock();
        }
    }

    /** When the oldest entry that is still there arrived; 0 for an empty log. */
    long oldestReceivedEpochMillis() {
        return Math.max(0, store.log.firstReceivedEpochMillis(store.log.files().getFirst()));
    }

    void close() {
        compaction.close();
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
