package dev.spoor.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What was thrown out of a dialect. {@link Dialects} catches it, so that no span is lost, and says so in its log; a test
 * that listens there sees what nobody else does.
 */
final class Stumbles extends Handler implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Dialects.class.getName());

    private final List<Throwable> thrown = new CopyOnWriteArrayList<>();
    private final Level before = LOG.getLevel();

    Stumbles() {
        LOG.setLevel(Level.ALL);
        LOG.addHandler(this);
    }

    /** @param what was read, to tell of when something was thrown */
    void assertNone(String what) {
        assertThat(thrown).as(what).isEmpty();
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getThrown() != null) {
            thrown.add(record.getThrown());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOG.removeHandler(this);
        LOG.setLevel(before);
    }
}
