package dev.spoor.store.local;

import dev.spoor.store.TestTraces;
import dev.spoor.store.TraceStore;
import dev.spoor.store.TraceStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LocalTraceStoreTest extends TraceStoreContract {
    @TempDir
    Path folder;

    @Override
    protected TraceStore open() {
        return LocalTraceStore.open(LocalStoreConfig.in(folder), TestTraces.READER);
    }
}
