package dev.spoor.store;

import java.nio.file.Path;
import java.util.List;

/** Work of an operator on a running store. Each call blocks until it is done and reports progress meanwhile. */
public interface Maintenance {

    /** Makes the index anew from the log; queries see the old one until the new one is complete. */
    void reindex(Progress progress);

    /** Reads all of the log, checks every checksum, and compares with the index. */
    VerifyReport verify(Progress progress);

    /**
     * Copies everything that is durable now into an empty or new folder, from which a store can be opened.
     *
     * @throws StoreException when the folder is not empty or cannot be written
     */
    void backup(Path folder, Progress progress);

    /**
     * Writes anew what is complete of the store: what was deleted is gone from disk after it, conversations lie side by
     * side, and what they repeat is kept once. Reads and writes go on meanwhile.
     *
     * @param removeSetAside whether files that repairs have set aside go too; else they stay until they are old, or until
     *     traces are let go of, which may be in them
     */
    CompactReport compact(boolean removeSetAside, Progress progress);

    /** Likewise, without asking for files that were set aside to go. */
    default CompactReport compact(Progress progress) {
        return compact(false, progress);
    }

    /** Drops what is older or more than the configured limits, now. */
    void applyRetention();

    /** Told from time to time how far the work is. */
    @FunctionalInterface
    interface Progress {
        Progress NONE = (done, total, what) -> {};

        /** @param total 0 when unknown */
        void report(long done, long total, String what);
    }

    /**
     * What a compaction came to.
     *
     * @param droppedRecords of traces that were deleted, and changes that were replaced
     * @param droppedSpans earlier copies of spans that were sent again
     * @param indexRenewed whether the index was written anew, to let go of what was deleted
     * @param setAsideRemoved files that repairs had set aside and that are gone now, by their names in the data folder
     * @param setAsideKept likewise those that are still there
     * @param problems what was left as it is and why, each in one line
     */
    record CompactReport(
            long segmentsBefore,
            long segmentsAfter,
            long logBytesBefore,
            long logBytesAfter,
            long droppedRecords,
            long droppedSpans,
            boolean indexRenewed,
            List<String> setAsideRemoved,
            List<String> setAsideKept,
            List<String> problems) {
        public CompactReport {
            setAsideRemoved = List.copyOf(setAsideRemoved);
            setAsideKept = List.copyOf(setAsideKept);
            problems = List.copyOf(problems);
        }
    }

    /**
     * @param problems each in one line, at most 100
     * @param problemCount all of them
     */
    record VerifyReport(long segments, long records, long spans, long bytes, List<String> problems, long problemCount) {
        public VerifyReport {
            problems = List.copyOf(problems);
        }

        public boolean ok() {
            return problemCount == 0;
        }
    }
}
