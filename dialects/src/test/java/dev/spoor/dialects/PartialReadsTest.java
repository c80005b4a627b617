package dev.spoor.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartialReadsTest {
    private static final Logger LOG = Logger.getLogger(Dialects.class.getName());

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().equals(Level.WARNING)) {
                warnings.add(record.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE);
    private final PartialReads reads = new PartialReads(now::get);

    @BeforeEach
    void listen() {
        LOG.addHandler(listener);
    }

    @AfterEach
    void stop() {
        LOG.removeHandler(listener);
    }

    @Test
    void theFirstIsSaidByWhereItHappenedAndNotByWhatTheSpanHeld() {
        reads.add(new NumberFormatException("the answer is 4711"));

        assertThat(reads.count()).isEqualTo(1);
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("java.lang.NumberFormatException", "PartialReadsTest", "1 so far")
                .doesNotContain("4711");
    }

    @Test
    void manyAreSaidOnceAMinute() {
        for (int i = 0; i < 1000; i++) {
            reads.add(new IllegalStateException());
        }
        assertThat(warnings).hasSize(1);

        now.addAndGet(TimeUnit.SECONDS.toNanos(61));
        reads.add(new IllegalStateException());

        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(1)).contains("1001 so far");
    }
}
