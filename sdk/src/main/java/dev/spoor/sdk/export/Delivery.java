package dev.spoor.sdk.export;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;

/** Takes batches to a destination, and counts what becomes of them. Used by one thread, unless said otherwise. */
interface Delivery {
    long NOTHING_TO_DO = Long.MAX_VALUE;

    /** Called once, by the thread that will use it. */
    default void open() {}

    /** Returns when the batch is delivered, put aside, or dropped. Throws nothing. */
    void deliver(List<SpanData> batch);

    /**
     * Goes on with what was put aside.
     *
     * @return nanoseconds until it wants to be called again
     */
    default long work() {
        return NOTHING_TO_DO;
    }

    /** Shall not wait until it tries again what failed. */
    default void tryNow() {}

    /** By any thread: what was put aside, in spans. */
    default long keptOnDisk() {
        return 0;
    }

    /** Whether there is anything that was put aside and is still to be delivered. */
    default boolean hasPutAside() {
        return keptOnDisk() > 0;
    }

    /** By any thread: there is no more time for trying again. */
    void giveUp();

    /** Called once, at the end, by the thread that used it. */
    void close();
}
