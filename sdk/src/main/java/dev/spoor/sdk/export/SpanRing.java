package dev.spoor.sdk.export;

import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.concurrent.atomic.AtomicLong;
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

    private final AtomicReferenceArray<@Nullable ReadableSpan> slots;
    private final int[] contents;
    private final int mask;
    private final int maxSpans;
    private final long maxBytes;
    /** The taker's own. */
    private long lastBytes;
    /** What all that wait hold beyond the base. */
    private final AtomicLong contentBytes = new AtomicLong();
    /** How many were ever put in. */
    private final AtomicLong tail = new AtomicLong();
    /** How many were ever taken out; written by the one taker. */
    private final AtomicLong head = new AtomicLong();
    /** What it was when it was last looked at, so that those who put in seldom touch what the taker writes. */
    private final AtomicLong seenHead = new AtomicLong();

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
            at = tail.get();
            if (!fits(at - seenHead.getAcquire(), content)) {
                seenHead.setRelease(head.get());
                if (!fits(at - seenHead.getAcquire(), content)) {
                    return 0;
                }
            }
        } while (!tail.compareAndSet(at, at + 1));
        if (content != 0) {
            contentBytes.addAndGet(content);
        }
        contents[(int) at & mask] = content;
        slots.lazySet((int) at & mask, span);
        return at + 1;
    }

    private boolean fits(long waiting, int content) {
        return waiting < maxSpans && (waiting + 1) * BASE_BYTES + contentBytes.get() + content <= maxBytes;
    }

    /** For the one taker, after {@link #poll}: the bytes of what it gave. */
    long bytesOfLast() {
        return lastBytes;
    }

    /** For the one taker. Null when it is empty, or when the next one is just being put in. */
    @Nullable
    ReadableSpan poll() {
        long at = head.get();
        int slot = (int) at & mask;
        ReadableSpan span = slots.get(slot);
        if (span != null) {
            int content = contents[slot];
            if (content != 0) {
                contentBytes.addAndGet(-content);
            }
            lastBytes = BASE_BYTES + content;
            slots.lazySet(slot, null);
            head.lazySet(at + 1);
        }
        return span;
    }

    long offered() {
        return tail.get();
    }

    long taken() {
        return head.get();
    }

    int size() {
        return (int) Math.max(0, tail.get() - head.get());
    }
}
