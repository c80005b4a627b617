package dev.spoor.store.local;

import dev.spoor.store.Maintenance;
import dev.spoor.store.StoreException;
import dev.spoor.store.local.compact.Host;
import dev.spoor.store.local.index.CompactionQueries;
import dev.spoor.store.local.index.IndexWriter;
import dev.spoor.store.local.index.IndexedChange;
import dev.spoor.store.local.log.LogEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** A local store as compaction needs it. */
final class CompactionHost implements Host {
    /** Left free on the disk when a segment is written anew, which gives more back than it takes. */
    private static final long SPARED_BYTES = 16 << 20;

    private static final long RETRY_MILLIS = 50;

    private final LocalTraceStore store;
    private final ReentrantLock operating;

    /** @param operating held by whoever goes through the log or changes its files */
    CompactionHost(LocalTraceStore store, ReentrantLock operating) {
        this.store = store;
        this.operating = operating;
    }

    @Override
    public boolean isReady() {
        return store.current.applier().isLive();
    }

    @Override
    public <T> T ask(Function<CompactionQueries, T> question) {
        return store.current.reading(index -> question.apply(index.compaction));
    }

    @Override
    public long indexedOnDisk() {
        long deadline = System.nanoTime() + store.config.readTimeout().toNanos();
        while (true) {
            Applier applier = store.current.applier();
            IndexWriter writer = applier.writer();
            try {
                return waiting(() -> applier.call(() -> {
                    writer.checkpoint();
                    return writer.position();
                }));
            } catch (StoreException e) {
                // Queries that run at the moment can be in its way.
                if (System.nanoTime() > deadline || e instanceof StoreException.Closed) {
                    throw e;
                }
                waiting(() -> {
                    Thread.sleep(RETRY_MILLIS);
                    return true;
                });
            }
        }
    }

    @Override
    public IndexedChange read(LogEntry entry) {
        return store.codec.indexed(entry);
    }

    @Override
    public void forgetDeletions(long from, long to, Collection<Long> kept) {
        Applier applier = store.current.applier();
        IndexWriter writer = applier.writer();
        waiting(() -> applier.call(() -> {
            writer.forgetDeletions(from, to, kept);
            return null;
        }));
    }

    @Override
    public void leftOut(long firstSegment, long lastSegment) {
        // Its words are still in the files that tell where words lie.
        for (long segment = firstSegment; segment <= lastSegment; segment++) {
            store.texts.discard(segment);
        }
    }

    @Override
    public void seal() {
        waiting(() -> store.writer().callBetweenCommits(() -> {
            store.seal();
            return null;
        }));
    }

    @Override
    public void renewIndex(Maintenance.Progress progress) {
        operating.lock();
        try {
            store.current.copy(store.writer(), progress);
        } catch (IOException | SQLException e) {
            throw new StoreException("cannot write the index anew: " + e.getMessage(), e);
        } finally {
            operating.unlock();
        }
    }

    @Override
    public List<Path> setAside() {
        try {
            List<Path> files = new ArrayList<>(store.log.setAside());
            files.addAll(store.indexFiles.setAside());
            return files;
        } catch (IOException e) {
            throw new StoreException("cannot look for what was set aside: " + e.getMessage(), e);
        }
    }

    @Override
    public long writtenBytes() {
        return store.writer().writtenBytes();
    }

    @Override
    public long spareBytes() {
        try {
            return Files.getFileStore(store.config.folder()).getUsableSpace() - SPARED_BYTES;
        } catch (IOException e) {
            throw new StoreException("cannot ask for the free space of the disk: " + e.getMessage(), e);
        }
    }

    @Override
    public void exclusively(Action action) throws IOException {
        operating.lock();
        try {
            action.run();
        } finally {
            operating.unlock();
        }
    }

    private static <T> T waiting(Callable<T> work) {
        try {
            return work.call();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StoreException known
                    ? known
                    : new StoreException("compaction cannot go on: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("compaction was interrupted", e);
        } catch (StoreException e) {
            throw e;
        } catch (Exception e) {
            throw new StoreException("compaction cannot go on: " + e.getMessage(), e);
        }
    }
}
