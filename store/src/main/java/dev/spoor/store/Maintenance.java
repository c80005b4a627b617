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
