package dev.spoor.server.http;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of requests may be held at the same time, all clients together. Safe for use by many threads. */
public final class ByteBudget {
    private final long maxBytes;
    private final AtomicLong held = new AtomicLong();

    public ByteBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A share for one request; nothing is held at first. */
    public Share open() {
        return new Share();
    }

    public long heldBytes() {
        return held.get();
    }

    /** What one request holds. Its bytes are given back once it is closed, and it takes no more after that. */
    public final class Share implements AutoCloseable {
        private long bytes;
        private boolean closed;

        /** @throws ApiException 429 when the budget does not allow it; what was taken before stays taken */
        public synchronized void take(long more) {
            if (closed) {
                throw ApiException.unavailable("the request has ended", 1);
            }
            if (bytes + more > maxBytes) {
                throw ApiException.tooLarge("the request takes more than the " + maxBytes
                        + " bytes of memory that all requests together may take");
            }
            if (held.addAndGet(more) > maxBytes) {
                held.addAndGet(-more);
                throw ApiException.busy("too many bytes of requests are being read; try again", 1);
            }
            bytes += more;
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                held.addAndGet(-bytes);
            }
        }
    }
}
