package dev.spoor.server.live;

import dev.spoor.server.config.SpoorConfig;
import dev.spoor.server.http.ApiException;
import dev.spoor.store.StoreEvent;
import dev.spoor.store.TraceStore;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Hands the store's events to viewers. The store only puts them into a bounded queue; one thread numbers them, keeps the
 * recent ones, and gives them to viewers a few times a second, so that a trace that changes often is sent seldom. Safe
 * for use by many threads.
 */
final class LiveFeed implements AutoCloseable {
    private static final int QUEUE_EVENTS = 10_000;
    private static final long ROUND_MILLIS = 100;

    private final SpoorConfig.Live config;
    private final BlockingQueue<StoreEvent> queue = new LinkedBlockingQueue<>(QUEUE_EVENTS);
    private final AtomicBoolean overflowed = new AtomicBoolean();
    private final TraceStore.Subscription subscription;
    private final Thread thread;

    /** Tells ids of this run from those of a run before. */
    private final String run = Long.toHexString(System.currentTimeMillis());

    /** Changed under this lock, which guards the history and the viewers too. */
    private volatile long lastNumber;

    private final History history;
    private final Set<Viewer> viewers = new LinkedHashSet<>();
    private boolean closed;
    private volatile boolean stopping;

    LiveFeed(TraceStore store, SpoorConfig.Live config) {
        this.config = config;
        this.history = new History(config.historyBytes().bytes());
        this.subscription = store.listen(event -> {
            if (!queue.offer(event)) {
                overflowed.set(true);
            }
        });
        this.thread = Thread.ofPlatform().name("live-feed").daemon().start(this::run);
    }

    /**
     * The id of the last event. What is read from now on holds all that was told up to it: events come after what they
     * tell of is visible.
     */
    String lastId() {
        return id(lastNumber);
    }

    private String id(long number) {
        return run + "-" + number;
    }

    /**
     * Opens a view.
     *
     * @param lastEventId what the client saw last, or the last one before what it has read; null for a new client
     * @throws ApiException 429 when there are too many viewers
     */
    synchronized Viewer open(Interest interest, @Nullable String lastEventId) {
        if (closed) {
            throw ApiException.unavailable("the server is stopping", 1);
        }
        viewers.removeIf(Viewer::gone);
        if (viewers.size() >= config.maxViewers()) {
            throw ApiException.busy(
                    "there are " + viewers.size() + " live viewers, which is the limit live.max_viewers", 5);
        }
        Viewer viewer = new Viewer(interest, config.viewerQueue(), this::id);
        if (lastEventId != null) {
            long seen = numberOf(lastEventId);
            if (seen >= 0 && history.reachesBackTo(seen, lastNumber)) {
                history.after(seen).forEach(viewer::offer);
            } else {
                viewer.reset(lastNumber);
            }
        }
        viewers.add(viewer);
        viewer.heartbeat();
        return viewer;
    }

    /** -1 for an id of another run, or of nobody. */
    private long numberOf(String id) {
        if (!id.startsWith(run + "-")) {
            return -1;
        }
        try {
            long number = Long.parseLong(id.substring(run.length() + 1));
            return number <= lastNumber ? number : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    synchronized int viewers() {
        viewers.removeIf(Viewer::gone);
        return viewers.size();
    }

    private void run() {
        long lastHeartbeat = System.nanoTime();
        List<StoreEvent> round = new ArrayList<>();
        while (!stopping) {
            try {
                StoreEvent first = queue.poll(ROUND_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    round.add(first);
                    queue.drainTo(round);
                    deliver(round);
                    round.clear();
                    // The next round takes what comes meanwhile together.
                    TimeUnit.MILLISECONDS.sleep(ROUND_MILLIS);
                }
            } catch (InterruptedException e) {
                return;
            }
            if (System.nanoTime() - lastHeartbeat > config.heartbeat().toNanos()) {
                lastHeartbeat = System.nanoTime();
                openViewers().forEach(Viewer::heartbeat);
            }
        }
    }

    private void deliver(List<StoreEvent> events) {
        List<Viewer> open;
        synchronized (this) {
            if (overflowed.getAndSet(false)) {
                lastNumber++;
                history.clear();
                viewers.forEach(viewer -> viewer.reset(lastNumber));
            }
            for (StoreEvent event : events) {
                LiveEvent numbered = new LiveEvent(++lastNumber, event);
                history.add(numbered);
                viewers.forEach(viewer -> viewer.offer(numbered));
            }
            open = openViewers();
        }
        open.forEach(Viewer::flush);
    }

    private synchronized List<Viewer> openViewers() {
        viewers.removeIf(Viewer::gone);
        return List.copyOf(viewers);
    }

    /** Ends every view, so that a stop need not wait for them. */
    void endViews() {
        List<Viewer> open;
        synchronized (this) {
            closed = true;
            open = openViewers();
            viewers.clear();
        }
        open.forEach(Viewer::end);
    }

    @Override
    public void close() {
        subscription.close();
        endViews();
        stopping = true;
        thread.interrupt();
    }
}
