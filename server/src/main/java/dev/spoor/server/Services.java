package dev.spoor.server;

import dev.spoor.server.config.SpoorConfig;
import dev.spoor.server.http.ByteBudget;
import dev.spoor.server.http.Gate;
import dev.spoor.server.http.StreamedJson;
import dev.spoor.server.ops.Metrics;
import dev.spoor.server.projects.ProjectDirectory;
import dev.spoor.store.SpanReader;
import dev.spoor.store.TraceStore;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the parts of the server share, and what has to be ended with it. Safe for use by many threads. */
public final class Services {
    private final SpoorConfig config;
    private final TraceStore store;
    private final SpanReader spanReader;
    private final ContentReader contentReader;
    private final Metrics metrics;
    private final ProjectDirectory projects;
    private final Gate queries;
    private final StreamedJson json;
    private final ByteBudget bodies;
    private final Instant started = Instant.now();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Deque<Runnable> onStopping = new ArrayDeque<>();
    private final Deque<AutoCloseable> closeables = new ArrayDeque<>();

    Services(
            SpoorConfig config, TraceStore store, SpanReader spanReader, ContentReader contentReader, Metrics metrics) {
        this.config = config;
        this.store = store;
        this.spanReader = spanReader;
        this.contentReader = contentReader;
        this.metrics = metrics;
        this.projects = new ProjectDirectory(store, config.otlp().maxProjects());
        this.queries = gate(
                "query-desk", config.api().maxConcurrentQueries(), config.api().maxWaitingQueries());
        this.json = new StreamedJson(queries, config.api().stalledReaderTimeout());
        // A few of the largest bodies at the same time.
        this.bodies = new ByteBudget(4 * config.http().maxRequestBytes().bytes());
    }

    public SpoorConfig config() {
        return config;
    }

    public TraceStore store() {
        return store;
    }

    public SpanReader spanReader() {
        return spanReader;
    }

    public ContentReader contentReader() {
        return contentReader;
    }

    public Metrics metrics() {
        return metrics;
    }

    public ProjectDirectory projects() {
        return projects;
    }

    /** Where everything that asks the store runs. */
    public Gate queries() {
        return queries;
    }

    /** Answers that are streamed from the query desk. */
    public StreamedJson json() {
        return json;
    }

    /** For bodies of requests other than OTLP. */
    public ByteBudget bodies() {
        return bodies;
    }

    public Instant started() {
        return started;
    }

    /** Whether the server has begun to stop. */
    public boolean stopping() {
        return stopping.get();
    }

    /** A gate that is closed with the server. */
    public Gate gate(String name, int maxRunning, int maxWaiting) {
        Gate gate = new Gate(name, maxRunning, maxWaiting);
        closeWithServer(gate);
        metrics.gauge("spoor." + name.replace('-', '.') + ".pending", "Requests that run or wait", gate::pending);
        return gate;
    }

    /** Runs the action when the server begins to stop, before requests are waited for. */
    public synchronized void onStopping(Runnable action) {
        onStopping.push(action);
    }

    /** Closes it after the last request. */
    public synchronized void closeWithServer(AutoCloseable closeable) {
        closeables.push(closeable);
    }

    synchronized void beginStop() {
        if (stopping.compareAndSet(false, true)) {
            onStopping.forEach(Runnable::run);
        }
    }

    synchronized void closeAll() throws Exception {
        while (!closeables.isEmpty()) {
            closeables.pop().close();
        }
    }
}
