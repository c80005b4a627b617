package dev.spoor.server;

import dev.spoor.store.TraceStore;
import dev.spoor.store.local.LocalTraceStore;

/** The store that users have, for tests of the server together with it. */
public final class LocalStores {
    private LocalStores() {}

    /** In a temporary folder that goes with it. */
    public static TraceStore temporary() {
        return LocalTraceStore.inMemory(TestReader.INSTANCE);
    }
}
