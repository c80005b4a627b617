package dev.spoor.store.local;

import dev.spoor.store.local.compact.CompactionConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How a local store works. All sizes in bytes.
 *
 * @param folder where the log and the index live; made when missing
 * @param durable whether to flush to disk before acknowledging; false only for stores that are gone at the end
 * @param segmentBytes size at which a new log segment is begun; 1 MiB to 1 GiB
 * @param queueBytes how much may wait to be written before writers are told to come back later
 * @param maxStoreBytes size of log and index together above which new data is refused; 0 for no limit
 * @param minFreeBytes free space on the disk below which new data is refused
 * @param indexMemoryBytes memory that the index may use; at least 64 MiB
 * @param indexThreads threads that one query may use
 * @param readers how many queries run at the same time; more wait
 * @param flushInterval how long a change may wait before queries see it when no query asks
 * @param readTimeout how long a query waits for the index to catch up
 * @param retention what is dropped
 * @param search how texts are searched
 * @param compaction how the log is made smaller, and lets go of what was deleted
 */
public record LocalStoreConfig(
        Path folder,
        boolean durable,
        long segmentBytes,
        long queueBytes,
        long maxStoreBytes,
        long minFreeBytes,
        long indexMemoryBytes,
        int indexThreads,
        int readers,
        Duration flushInterval,
        Duration readTimeout,
        Retention retention,
        Search search,
        CompactionConfig compaction) {
    private static final long MIB = 1L << 20;

    public LocalStoreConfig {
        check("segmentBytes", segmentBytes, MIB, 1024 * MIB);
        check("queueBytes", queueBytes, MIB, 1L << 40);
        check("maxStoreBytes", maxStoreBytes, 0, Long.MAX_VALUE);
        check("minFreeBytes", minFreeBytes, 0, Long.MAX_VALUE);
        check("indexMemoryBytes", indexMemoryBytes, 64 * MIB, 1L << 44);
        check("indexThreads", indexThreads, 1, 1024);
        check("readers", readers, 1, 1024);
        check("flushInterval in milliseconds", flushInterval.toMillis(), 1, 60_000);
        check("readTimeout in milliseconds", readTimeout.toMillis(), 1, 3_600_000);
    }

    /**
     * What is dropped, in whole log segments and so a little later than asked for. 0 switches a limit off.
     *
     * @param maxAge spans that arrived longer ago
     * @param maxBytes the oldest spans, when the log is larger
     * @param maxTraces the oldest spans, when there are more traces
     */
    public record Retention(Duration maxAge, long maxBytes, long maxTraces) {
        public static final Retention NONE = new Retention(Duration.ZERO, 0, 0);

        public Retention {
            check("retention.maxAge in seconds", maxAge.toSeconds(), 0, Long.MAX_VALUE);
            check("retention.maxBytes", maxBytes, 0, Long.MAX_VALUE);
            check("retention.maxTraces", maxTraces, 0, Long.MAX_VALUE);
        }

        boolean isNone() {
            return maxAge.isZero() && maxBytes == 0 && maxTraces == 0;
        }
    }

    /**
     * How texts are searched.
     *
     * @param index whether words are indexed in the background
     * @param threads that read and check what may contain a text, for all searches together
     * @param timeout after which a search answers with what it has found
     * @param tailBytes of the segment that is being written, so many last bytes are searched without an index
     */
    public record Search(boolean index, int threads, Duration timeout, long tailBytes) {
        /** Some 25 MB before compression. */
        public static final long TAIL_BYTES = 8 * MIB;

        public static final Search DEFAULT = new Search(true, 2, Duration.ofSeconds(5), TAIL_BYTES);

        public Search {
            check("search.threads", threads, 1, 1024);
            check("search.timeout in milliseconds", timeout.toMillis(), 1, 3_600_000);
            check("search.tailBytes", tailBytes, 0, 1L << 40);
        }
    }

    /** Sensible settings for a machine with two cores. */
    public static LocalStoreConfig in(Path folder) {
        return new LocalStoreOptions().in(folder);
    }

    /**
     * The same with some settings changed:
     *
     * <pre>{@code
     * LocalStoreConfig.in(folder).with(options -> options.segmentBytes = 64 << 20)
     * }</pre>
     */
    public LocalStoreConfig with(Consumer<LocalStoreOptions> change) {
        LocalStoreOptions options = new LocalStoreOptions(this);
        change.accept(options);
        return options.in(folder);
    }

    private static void check(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ", not " + value);
        }
    }
}
