package dev.spoor.store.local.compact;

import dev.spoor.store.Maintenance;
import dev.spoor.store.Maintenance.CompactReport;
import dev.spoor.store.StoreException;
import dev.spoor.store.StoreStatus;
import dev.spoor.store.local.index.CompactionQueries.Leftovers;
import dev.spoor.store.local.log.SegmentFile;
import dev.spoor.store.local.log.TraceLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes the store smaller, and lets go of what was deleted: from time to time within limits, from a thread of its own, and
 * when it is asked to, at once. It works on one group of segments after the other; each is left out or done as a whole.
 */
public final class Compaction implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Compaction.class.getName());
    /** Rows that were deleted make a new index worth while when they are more than these and than half of those there. */
    private static final long MANY_ROWS = 200_000;

    private final TraceLog log;
    private final Host host;
    private final CompactionConfig config;
    private final long segmentBytes;
    private final Duration maxSpan;
    private final Thread thread;
    /** One compaction at a time. */
    private final ReentrantLock working = new ReentrantLock();

    /** Since when a segment is known to hold something that was deleted; guarded by working. */
    private final Map<Long, Long> deletedSinceNanos = new HashMap<>();
    /** Segments that cannot be read in full; guarded by working. */
    private final Set<Long> damaged = new HashSet<>();

    private final CompactionCounts counts = new CompactionCounts();
    private @Nullable Long leftoversSinceNanos;
    private volatile boolean closing;
    private volatile Pace background;
    private volatile @Nullable Pace byHand;

    /**
     * @param segmentBytes how large a segment may become by joining
     * @param maxSpan how much time one may reach over; 0 for any
     */
    public Compaction(TraceLog log, Host host, CompactionConfig config, long segmentBytes, Duration maxSpan) {
        this.log = log;
        this.host = host;
        this.config = config;
        this.segmentBytes = segmentBytes;
        this.maxSpan = maxSpan;
        this.background = backgroundPace();
        this.thread = Thread.ofPlatform().name("spoor-compaction").daemon(true).unstarted(this::work);
    }

    private Pace backgroundPace() {
        return new Pace(
                new Pace.Limits(config.bytesPerSecond(), config.workPercent(), config.pauseAboveBytesPerSecond()),
                host::writtenBytes);
    }

    /** Begins to work in the background, if that is wanted. */
    public void start() {
        if (config.enabled()) {
            thread.start();
        }
    }

    private void work() {
        while (!closing) {
            Pace own = backgroundPace();
            background = own;
            if (closing || own.awaitStop(config.interval())) {
                continue;
            }
            if (!host.isReady()) {
                continue;
            }
            working.lock();
            try {
                Round round = new Round(own, false, Maintenance.Progress.NONE);
                round.run();
                round.removeSetAside(false);
                round.problems.forEach(problem -> LOG.log(Level.WARNING, "compaction: " + problem));
            } catch (Pace.StoppedException e) {
                LOG.log(Level.DEBUG, "compaction was stopped, and goes on later");
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.WARNING, "compaction failed, trying again later: " + e.getMessage(), e);
            } finally {
                working.unlock();
            }
        }
    }

    /** What has been done since the store was opened. */
    public StoreStatus.Compaction status() {
        return counts.status();
    }

    /**
     * Compacts all that can be, at full speed; what goes on in the background makes room.
     *
     * @param removeSetAside whether what repairs have set aside goes in any case
     */
    public CompactReport run(boolean removeSetAside, Maintenance.Progress progress) {
        takeTurn();
        try {
            Pace own = new Pace(Pace.Limits.NONE, host::writtenBytes);
            byHand = own;
            if (closing) {
                throw new StoreException.Closed("the store is closing");
            }
            host.seal();
            Round round = new Round(own, true, progress);
            round.run();
            round.removeSetAside(removeSetAside);
            return round.report();
        } catch (IOException e) {
            throw new StoreException("cannot compact the log: " + e.getMessage(), e);
        } catch (Pace.StoppedException e) {
            throw new StoreException.Closed("the store is closing");
        } finally {
            byHand = null;
            working.unlock();
        }
    }

    private void takeTurn() {
        try {
            do {
                background.stop();
            } while (!working.tryLock(100, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting for another compaction", e);
        }
    }

    /** One look at all segments, and the work that this brings. */
    private final class Round {
        private final Pace pace;
        private final boolean byHand;
        private final Maintenance.Progress progress;
        private final List<String> problems = new ArrayList<>();
        private final int segmentsBefore = log.files().size();
        private final long logBytesBefore = log.bytes();
        private long droppedRecords;
        private long droppedSpans;
        private boolean renewed;
        /** Whether traces that were deleted have gone from files that are in use. */
        private boolean letGo;

        private List<String> setAsideRemoved = List.of();
        private List<String> setAsideKept = List.of();

        Round(Pace pace, boolean byHand, Maintenance.Progress progress) {
            this.pace = pace;
            this.byHand = byHand;
            this.progress = progress;
        }

        void run() throws IOException {
            CompactionPlan plan = plan();
            if (!byHand && isActiveDue(plan)) {
                host.seal();
                plan = plan();
            }
            CompactionPlan decided = plan;
            List<List<SegmentFile>> groups = plan.groups(file -> isDue(file, decided));
            letGo = groups.stream()
                    .flatMap(List::stream)
                    .anyMatch(file -> decided.deletedBytes().containsKey(file));
            counts.running(!groups.isEmpty());
            try {
                compact(groups);
                renewIndex();
            } finally {
                counts.running(false);
            }
        }

        private CompactionPlan plan() {
            CompactionPlan plan = new CompactionPlan(log.files(), segmentBytes, maxSpan);
            host.ask(index -> {
                index.forEachDeletion(plan::deleted);
                return plan;
            });
            long now = System.nanoTime();
            Set<Long> holding = new HashSet<>();
            plan.deletedBytes().keySet().forEach(file -> holding.add(file.first()));
            deletedSinceNanos.keySet().retainAll(holding);
            holding.forEach(number -> deletedSinceNanos.putIfAbsent(number, now));
            return plan;
        }

        private boolean isActiveDue(CompactionPlan plan) {
            SegmentFile active = log.files().getLast();
            return isDeletedContentDue(active, plan);
        }

        private boolean isDue(SegmentFile file, CompactionPlan plan) {
            if (damaged.contains(file.first()) && !byHand) {
                return false;
            }
            return isDeletedContentDue(file, plan)
                    || (!file.isCompacted() && (byHand || CompactionPlan.isOlder(file, config.minAge())));
        }

        private boolean isDeletedContentDue(SegmentFile file, CompactionPlan plan) {
            Long bytes = plan.deletedBytes().get(file);
            if (bytes == null) {
                return false;
            }
            long since = deletedSinceNanos.getOrDefault(file.first(), System.nanoTime());
            return byHand
                    || (config.minDeletedBytes() > 0 && bytes >= config.minDeletedBytes())
                    || System.nanoTime() - since >= config.maxDelay().toNanos();
        }

        private void compact(List<List<SegmentFile>> groups) {
            long total = groups.stream()
                    .flatMap(List::stream)
                    .mapToLong(SegmentFile::bytes)
                    .sum();
            long[] done = {0};
            SegmentCompactor compactor = new SegmentCompactor(log, host, config.level(), pace, bytes -> {
                done[0] += bytes;
                progress.report(Math.min(done[0], total), total, "compacting");
            });
            for (List<SegmentFile> group : groups) {
                long bytes = group.stream().mapToLong(SegmentFile::bytes).sum();
                if (bytes > host.spareBytes()) {
                    problems.add("segment " + group.getFirst().first() + " needs " + bytes
                            + " bytes of free space to be compacted; it is left as it is");
                    counts.failed();
                    continue;
                }
                long start = System.nanoTime();
                try {
                    SegmentCompactor.Outcome outcome = compactor.run(group, deletionsBefore(group.getFirst()));
                    counts.done(outcome.bytesBefore(), outcome.bytesAfter(), System.nanoTime() - start);
                    droppedRecords += outcome.droppedRecords();
                    droppedSpans += outcome.droppedSpans();
                    LOG.log(
                            Level.INFO,
                            "compacted segments {0,number,#} to {1,number,#}: {2,number,#} bytes before,"
                                    + " {3,number,#} after",
                            group.getFirst().first(),
                            group.getLast().last(),
                            outcome.bytesBefore(),
                            outcome.bytesAfter());
                } catch (SegmentCompactor.DamagedException e) {
                    group.forEach(file -> damaged.add(file.first()));
                    counts.failed();
                    problems.add(e.getMessage() + "; left as it is");
                } catch (IOException | UncheckedIOException e) {
                    counts.failed();
                    problems.add("segment " + group.getFirst().first() + " cannot be compacted: " + e.getMessage());
                }
            }
        }

        /** Deletions before it have nothing left to delete in the segments before this one. */
        private long deletionsBefore(SegmentFile first) {
            return log.files().stream()
                    .filter(file -> file.first() < first.first())
                    .mapToLong(SegmentFile::cleanedTo)
                    .min()
                    .orElse(Long.MAX_VALUE);
        }

        /** What was deleted is still in the bytes of the index's file; and many deleted rows make it large. */
        private void renewIndex() {
            Leftovers leftovers = host.ask(index -> index.leftovers());
            long now = System.nanoTime();
            if (leftovers.traces() == 0) {
                leftoversSinceNanos = null;
            } else if (leftoversSinceNanos == null) {
                leftoversSinceNanos = now;
            }
            Long since = leftoversSinceNanos;
            boolean late = since != null && now - since >= config.maxDelay().toNanos();
            boolean many = leftovers.rows() > Math.max(MANY_ROWS, leftovers.spans() / 2);
            boolean any = leftovers.traces() > 0 || leftovers.rows() > 0;
            if (byHand ? any : late || many) {
                host.renewIndex(progress);
                renewed = true;
                letGo |= leftovers.traces() > 0;
                leftoversSinceNanos = null;
            }
        }

        void removeSetAside(boolean all) throws IOException {
            SetAside files = new SetAside(host.setAside());
            setAsideRemoved = all || letGo ? files.removeAll() : files.removeOlder(config.keepSetAside());
            setAsideKept = files.names();
            setAsideRemoved.forEach(name -> LOG.log(Level.INFO, "removed " + name + ", which a repair had set aside"));
        }

        CompactReport report() {
            return new CompactReport(
                    segmentsBefore,
                    log.files().size(),
                    logBytesBefore,
                    log.bytes(),
                    droppedRecords,
                    droppedSpans,
                    renewed,
                    setAsideRemoved,
                    setAsideKept,
                    problems);
        }
    }

    @Override
    public void close() {
        closing = true;
        background.stop();
        Pace asked = byHand;
        if (asked != null) {
            asked.stop();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
