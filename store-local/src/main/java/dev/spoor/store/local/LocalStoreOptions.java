package dev.spoor.store.local;

import dev.spoor.store.local.compact.CompactionConfig;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of a local store while they are being set; {@link LocalStoreConfig} says what each means. What stands here
 * is sensible for a machine with two cores. Not safe for use by several threads.
 */
public final class LocalStoreOptions {
    private static final long MIB = 1L << 20;

    public boolean durable = true;
    public long segmentBytes = 256 * MIB;
    public long queueBytes = 64 * MIB;
    public long maxStoreBytes;
    public long minFreeBytes = 256 * MIB;
    public long indexMemoryBytes = 192 * MIB;
    public int indexThreads = 2;
    public int readers = 4;
    public Duration flushInterval = Duration.ofMillis(250);
    public Duration readTimeout = Duration.ofSeconds(30);
    public LocalStoreConfig.Retention retention = LocalStoreConfig.Retention.NONE;
    public LocalStoreConfig.Search search = LocalStoreConfig.Search.DEFAULT;
    public CompactionConfig compaction = CompactionConfig.DEFAULT;

    LocalStoreOptions() {}

    LocalStoreOptions(LocalStoreConfig config) {
        durable = config.durable();
        segmentBytes = config.segmentBytes();
        queueBytes = config.queueBytes();
        maxStoreBytes = config.maxStoreBytes();
        minFreeBytes = config.minFreeBytes();
        indexMemoryBytes = config.indexMemoryBytes();
        indexThreads = config.indexThreads();
        readers = config.readers();
        flushInterval = config.flushInterval();
        readTimeout = config.readTimeout();
        retention = config.retention();
        search = config.search();
        compaction = config.compaction();
    }

    LocalStoreConfig in(Path folder) {
        return new LocalStoreConfig(
                folder,
                durable,
                segmentBytes,
                queueBytes,
                maxStoreBytes,
                minFreeBytes,
                indexMemoryBytes,
                indexThreads,
                readers,
                flushInterval,
                readTimeout,
                retention,
                search,
                compaction);
    }
}
