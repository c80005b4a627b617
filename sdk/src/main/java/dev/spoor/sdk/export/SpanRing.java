package dev.spoor.sdk.export;

import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A queue that many threads put into, without locks, and one takes from; bounded in spans, and in bytes as estimated.
 * Written for speed, since every span of the application passes it on the thread that ends it: one compare-and-set and
 * one store, and a second counter only for spans with content ({@code SdkBenchmark}).
 */
final class SpanRing {
    /** A span without content, in memory. */
    private static final long BASE_BYTES = 512;

    /** Longs between two counters: two cache lines, since processors fetch lines in pairs. */
    private static final int APART = 16;
    /** What all that wait hold beyond the base. */
    private static final int CONTENT_BYTES = APART;
    /** How many were ever put in. */
    private static final int TAIL = 2 * APART;
    /** How many were ever taken out; written by the one taker. */
    private static final int HEAD = 3 * APART;
    /** What that was when it was last looked at, so that those who put in seldom touch what the taker writes. */
    private static final int SEEN_HEAD = 4 * APART;

    private final AtomicReferenceArray<@Nullable ReadableSpan> slots;
    private final int[] contents;
    private final int mask;
    private final int maxSpans;
    private final long maxBytes;
    /** The taker's own. */
    private long lastBytes;
    /** The counters below, each on cache lines of its own: the taker writes one with every span that others put in. */
    private final AtomicLongArray counters = new AtomicLongArray(5 * APART);

    SpanRing(int maxSpans, long maxBytes) {
        int size = Integer.highestOneBit(Math.max(2, maxSpans - 1)) << 1;
        this.slots = new AtomicReferenceArray<>(size);
        this.contents = new int[size];
        this.mask = size - 1;
        this.maxSpans = maxSpans;
        this.maxBytes = maxBytes;
    }

    /**
     * Threads that come at the same time may each find room for the same bytes.
     *
     * @param content bytes that the span holds beyond what every span does
     * @return the number that this one has among all that were ever put in, from 1 on; 0 when it does not fit
     */
    long offer(ReadableSpan span, int content) {
        long at;
        do {
            at = counters.get(TAIL);
            if (!fits(at - counters.getAcquire(SEEN_HEAD), content)) {
                counters.setRelease(SEEN_HEAD, counters.get(HEAD));
                if (!fits(at - counters.getAcquire(SEEN_HEAD), content)) {
                    return 0;
                }
            }
        } while (!counters.compareAndSet(TAIL, at, at + 1));
        if (content != 0) {
            counters.addAndGet(CONTENT_BYTES, content);
        }
        contents[(int) at & mask] = content;
        slots.lazySet((int) at & mask, span);
        return at + 1;
    }

    private boolean fits(long waiting, int content) {
        return waiting < maxSpans && (waiting + 1) * BASE_BYTES + counters.get(CONTENT_BYTES) + content <= maxBytes;
    }

    /** For the one taker, after {@link #poll}: the bytes of what it gave. */
    long bytesOfLast() {
        return lastBytes;
    }

    /** For the one taker. Null when it is empty, or when the next one is just being put in. */
    @Nullable
    ReadableSpan poll() {
        long at = counters.get(HEAD);
        int slot = (int) at & mask;
        ReadableSpan span = slots.get(slot);
        if (span != null) {
            int content = contents[slot];
            if (content != 0) {
                counters.addAndGet(CONTENT_BYTES, -content);
            }
            lastBytes = BASE_BYTES + content;
            slots.lazySet(slot, null);
            counters.lazySet(HEAD, at + 1);
        }
        return span;
    }

    long offered() {
        return counters.get(TAIL);
    }

    long taken() {
        return counters.get(HEAD);
    }

    int size() {
        return (int) Math.max(0, counters.get(TAIL) - counters.get(HEAD));
    }
}
