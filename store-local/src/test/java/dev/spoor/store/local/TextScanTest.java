package dev.spoor.store.local;

import dev.spoor.store.TestTraces;
import dev.spoor.store.TextSearchContract;
import dev.spoor.store.TraceStore;

/** Texts in the end of the log, which has no text index. */
class TextScanTest extends TextSearchContract {
    @Override
    protected TraceStore open() {
        return LocalTraceStore.inMemory(TestTraces.READER);
    }
}
