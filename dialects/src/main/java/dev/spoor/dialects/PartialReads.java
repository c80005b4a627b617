package dev.spoor.dialects;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How often a span was read in part, because a dialect threw: a mistake of Spoor's, or a span made to cause it. Whoever runs
 * the server hears of it once a minute, by where it happened; the exception's message may hold what the span holds, and
 * is said at {@link Level#DEBUG} alone. Safe for many threads.
 */
final class PartialReads {
    private static final Logger LOG = System.getLogger(Dialects.class.getName());
    private static final long SILENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoTime;
    private final LongAdder count = new LongAdder();
    private final AtomicLong sayAgain;

    /** @param nanoTime as {@link System#nanoTime} */
    PartialReads(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.sayAgain = new AtomicLong(nanoTime.getAsLong());
    }

    long count() {
        return count.sum();
    }

    void add(Throwable thrown) {
        count.increment();
        LOG.log(Level.DEBUG, "a span was read in part", thrown);
        long now = nanoTime.getAsLong();
        long due = sayAgain.get();
        if (now - due >= 0 && sayAgain.compareAndSet(due, now + SILENCE_NANOS)) {
            LOG.log(
                    Level.WARNING,
                    "a span was read in part: " + thrown.getClass().getName() + " at " + place(thrown) + "; " + count()
                            + " so far. It is kept whole, and read again by ./spoor reindex --dialects of a version that can");
        }
    }

    private static String place(Throwable thrown) {
        String ours = Dialects.class.getPackageName();
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(ours))
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse("an unknown place");
    }
}
