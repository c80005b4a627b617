package dev.spoor.store.local;

import dev.spoor.store.TestTraces;
import dev.spoor.store.TraceFilterContract;
import dev.spoor.store.TraceStore;

class LocalTraceFilterTest extends TraceFilterContract {
    @Override
    protected TraceStore open() {
        return LocalTraceStore.inMemory(TestTraces.READER);
    }
}
