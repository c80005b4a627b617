package dev.spoor.cli;

import dev.spoor.store.Maintenance;

/** Progress on standard error, in place on a terminal, and not at all elsewhere. */
public final class ProgressLine implements Maintenance.Progress, AutoCloseable {
    private static final long INTERVAL_NANOS = 100_000_000;

    private final boolean terminal =
            System.console() != null && System.console().isTerminal();
    private long shownNanos;
    private int shownLength;

    @Override
    public synchronized void report(long done, long total, String what) {
        long now = System.nanoTime();
        if (!terminal || now - shownNanos < INTERVAL_NANOS) {
            return;
        }
        shownNanos = now;
        String text = total > 0 ? "%s: %d %%".formatted(what, Math.min(100, 100 * done / total)) : what + ": " + done;
        System.err.print("\r" + text + " ".repeat(Math.max(0, shownLength - text.length())));
        System.err.flush();
        shownLength = text.length();
    }

    @Override
    public synchronized void close() {
        if (shownLength > 0) {
            System.err.print("\r" + " ".repeat(shownLength) + "\r");
            System.err.flush();
        }
    }
}
