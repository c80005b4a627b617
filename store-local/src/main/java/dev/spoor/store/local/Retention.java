package dev.spoor.store.local;

import dev.spoor.store.Change;
import dev.spoor.store.StoreException;
import dev.spoor.store.local.index.IndexWriter;
import dev.spoor.store.local.log.Segment;
import dev.spoor.store.local.log.SegmentFile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Drops the oldest segments of the log. What people said of traces that stay, of projects, and judgements, is written
 * again to the end of the log before its segment goes.
 */
final class Retention {
    private static final Logger LOG = System.getLogger(Retention.class.getName());

    private final LocalTraceStore store;

    Retention(LocalTraceStore store) {
        this.store = store;
    }

    void apply() {
        store.current.requireLive();
        long firstKept = firstKept();
        if (firstKept == 0) {
            return;
        }
        long position = Segment.position(firstKept, 0);
        try {
            carryOver(position);
            IndexWriter writer = store.current.applier().writer();
            store.current.applier().call(() -> {
                writer.dropBefore(position);
                return null;
            });
            store.writer().callBetweenCommits(() -> {
                store.log.dropBefore(firstKept);
                return null;
            });
            LOG.log(Level.INFO, "retention dropped the log before segment " + firstKept);
        } catch (ExecutionException e) {
            throw new StoreException("cannot drop old segments: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while dropping old segments", e);
        } catch (StoreException e) {
            throw e;
        } catch (Exception e) {
            throw new StoreException("cannot drop old segments: " + e.getMessage(), e);
        }
    }

    /** The oldest segment that stays, or 0 when all stay. */
    private long firstKept() {
        LocalStoreConfig.Retention limits = store.config.retention();
        List<SegmentFile> segments = store.log.files();
        long bytes = segments.stream().mapToLong(SegmentFile::bytes).sum();
        long traces = limits.maxTraces() == 0 ? 0 : store.status().traces();
        long oldest = limits.maxAge().isZero()
                ? 0
                : System.currentTimeMillis() - limits.maxAge().toMillis();
        long dropped = 0;
        for (int i = 0; i + 1 < segments.size(); i++) {
            SegmentFile next = segments.get(i + 1);
            boolean tooOld = oldest > 0 && isOlder(next, oldest);
            boolean tooLarge = limits.maxBytes() > 0 && bytes > limits.maxBytes();
            boolean tooMany = limits.maxTraces() > 0 && traces > limits.maxTraces();
            if (!tooOld && !tooLarge && !tooMany) {
                break;
            }
            bytes -= segments.get(i).bytes();
            if (limits.maxTraces() > 0) {
                traces = store.current.applier().traces.countFrom(Segment.position(next.first(), 0));
            }
            dropped = next.first();
        }
        return dropped;
    }

    /** Whether a segment was begun to be filled, which is when the one before was full, earlier than that. */
    private boolean isOlder(SegmentFile segment, long epochMillis) {
        long first = store.log.firstReceivedEpochMillis(segment);
        return first >= 0 && first < epochMillis;
    }

    private void carryOver(long position) throws Exception {
        IndexWriter writer = store.current.applier().writer();
        List<Change> carried = store.current.applier().call(() -> writer.carriedOver(position));
        if (!carried.isEmpty()) {
            store.append(carried, true).get();
        }
    }
}
