package dev.spoor.sdk.export;

import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue that many threads put into, without locks, and one takes from. Written for speed, since every span of
 * the application passes it on the thread that ends it: one compare-and-set and one store.
 */
final class SpanRing {
    private final AtomicReferenceArray<@Nullable ReadableSpan> slots;
    private final int[] sizes;
    private final int mask;
    private final int capacity;
    /** The taker's own. */
    private int lastSize;
    /** How many were ever put in. */
    private final AtomicLong tail = new AtomicLong();
    /** How many were ever taken out; written by the one taker. */
    private final AtomicLong head = new AtomicLong();
    /** What it was when it was last looked at, so that those who put in seldom touch what the taker writes. */
    private final AtomicLong seenHead = new AtomicLong();

    SpanRing(int capacity) {
        int size = Integer.highestOneBit(Math.max(2, capacity - 1)) << 1;
        this.slots = new AtomicReferenceArray<>(size);
        this.sizes = new int[size];
        this.mask = size - 1;
        this.capacity = capacity;
    }

    /**
     * @param size to be given back with it
     * @return the number that this one has among all that were ever put in, from 1 on; 0 when it is full
     */
    long offer(ReadableSpan span, int size) {
        long at;
        do {
            at = tail.get();
            if (at - seenHead.getAcquire() >= capacity) {
                seenHead.setRelease(head.get());
                if (at - seenHead.getAcquire() >= capacity) {
                    return 0;
                }
            }
        } while (!tail.compareAndSet(at, at + 1));
        sizes[(int) at & mask] = size;
        slots.lazySet((int) at & mask, span);
        return at + 1;
    }

    /** For the one taker, after {@link #poll}: the size of what it gave. */
    int sizeOfLast() {
        return lastSize;
    }

    /** For the one taker. Null when it is empty, or when the next one is just being put in. */
    @Nullable
    ReadableSpan poll() {
        long at = head.get();
        int slot = (int) at & mask;
        ReadableSpan span = slots.get(slot);
        if (span != null) {
            lastSize = sizes[slot];
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
