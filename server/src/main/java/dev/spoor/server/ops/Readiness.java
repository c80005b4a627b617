package dev.spoor.server.ops;

import dev.spoor.store.StoreStatus;
import org.jspecify.annotations.Nullable;

/**
 * Whether the server takes data and answers queries with all of it.
 *
 * @param reason why not
 */
public record Readiness(boolean ready, @Nullable String reason) {

    public static Readiness of(boolean stopping, StoreStatus store) {
        if (stopping) {
            return new Readiness(false, "the server is stopping");
        }
        if (!store.writable()) {
            String reason = store.reason();
            return new Readiness(false, reason == null ? "the store takes no data" : reason);
        }
        if (store.indexProgress() < 1) {
            return new Readiness(
                    false, "the index is being rebuilt, " + (int) (store.indexProgress() * 100) + " % are done");
        }
        return new Readiness(true, null);
    }
}
