package dev.spoor.store.local.compact;

import dev.spoor.store.Maintenance;
import dev.spoor.store.local.index.CompactionQueries;
import dev.spoor.store.local.index.IndexedChange;
import dev.spoor.store.local.log.LogEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** The store, as compaction needs it. */
public interface Host {
    /** Whether the index is complete. */
    boolean isReady();

    /** Asks the index in use, which has all that was acknowledged. */
    <T> T ask(Function<CompactionQueries, T> question);

    /** Up to where the index has the log, with that on disk. */
    long indexedOnDisk();

    /** What the index takes of a record. */
    IndexedChange read(LogEntry entry);

    /** Lets the index forget deletions that are not in the log any more: those of a range of positions but these. */
    void forgetDeletions(long from, long to, Collection<Long> kept);

    /** Something of the segments of these numbers, as they were written, is not in the log any more. */
    void leftOut(long firstSegment, long lastSegment);

    /** Begins a new segment, so that the one that is written to can be compacted. */
    void seal();

    /** Copies the index into a new file, without what was deleted from it, and uses that. */
    void renewIndex(Maintenance.Progress progress);

    /** Files that repairs have set aside, as when an index was damaged; a time in milliseconds ends their names. */
    List<Path> setAside();

    /** Bytes that were written to the log since the store was opened. */
    long writtenBytes();

    /** What may be written to the disk, in bytes, before new data would be refused. */
    long spareBytes();

    /** Runs while nobody reads through the log or copies it, and no segment is dropped. */
    void exclusively(Action action) throws IOException;

    /** A piece of work with files. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }
}
