package dev.spoor.store.local;

import dev.spoor.model.Assessment;
import dev.spoor.model.LogRecord;
import dev.spoor.model.Project;
import dev.spoor.model.Run;
import dev.spoor.model.Span;
import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import dev.spoor.otlp.OtlpLogs;
import dev.spoor.otlp.OtlpSpans;
import dev.spoor.store.Change;
import dev.spoor.store.Maintenance;
import dev.spoor.store.Page;
import dev.spoor.store.SearchPage;
import dev.spoor.store.SearchQuery;
import dev.spoor.store.SessionQuery;
import dev.spoor.store.SessionSummary;
import dev.spoor.store.SpanReader;
import dev.spoor.store.SpanRow;
import dev.spoor.store.StatsQuery;
import dev.spoor.store.StatsRow;
import dev.spoor.store.StoreEvent;
import dev.spoor.store.StoreException;
import dev.spoor.store.StoreStatus;
import dev.spoor.store.TraceQuery;
import dev.spoor.store.TraceStore;
import dev.spoor.store.TraceSummary;
import dev.spoor.store.local.index.Index;
import dev.spoor.store.local.index.IndexedChange;
import dev.spoor.store.local.index.SummaryQueries;
import dev.spoor.store.local.log.LogEntry;
import dev.spoor.store.local.log.LogWriter;
import dev.spoor.store.local.log.TraceLog;
import dev.spoor.store.local.text.TextIndex;
import dev.spoor.store.local.text.TextIndexer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The store in a folder: {@code log/} holds the truth, {@code index/} what can be made from it, {@code lock} keeps other
 * processes out. A change is read, compressed and checksummed by the thread that brings it; one thread writes the log and
 * syncs it, another applies it to the index.
 */
public final class LocalTraceStore implements TraceStore {
    private static final Logger LOG = System.getLogger(LocalTraceStore.class.getName());

    /** What opening waits for the index to catch up; a longer one goes on in the background. */
    private static final Duration SHORT_CATCH_UP = Duration.ofMillis(1500);

    final LocalStoreConfig config;
    final TraceLog log;
    final IndexFiles indexFiles;
    final SpanReader reader;
    final ChangeCodec codec;
    final CurrentIndex current;
    final TextIndex texts;
    private final TextIndexer textIndexer;
    private final SearchedTraces searched;
    private final FolderLock lock;
    private final LogWriter<IndexedChange> writer;
    private final LocalMaintenance maintenance;
    private final FilteredTraces filtered;

    private LocalTraceStore(
            LocalStoreConfig config,
            FolderLock lock,
            TraceLog log,
            IndexFiles indexFiles,
            TextIndex texts,
            SpanReader reader)
            throws IOException, SQLException {
        this.config = config;
        this.lock = lock;
        this.log = log;
        this.indexFiles = indexFiles;
        this.reader = reader;
        this.codec = new ChangeCodec(reader);
        this.texts = texts;
        this.textIndexer = new TextIndexer(texts, log, config.search().tailBytes());
        this.searched = new SearchedTraces(log, texts, config.search());
        this.current = new CurrentIndex(log, codec, indexFiles, config, LocalTraceStore::report);
        this.writer = new LogWriter<>(
                log,
                new LogWriter.Limits(config.queueBytes(), config.maxStoreBytes(), config.minFreeBytes()),
                current,
                () -> current.applier().index().bytes() + texts.bytes());
        this.maintenance = new LocalMaintenance(this);
        this.filtered = new FilteredTraces(log, texts, config.readTimeout());
        current.start();
        if (config.search().index()) {
            textIndexer.start();
        }
    }

    /**
     * Opens the store in the configured folder. When the index has much to catch up on, that goes on in the background,
     * and reads fail with {@link StoreException.Lagging} until it is done.
     *
     * @throws StoreException.Locked when another process has the folder
     * @throws StoreException when the folder cannot be used; the message says why
     */
    public static LocalTraceStore open(LocalStoreConfig config, SpanReader reader) {
        FolderLock lock = null;
        try {
            lock = FolderLock.take(config.folder());
            TraceLog log = TraceLog.open(
                    config.folder().resolve("log"), config.segmentBytes(), config.durable(), LocalTraceStore::report);
            IndexFiles files = new IndexFiles(
                    config.folder().resolve("index"),
                    new Index.Settings(
                            config.indexMemoryBytes(),
                            config.indexThreads(),
                            config.readers(),
                            config.readTimeout().toMillis()),
                    reader::version);
            LocalTraceStore store = new LocalTraceStore(
                    config, lock, log, files, TextIndex.open(config.folder().resolve("index"), log), reader);
            store.current.awaitLive(SHORT_CATCH_UP);
            store.maintenance.start();
            return store;
        } catch (IOException | SQLException e) {
            release(lock);
            throw new StoreException("cannot open the store in " + config.folder() + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            release(lock);
            throw e;
        }
    }

    /** A store whose data is gone when it is closed: a store in a temporary folder that is not synced. */
    public static LocalTraceStore inMemory(SpanReader reader) {
        try {
            Path folder = Files.createTempDirectory("spoor-memory-");
            return open(LocalStoreConfig.in(folder).with(options -> options.durable = false), reader);
        } catch (IOException e) {
            throw new StoreException("cannot make a temporary folder: " + e.getMessage(), e);
        }
    }

    private static void report(String text) {
        LOG.log(Level.WARNING, text);
    }

    private static void release(@Nullable FolderLock lock) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot free the data folder: " + e.getMessage());
        }
    }

    @Override
    public CompletableFuture<Long> append(List<Change> changes) {
        return append(changes, changes.stream().allMatch(change -> change instanceof Change.TracesDeleted));
    }

    /** @param makesRoom whether a smaller store comes of it, so that a full one takes it */
    CompletableFuture<Long> append(List<Change> changes, boolean makesRoom) {
        if (changes.isEmpty()) {
            return CompletableFuture.completedFuture(log.durableEnd());
        }
        List<LogWriter.Prepared<IndexedChange>> prepared = new ArrayList<>(changes.size());
        for (Change change : changes) {
            prepared.add(new LogWriter.Prepared<>(codec.entry(change).encode(), codec.indexed(change)));
        }
        return writer.append(prepared, makesRoom);
    }

    /** Begins a new segment of the log; on the writer's thread, between commits. */
    void seal() throws IOException {
        log.seal();
        // The end of the log has moved without a change that would tell the index.
        current.commitEnded(log.durableEnd());
    }

    /** Where the log ends; goes up with every change that is taken. */
    public long position() {
        return log.durableEnd();
    }

    @Override
    public Page<TraceSummary> traces(TraceQuery query) {
        return current.reading(index -> filtered.page(index.traces, query));
    }

    @Override
    public SearchPage search(SearchQuery query, BooleanSupplier cancelled) {
        return current.reading(index -> searched.page(index, query, cancelled));
    }

    @Override
    public <T> T together(Supplier<T> reads) {
        return current.together(reads);
    }

    @Override
    public Optional<TraceSummary> trace(TraceId traceId) {
        return current.reading(index -> index.traces.trace(traceId));
    }

    @Override
    public void forEachSpan(TraceId traceId, Consumer<SpanRow> action) {
        current.reading(index -> index.traces.spans(traceId)).forEach(action);
    }

    @Override
    public Optional<SpanRow> spanRow(TraceId traceId, SpanId spanId) {
        return current.reading(index -> index.traces.spanRow(traceId, spanId));
    }

    @Override
    public Optional<Span> span(TraceId traceId, SpanId spanId) {
        // Of several copies in one entry the last counts, as in the index.
        return current.reading(index -> index.traces.blockOf(traceId, spanId))
                .map(block -> log.read(block))
                .flatMap(entry -> OtlpSpans.read(entry.raw()).stream()
                        .filter(span -> span.spanId().equals(spanId))
                        .reduce((first, second) -> second));
    }

    @Override
    public void exportOtlp(TraceId traceId, Consumer<byte[]> action) {
        for (Map.Entry<Long, Set<SpanId>> block :
                current.reading(index -> index.traces.spanBlocks(traceId)).entrySet()) {
            LogEntry entry = log.read(block.getKey());
            if (entry != null) {
                byte[] otlp = entry.raw();
                byte[] kept = entry.count() == block.getValue().size()
                        ? otlp
                        : OtlpSpans.keep(otlp, block.getValue()::contains);
                if (kept != null) {
                    action.accept(kept);
                }
            }
        }
    }

    @Override
    public void forEachLog(TraceId traceId, Consumer<LogRecord> action) {
        for (long block : current.reading(index -> index.traces.logBlocks(traceId))) {
            LogEntry entry = log.read(block);
            if (entry != null) {
                OtlpLogs.read(entry.raw()).forEach(action);
            }
        }
    }

    @Override
    public Page<SessionSummary> sessions(SessionQuery query) {
        return current.reading(index -> index.summaries.sessions(
                query,
                filtered.selection(
                        index.traces,
                        query.filter(),
                        query.projectIds(),
                        query.fromEpochNanos(),
                        query.toEpochNanos())));
    }

    @Override
    public List<StatsRow> stats(StatsQuery query) {
        return current.reading(index -> index.summaries.stats(
                query,
                filtered.selection(
                        index.traces,
                        query.filter(),
                        query.projectIds(),
                        query.fromEpochNanos(),
                        query.toEpochNanos())));
    }

    @Override
    public List<Project> projects() {
        List<Project> projects = new ArrayList<>(current.reading(index -> index.traces.projects()));
        if (projects.stream().noneMatch(project -> project.id().equals(Project.DEFAULT_ID))) {
            projects.add(new Project(Project.DEFAULT_ID, Project.DEFAULT_NAME, false, Map.of(), 0, 0));
        }
        projects.sort(Comparator.comparingLong(project -> Long.parseLong(project.id())));
        return projects;
    }

    @Override
    public synchronized CompletableFuture<Project> projectNamed(String name) {
        List<Project> projects = projects();
        for (Project project : projects) {
            if (project.name().equals(name)) {
                return CompletableFuture.completedFuture(project);
            }
        }
        long id = Long.parseLong(projects.get(projects.size() - 1).id()) + 1;
        long now = System.currentTimeMillis();
        Project made = new Project(Long.toString(id), name, false, Map.of(), now, now);
        // The lock is held until it is durable, so that the next one finds it.
        CompletableFuture<Project> result =
                append(List.of(new Change.ProjectPut(made))).thenApply(position -> made);
        result.exceptionally(e -> made).join();
        return result;
    }

    @Override
    public Map<TraceId, List<Assessment>> assessments(Collection<TraceId> traceIds) {
        return current.reading(index -> index.traces.assessments(traceIds));
    }

    @Override
    public Optional<Run> run(String id) {
        return current.reading(index -> index.traces.run(id));
    }

    @Override
    public List<Run> runs(List<String> projectIds) {
        return current.reading(index -> index.traces.runs(projectIds));
    }

    @Override
    public StoreStatus status() {
        Applier reading = current.applier();
        long unappliedBytes = log.bytesAfter(reading.appliedPosition());
        SummaryQueries.Totals totals =
                reading.isLive() ? current.reading(index -> index.summaries.totals()) : reading.summaries.totals();
        String refusal = writer.refusal();
        return new StoreStatus(
                refusal == null,
                refusal,
                totals.traces(),
                totals.spans(),
                log.bytes(),
                reading.index().bytes() + texts.bytes(),
                totals.rawBytes(),
                log.files().size(),
                log.durableEnd(),
                reading.appliedPosition(),
                unappliedBytes,
                texts.lagBytes(),
                writer.queuedBytes(),
                writer.syncs(),
                writer.syncNanos(),
                current.progress(),
                maintenance.oldestReceivedEpochMillis(),
                maintenance.compactionStatus());
    }

    @Override
    public Subscription listen(Consumer<StoreEvent> listener) {
        return current.listen(listener);
    }

    @Override
    public Maintenance maintenance() {
        return maintenance;
    }

    /** Waits until the text index has all that it is to have now; not at all when there is to be none. */
    public void awaitTextIndex() throws InterruptedException {
        if (config.search().index()) {
            textIndexer.awaitIdle();
        }
    }

    /** How often and how long the log was synced, for metrics. */
    public LogWriter<IndexedChange> writer() {
        return writer;
    }

    @Override
    public void close() {
        maintenance.close();
        textIndexer.close();
        searched.close();
        writer.close();
        current.close();
        try {
            log.close();
            lock.close();
            if (!config.durable()) {
                deleteFolder();
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "while closing the store: " + e.getMessage());
        }
    }

    private void deleteFolder() throws IOException {
        try (var files = Files.walk(config.folder())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
