package dev.spoor.cli;

import dev.spoor.server.config.SpoorConfig;
import dev.spoor.store.SpanReader;
import dev.spoor.store.local.LocalStoreConfig;
import dev.spoor.store.local.LocalTraceStore;
import dev.spoor.store.local.compact.CompactionConfig;
import java.nio.file.Files;

/** Opens the store that the settings name, with all dialects. */
final class Stores {
    private Stores() {}

    static LocalTraceStore open(SpoorConfig config) {
        return open(config, DialectReader.of(config));
    }

    static LocalTraceStore open(SpoorConfig config, SpanReader reader) {
        return config.memory() ? LocalTraceStore.inMemory(reader) : LocalTraceStore.open(localConfig(config), reader);
    }

    /** Opens a store that must be there already. */
    static LocalTraceStore openExisting(SpoorConfig config) {
        if (!Files.isDirectory(config.data().resolve("log"))) {
            throw new UserException("there is no store in " + config.data() + "; name another folder with --data");
        }
        return open(config);
    }

    private static LocalStoreConfig localConfig(SpoorConfig config) {
        SpoorConfig.Store store = config.store();
        SpoorConfig.Retention retention = config.retention();
        return LocalStoreConfig.in(config.data()).with(options -> {
            options.segmentBytes = store.segmentBytes().bytes();
            options.queueBytes = store.maxQueuedBytes().bytes();
            options.maxStoreBytes = store.maxStoreBytes().bytes();
            options.minFreeBytes = store.minFreeBytes().bytes();
            options.indexMemoryBytes = store.indexMemory().bytes();
            options.indexThreads = store.indexThreads();
            options.readers = store.indexReaders();
            options.flushInterval = store.flushInterval();
            options.readTimeout = store.readTimeout();
            options.retention = new LocalStoreConfig.Retention(
                    retention.maxAge(), retention.maxBytes().bytes(), retention.maxTraces());
            options.search = new LocalStoreConfig.Search(
                    config.search().index(),
                    config.search().threads(),
                    config.search().timeout(),
                    LocalStoreConfig.Search.TAIL_BYTES);
            options.compaction = compaction(config.compaction());
        });
    }

    private static CompactionConfig compaction(SpoorConfig.Compaction compaction) {
        return new CompactionConfig(
                compaction.enabled(),
                compaction.interval(),
                compaction.minAge(),
                compaction.minDeletedBytes().bytes(),
                compaction.maxDelay(),
                compaction.maxBytesPerSecond().bytes(),
                compaction.workPercent(),
                compaction.pauseAbove().bytes(),
                compaction.level(),
                compaction.keepSetAside());
    }
}
