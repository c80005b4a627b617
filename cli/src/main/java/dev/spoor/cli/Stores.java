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
        return new LocalStoreConfig(
                config.data(),
                true,
                store.segmentBytes().bytes(),
                store.maxQueuedBytes().bytes(),
                store.maxStoreBytes().bytes(),
                store.minFreeBytes().bytes(),
                store.indexMemory().bytes(),
                store.indexThreads(),
                store.indexReaders(),
                store.flushInterval(),
                store.readTimeout(),
                new LocalStoreConfig.Retention(
                        retention.maxAge(), retention.maxBytes().bytes(), retention.maxTraces()),
                new LocalStoreConfig.Search(
                        config.search().threads(), config.search().timeout(), LocalStoreConfig.Search.TAIL_BYTES),
                compaction(config.compaction()));
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
