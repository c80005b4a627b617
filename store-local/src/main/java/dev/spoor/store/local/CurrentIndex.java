package dev.spoor.store.local;

import dev.spoor.store.Maintenance;
import dev.spoor.store.StoreEvent;
import dev.spoor.store.StoreException;
import dev.spoor.store.TraceStore.Subscription;
import dev.spoor.store.local.index.Index;
import dev.spoor.store.local.index.IndexedChange;
import dev.spoor.store.local.log.LogWriter;
import dev.spoor.store.local.log.TraceLog;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The index that answers, and the one that is being made to take its place: both take from the log's writer what has become
 * durable, so that the change from one to the other loses nothing and no query waits for it. Safe for use by many threads.
 */
final class CurrentIndex implements LogWriter.Sink<IndexedChange>, AutoCloseable {
    private static final Logger LOG = System.getLogger(CurrentIndex.class.getName());
    private static final long PROGRESS_MILLIS = 100;

    private final TraceLog log;
    private final ChangeCodec codec;
    private final IndexFiles files;
    private final LocalStoreConfig config;
    /** The index that all reads of a thread go to, where they belong together. */
    private final ScopedValue<Applier> together = ScopedValue.newInstance();

    private final List<Consumer<StoreEvent>> listeners = new CopyOnWriteArrayList<>();
    private volatile Applier applier;
    /** A second index while it is made anew. */
    private volatile @Nullable Applier successor;

    /** @param report told what is wrong with an index that cannot be used, in a line for people */
    CurrentIndex(TraceLog log, ChangeCodec codec, IndexFiles files, LocalStoreConfig config, Consumer<String> report)
            throws IOException, SQLException {
        this.log = log;
        this.codec = codec;
        this.files = files;
        this.config = config;
        this.applier = new Applier(log, codec, files.openCurrent(log.durableEnd(), report), config.flushInterval());
    }

    /** Begins to catch up with the log. */
    void start() {
        applier.start();
    }

    /** Waits until it has caught up, at most so long. */
    void awaitLive(Duration timeout) {
        applier.awaitLive(timeout);
    }

    /** Waits for it to be complete; a long rebuild is an error that says how far it is. */
    void requireLive() {
        applier.awaitLive(config.readTimeout());
        reading(index -> index);
    }

    Applier applier() {
        return applier;
    }

    /** How much of the log is in the index that is being made, from 0 to 1; 1 when none is. */
    double progress() {
        Applier next = successor;
        return next != null ? next.progress() : applier.progress();
    }

    @Override
    public void committed(long position, int length, IndexedChange change) {
        applier.committed(position, length, change);
        Applier next = successor;
        if (next != null) {
            next.committed(position, length, change);
        }
    }

    @Override
    public void commitEnded(long endPosition) {
        applier.commitEnded(endPosition);
        Applier next = successor;
        if (next != null) {
            next.commitEnded(endPosition);
        }
    }

    /** Runs reads that belong together on this thread: all of them ask the index that answers now. */
    <T> T together(Supplier<T> reads) {
        return reading(index -> ScopedValue.where(together, index).call(reads::get));
    }

    /** Asks the index, once it has all that was acknowledged before now; it is not closed meanwhile. */
    <T> T reading(Function<Applier, T> question) {
        if (together.isBound()) {
            return question.apply(together.get());
        }
        while (true) {
            Applier reading = applier;
            reading.use.readLock().lock();
            try {
                if (reading == applier) {
                    reading.await(log.durableEnd(), config.readTimeout());
                    return question.apply(reading);
                }
                // It has just been replaced by another.
            } finally {
                reading.use.readLock().unlock();
            }
        }
    }

    /** Makes the index anew from the log, and uses it. One at a time. */
    void renew(LogWriter<IndexedChange> writer, Maintenance.Progress progress) throws IOException, SQLException {
        replace(files.begin(), writer, progress);
    }

    /** Copies the index without what was deleted from it, and uses the copy. One at a time. */
    void copy(LogWriter<IndexedChange> writer, Maintenance.Progress progress) throws IOException, SQLException {
        replace(files.copy(applier.index(), log.durableEnd()), writer, progress);
    }

    /** Uses another index, when it has caught up, instead of the present one. */
    private void replace(Index made, LogWriter<IndexedChange> writer, Maintenance.Progress progress)
            throws IOException, SQLException {
        Applier next = new Applier(log, codec, made, config.flushInterval());
        successor = next;
        next.start();
        awaitCaughtUp(next, progress);
        Applier old = applier;
        next.await(log.durableEnd(), config.readTimeout());
        files.use(next.index());
        next.listen(listeners.isEmpty() ? null : this::tell);
        try {
            // Between commits, so that each goes to both indexes or to the new one.
            writer.callBetweenCommits(() -> {
                applier = next;
                successor = null;
                return null;
            });
        } catch (Exception e) {
            throw new StoreException("cannot switch to the new index: " + e.getMessage(), e);
        }
        old.listen(null);
        // Queries that have begun end first; those that come now go to the new one.
        old.use.writeLock().lock();
        try {
            old.close();
        } finally {
            old.use.writeLock().unlock();
        }
        files.delete(old.index());
        progress.report(1000, 1000, "making the index");
    }

    private void awaitCaughtUp(Applier next, Maintenance.Progress progress) {
        while (!next.isLive()) {
            if (next.isStopped()) {
                giveUp(next);
                throw new StoreException("the index could not be made; the server's log says why");
            }
            progress.report(Math.round(next.progress() * 1000), 1000, "making the index");
            try {
                Thread.sleep(PROGRESS_MILLIS);
            } catch (InterruptedException e) {
                giveUp(next);
                Thread.currentThread().interrupt();
                throw new StoreException("interrupted while the index was being made", e);
            }
        }
    }

    private void giveUp(Applier next) {
        successor = null;
        next.close();
        files.delete(next.index());
    }

    /** Tells of what is applied from now on, from the index's thread. */
    Subscription listen(Consumer<StoreEvent> listener) {
        listeners.add(listener);
        applier.listen(this::tell);
        return () -> {
            listeners.remove(listener);
            if (listeners.isEmpty()) {
                applier.listen(null);
            }
        };
    }

    private void tell(StoreEvent event) {
        for (Consumer<StoreEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "a listener failed: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public void close() {
        applier.close();
    }
}
