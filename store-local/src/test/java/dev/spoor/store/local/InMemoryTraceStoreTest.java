package dev.spoor.store.local;

import dev.spoor.store.TestTraces;
import dev.spoor.store.TraceStore;
import dev.spoor.store.TraceStoreContract;

class InMemoryTraceStoreTest extends TraceStoreContract {
    @Override
    protected TraceStore open() {
        return LocalTraceStore.inMemory(TestTraces.READER);
    }
}
