package dev.spoor.server;

import dev.spoor.model.Assessment;
import dev.spoor.model.LogRecord;
import dev.spoor.model.Project;
import dev.spoor.model.Run;
import dev.spoor.model.Span;
import dev.spoor.model.SpanId;
import dev.spoor.model.SpanStatus;
import dev.spoor.model.SpanType;
import dev.spoor.model.TraceId;
import dev.spoor.model.Usage;
import dev.spoor.model.filter.FilterEvaluator;
import dev.spoor.otlp.OtlpLogs;
import dev.spoor.otlp.OtlpSpans;
import dev.spoor.otlp.OtlpWriter;
import dev.spoor.store.Change;
import dev.spoor.store.Maintenance;
import dev.spoor.store.Page;
import dev.spoor.store.SearchHit;
import dev.spoor.store.SearchPage;
import dev.spoor.store.SearchQuery;
import dev.spoor.store.SessionQuery;
import dev.spoor.store.SessionSummary;
import dev.spoor.store.SpanRow;
import dev.spoor.store.StatsQuery;
import dev.spoor.store.StatsRow;
import dev.spoor.store.StoreEvent;
import dev.spoor.store.StoreException;
import dev.spoor.store.StoreStatus;
import dev.spoor.store.StoredTrace;
import dev.spoor.store.TextMatches;
import dev.spoor.store.TraceQuery;
import dev.spoor.store.TraceState;
import dev.spoor.store.TraceStore;
import dev.spoor.store.TraceSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store for tests of the server alone: what was appended, and failures on demand. */
public final class MemoryStore implements TraceStore {
    private final Map<TraceId, Entry> traces = new LinkedHashMap<>();
    private final List<Project> projects = new ArrayList<>();
    private final List<Consumer<StoreEvent>> listeners = new CopyOnWriteArrayList<>();
    private long position;

    /** Every append fails with it while it is set. */
    public volatile @Nullable StoreException appendFailure;

    /** While it is set and not complete, appends wait for it. */
    public volatile @Nullable CompletableFuture<Void> hold;

    public final AtomicInteger held = new AtomicInteger();

    /** What the status says. */
    public volatile @Nullable String notWritable;

    public volatile double indexProgress = 1;

    public volatile StoreStatus.Compaction compaction = StoreStatus.Compaction.NONE;

    public MemoryStore() {
        projects.add(new Project(Project.DEFAULT_ID, Project.DEFAULT_NAME, false, Map.of(), 1, 1));
    }

    /** Forgets traces and failures; projects stay. */
    public synchronized void clear() {
        traces.clear();
        appendFailure = null;
        notWritable = null;
        indexProgress = 1;
        compaction = StoreStatus.Compaction.NONE;
    }

    private final Map<String, Run> runs = new HashMap<>();

    private static final class Entry {
        String projectId = "0";
        final Map<SpanId, Span> spans = new LinkedHashMap<>();
        final Map<String, String> tags = new HashMap<>();
        final Map<String, Assessment> assessments = new LinkedHashMap<>();
        final List<LogRecord> logs = new ArrayList<>();
    }

    @Override
    public CompletableFuture<Long> append(List<Change> changes) {
        CompletableFuture<Void> waitFor = hold;
        if (waitFor == null) {
            return appendNow(changes);
        }
        held.incrementAndGet();
        return waitFor.thenCompose(released -> appendNow(changes));
    }

    private synchronized CompletableFuture<Long> appendNow(List<Change> changes) {
        StoreException failure = appendFailure;
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        for (Change change : changes) {
            position++;
            StoreEvent event = apply(change);
            if (event != null) {
                listeners.forEach(listener -> listener.accept(event));
            }
        }
        return CompletableFuture.completedFuture(position);
    }

    private @Nullable StoreEvent apply(Change change) {
        switch (change) {
            case Change.SpansReceived received -> {
                Entry entry = traces.computeIfAbsent(received.block().traceId(), id -> new Entry());
                entry.projectId = received.block().projectId();
                List<SpanRow> rows = new ArrayList<>();
                for (Span span : OtlpSpans.read(received.block().otlp())) {
                    entry.spans.put(span.spanId(), span);
                    rows.add(row(span));
                }
                return new StoreEvent.TraceUpdated(
                        position, summary(received.block().traceId(), entry), rows);
            }
            case Change.LogsReceived received ->
                traces.computeIfAbsent(received.block().traceId(), id -> new Entry())
                        .logs
                        .addAll(OtlpLogs.read(received.block().otlp()));
            case Change.TracePatched patched -> {
                Entry entry = traces.computeIfAbsent(patched.traceId(), id -> new Entry());
                entry.tags.putAll(patched.setTags());
                entry.tags.keySet().removeAll(patched.removeTags());
            }
            case Change.AssessmentPut put ->
                traces.get(put.assessment().traceId())
                        .assessments
                        .put(put.assessment().id(), put.assessment());
            case Change.AssessmentDeleted deleted ->
                traces.get(deleted.traceId()).assessments.remove(deleted.assessmentId());
            case Change.ProjectPut put -> projects.add(put.project());
            case Change.RunPut put -> runs.put(put.run().id(), put.run());
            case Change.TracesDeleted deleted -> {
                deleted.traceIds().forEach(traces::remove);
                return new StoreEvent.TracesRemoved(position, deleted.traceIds());
            }
        }
        return null;
    }

    private static SpanRow row(Span span) {
        var summary = TestReader.INSTANCE.summarise(span);
        return new SpanRow(
                span.traceId(),
                span.spanId(),
                span.parentSpanId(),
                span.name(),
                span.kind(),
                SpanType.UNKNOWN,
                span.status().code(),
                null,
                null,
                span.startEpochNanos(),
                span.endEpochNanos(),
                null,
                summary.model(),
                null,
                null,
                Usage.NONE,
                false,
                dev.spoor.model.Cost.NONE,
                0);
    }

    private static TraceSummary summary(TraceId id, Entry entry) {
        Span first = entry.spans.values().stream()
                .min(Comparator.comparingLong(Span::startEpochNanos))
                .orElse(null);
        Span root = entry.spans.values().stream()
                .filter(span -> span.parentSpanId() == null)
                .findFirst()
                .orElse(null);
        long end = entry.spans.values().stream()
                .mapToLong(Span::endEpochNanos)
                .max()
                .orElse(0);
        long errors = entry.spans.values().stream()
                .filter(span -> span.status().code() == SpanStatus.Code.ERROR)
                .count();
        Span named = root != null ? root : first;
        String session = entry.spans.values().stream()
                .map(span -> span.attributes().text("session.id"))
                .filter(text -> text != null)
                .findFirst()
                .orElse(null);
        return new TraceSummary(
                id,
                entry.projectId,
                named == null ? "" : named.name(),
                root == null ? TraceState.IN_PROGRESS : errors > 0 ? TraceState.ERROR : TraceState.OK,
                first == null ? 0 : first.startEpochNanos(),
                end,
                entry.spans.size(),
                (int) errors,
                root == null ? null : root.spanId(),
                null,
                null,
                named == null ? null : named.resource().attributes().text("service.name"),
                null,
                session,
                null,
                null,
                null,
                null,
                null,
                Usage.NONE,
                null,
                0,
                List.of(),
                List.of(),
                entry.tags,
                Map.of());
    }

    @Override
    public synchronized Page<TraceSummary> traces(TraceQuery query) {
        int from = 0;
        if (query.cursor() != null) {
            try {
                from = Integer.parseInt(query.cursor());
            } catch (NumberFormatException e) {
                throw new StoreException.BadCursor("not a cursor: " + query.cursor());
            }
        }
        List<TraceSummary> all = traces.entrySet().stream()
                .map(entry -> summary(entry.getKey(), entry.getValue()))
                .filter(trace ->
                        query.projectIds().isEmpty() || query.projectIds().contains(trace.projectId()))
                .filter(trace -> query.state() == null || query.state() == trace.state())
                .filter(trace -> query.name() == null || query.name().equals(trace.name()))
                .filter(trace -> query.session() == null || query.session().equals(trace.session()))
                .filter(trace -> trace.startEpochNanos() >= query.fromEpochNanos())
                .filter(trace -> query.toEpochNanos() == 0 || trace.startEpochNanos() < query.toEpochNanos())
                .filter(trace ->
                        trace.tags().entrySet().containsAll(query.tags().entrySet()))
                .filter(trace -> new FilterEvaluator(query.filter(), System.currentTimeMillis() * 1_000_000)
                        .test(new StoredTrace(this, trace)))
                .sorted(Comparator.comparingLong(TraceSummary::startEpochNanos).reversed())
                .toList();
        int to = Math.min(all.size(), from + query.limit());
        return new Page<>(all.subList(from, to), to < all.size() ? Integer.toString(to) : null);
    }

    /** While it is set, searches tell by it that they have begun, and wait until nobody waits for them any more. */
    public volatile @Nullable CompletableFuture<Void> searching;

    /** Told of the end of such a search. */
    public volatile @Nullable CompletableFuture<Void> searchCancelled;

    @Override
    public SearchPage search(SearchQuery query, BooleanSupplier cancelled) {
        CompletableFuture<Void> begun = searching;
        CompletableFuture<Void> ended = searchCancelled;
        if (begun == null || ended == null) {
            return searchNow(query);
        }
        begun.complete(null);
        while (!cancelled.getAsBoolean()) {
            Thread.onSpinWait();
        }
        ended.complete(null);
        throw new StoreException.Cancelled("the search was cancelled");
    }

    private synchronized SearchPage searchNow(SearchQuery query) {
        List<SearchHit> hits = new ArrayList<>();
        String from = query.cursor();
        do {
            Page<TraceSummary> page = traces(query.traces(from, 1));
            for (TraceSummary trace : page.items()) {
                TextMatches matches = new TextMatches(query.pattern());
                Entry entry = traces.getOrDefault(trace.traceId(), new Entry());
                entry.spans.values().forEach(matches::add);
                entry.logs.forEach(log -> matches.add(log, id -> {
                    Span span = entry.spans.get(id);
                    return span == null ? null : span.startEpochNanos();
                }));
                if (!matches.isEmpty()) {
                    SpanId id = matches.spanId();
                    SpanRow row = id == null ? null : row(java.util.Objects.requireNonNull(entry.spans.get(id)));
                    hits.add(matches.hit(trace, row == null ? null : row.name(), row == null ? null : row.type()));
                }
            }
            from = page.nextCursor();
        } while (from != null && hits.size() < query.limit());
        return new SearchPage(hits, from, true, 0);
    }

    @Override
    public synchronized Optional<TraceSummary> trace(TraceId traceId) {
        return Optional.ofNullable(traces.get(traceId)).map(entry -> summary(traceId, entry));
    }

    @Override
    public synchronized void forEachSpan(TraceId traceId, Consumer<SpanRow> action) {
        Entry entry = traces.get(traceId);
        if (entry != null) {
            entry.spans.values().stream()
                    .sorted(Comparator.comparingLong(Span::startEpochNanos))
                    .map(MemoryStore::row)
                    .forEach(action);
        }
    }

    @Override
    public Optional<SpanRow> spanRow(TraceId traceId, SpanId spanId) {
        return span(traceId, spanId).map(MemoryStore::row);
    }

    @Override
    public synchronized Optional<Span> span(TraceId traceId, SpanId spanId) {
        return Optional.ofNullable(traces.get(traceId)).map(entry -> entry.spans.get(spanId));
    }

    @Override
    public synchronized void forEachLog(TraceId traceId, Consumer<LogRecord> action) {
        Entry entry = traces.get(traceId);
        if (entry != null) {
            entry.logs.forEach(action);
        }
    }

    @Override
    public synchronized void exportOtlp(TraceId traceId, Consumer<byte[]> action) {
        Entry entry = traces.get(traceId);
        if (entry != null) {
            entry.spans.values().forEach(span -> action.accept(OtlpWriter.tracesData(List.of(span))));
        }
    }

    @Override
    public synchronized Page<SessionSummary> sessions(SessionQuery query) {
        Map<String, List<TraceSummary>> bySession = new LinkedHashMap<>();
        traces.forEach((id, entry) -> {
            TraceSummary trace = summary(id, entry);
            if (trace.session() != null) {
                bySession
                        .computeIfAbsent(trace.session(), s -> new ArrayList<>())
                        .add(trace);
            }
        });
        List<SessionSummary> all = new ArrayList<>();
        bySession.forEach((session, of) -> all.add(new SessionSummary(
                session,
                of.get(0).projectId(),
                null,
                of.size(),
                0,
                of.stream().mapToLong(TraceSummary::startEpochNanos).min().orElse(0),
                of.stream().mapToLong(TraceSummary::startEpochNanos).max().orElse(0),
                Usage.NONE,
                null,
                0,
                List.of(),
                null,
                null)));
        return new Page<>(all, null);
    }

    @Override
    public synchronized List<StatsRow> stats(StatsQuery query) {
        return List.of(new StatsRow(
                query.bucketNanos() == 0 ? 0 : query.fromEpochNanos(),
                query.groupBy() == StatsQuery.GroupBy.TRACES ? null : "group",
                traces.size(),
                0,
                Usage.NONE,
                null,
                0,
                1,
                2,
                3));
    }

    @Override
    public synchronized List<Project> projects() {
        return List.copyOf(projects);
    }

    @Override
    public synchronized CompletableFuture<Project> projectNamed(String name) {
        Project made = projects.stream()
                .filter(project -> project.name().equals(name))
                .findFirst()
                .orElseGet(() -> {
                    Project project = new Project(Integer.toString(projects.size()), name, false, Map.of(), 5, 5);
                    projects.add(project);
                    return project;
                });
        return CompletableFuture.completedFuture(made);
    }

    @Override
    public synchronized Map<TraceId, List<Assessment>> assessments(Collection<TraceId> traceIds) {
        Map<TraceId, List<Assessment>> found = new HashMap<>();
        for (TraceId traceId : traceIds) {
            Entry entry = traces.get(traceId);
            if (entry != null && !entry.assessments.isEmpty()) {
                found.put(traceId, List.copyOf(entry.assessments.values()));
            }
        }
        return found;
    }

    @Override
    public synchronized Optional<Run> run(String id) {
        return Optional.ofNullable(runs.get(id));
    }

    @Override
    public synchronized List<Run> runs(List<String> projectIds) {
        return runs.values().stream()
                .filter(run -> projectIds.contains(run.projectId()))
                .toList();
    }

    @Override
    public synchronized StoreStatus status() {
        int spans =
                traces.values().stream().mapToInt(entry -> entry.spans.size()).sum();
        return new StoreStatus(
                notWritable == null,
                notWritable,
                traces.size(),
                spans,
                0,
                0,
                0,
                1,
                position,
                position,
                0,
                0,
                0,
                3,
                4_000_000_000L,
                indexProgress,
                0,
                compaction);
    }

    @Override
    public Subscription listen(Consumer<StoreEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    public int listeners() {
        return listeners.size();
    }

    @Override
    public Maintenance maintenance() {
        throw new UnsupportedOperationException("tests of the server need no maintenance");
    }

    @Override
    public void close() {}
}
