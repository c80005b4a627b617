package dev.spoor.store.local.index;

import dev.spoor.model.Assessment;
import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import dev.spoor.store.Change;
import dev.spoor.store.SpanRow;
import dev.spoor.store.StoreEvent;
import dev.spoor.store.StoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Applies changes to an index, in order, from one thread. Changes wait in memory until {@link #flush}, which writes them
 * in one transaction together with the position up to which they are applied.
 */
public final class IndexWriter {
    private final Index index;
    private final IndexTables tables;
    private final AggregateCache cache;
    private final LogJoiner joiner;
    private final List<Waiting> waiting = new ArrayList<>();
    private int waitingSpans;
    private long position;
    private long flushedPosition;
    private long checkpointedPosition;
    private int spansSinceCheckpoint;

    /** @param cachedSpans how many spans' ids the traces that are kept in memory may have together */
    public IndexWriter(Index index, int cachedSpans, LogJoiner joiner) throws SQLException {
        this.joiner = joiner;
        this.index = index;
        this.tables = new IndexTables(index.writer());
        this.cache = new AggregateCache(cachedSpans);
        this.position = index.applied();
        this.flushedPosition = position;
        this.checkpointedPosition = position;
    }

    /**
     * @param block log position of the entry
     * @param length bytes of the entry
     */
    private record Waiting(long block, int length, IndexedChange change) {}

    public void add(long block, int length, IndexedChange change) {
        waiting.add(new Waiting(block, length, change));
        if (change instanceof IndexedChange.Spans spans) {
            waitingSpans += spans.spans().size();
        }
    }

    /** Everything before this position has been added. */
    public void reached(long end) {
        position = end;
    }

    /** How much waits for the next flush. */
    public int waitingSpans() {
        return waitingSpans + waiting.size();
    }

    /** Whether all that was added, and the position that was reached, is visible. */
    public boolean isClean() {
        return waiting.isEmpty() && position == flushedPosition;
    }

    /** Rows' worth of change that a crash would have to read from the log again. */
    public int spansSinceCheckpoint() {
        return spansSinceCheckpoint;
    }

    /** Whether the file has all that was flushed. */
    public boolean isCheckpointed() {
        return flushedPosition == checkpointedPosition;
    }

    /**
     * Brings what was flushed into the file.
     *
     * @throws StoreException when that fails, as on a full disk; nothing is lost, and it can be tried again
     */
    public void checkpoint() {
        try {
            index.checkpoint();
            spansSinceCheckpoint = 0;
            checkpointedPosition = flushedPosition;
        } catch (SQLException e) {
            throw new StoreException("cannot write the index " + index.file() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Gives back the memory that only serves speed; when all is in the file.
     *
     * @throws StoreException when the file could not be opened anew
     */
    public void rest() {
        cache.clear();
        if (isClean() && isCheckpointed() && !index.isCopying()) {
            try {
                index.reopen();
            } catch (SQLException e) {
                throw new StoreException("cannot open the index " + index.file() + " anew: " + e.getMessage(), e);
            }
        }
    }

    /** What would be lost with the log before a position, though it is about what stays. Flushed state only. */
    public List<Change> carriedOver(long before) throws SQLException {
        return tables.carriedOver(before);
    }

    /** Forgets what the log before the position held. Nothing may be waiting. */
    public void dropBefore(long before) {
        try {
            tables.begin();
            Map<TraceId, TraceAggregate> cut = new LinkedHashMap<>();
            tables.loadTraces(new HashSet<>(tables.dropBefore(before)), cut);
            cut.values().forEach(trace -> trace.firstBlock = before);
            tables.writeTraces(cut.values());
            tables.commit();
            // The log can no longer give back what these rows were.
            index.checkpoint();
        } catch (SQLException | RuntimeException e) {
            tables.rollback();
            throw new StoreException("cannot drop old rows of the index: " + e.getMessage(), e);
        } finally {
            cache.clear();
        }
    }

    /** Forgets deletions that the log has forgotten: those of a range of positions but these. */
    public void forgetDeletions(long from, long to, Collection<Long> kept) {
        try {
            tables.begin();
            tables.forgetDeletions(from, to, kept);
            tables.commit();
        } catch (SQLException | RuntimeException e) {
            tables.rollback();
            throw new StoreException("cannot write the index " + index.file() + ": " + e.getMessage(), e);
        }
    }

    /** The position that readers see. */
    public long position() {
        return position;
    }

    /**
     * Makes what was added visible.
     *
     * @param listener told what has changed, after it is visible; null when nobody listens
     */
    public void flush(@Nullable Consumer<StoreEvent> listener) {
        if (waiting.isEmpty() && position == flushedPosition) {
            return;
        }
        Map<TraceId, TraceAggregate> touched = new LinkedHashMap<>();
        Set<TraceId> removed = new LinkedHashSet<>();
        try {
            tables.begin();
            load(touched);
            Flush flush = new Flush(touched, removed);
            for (Waiting change : waiting) {
                flush.apply(change);
            }
            flush.write();
            tables.setApplied(position);
            tables.commit();
        } catch (SQLException | RuntimeException e) {
            tables.rollback();
            // What is cached may be half-changed.
            cache.clear();
            throw new StoreException("cannot write the index " + index.file() + ": " + e.getMessage(), e);
        }
        flushedPosition = position;
        if (listener != null) {
            touched.values().forEach(trace -> listener.accept(updated(trace)));
            if (!removed.isEmpty()) {
                listener.accept(new StoreEvent.TracesRemoved(position, List.copyOf(removed)));
            }
        }
        touched.values().forEach(trace -> trace.pending.clear());
        cache.put(touched);
        spansSinceCheckpoint += waitingSpans();
        waiting.clear();
        waitingSpans = 0;
    }

    private StoreEvent updated(TraceAggregate trace) {
        List<SpanRow> spans = new ArrayList<>();
        trace.pending.forEach(span -> spans.add(span.row));
        return new StoreEvent.TraceUpdated(position, trace.summary(), spans);
    }

    /** Finds the state of each trace that the changes are about: in the cache, else in the tables. */
    private void load(Map<TraceId, TraceAggregate> touched) throws SQLException {
        Set<TraceId> unknown = new HashSet<>();
        for (Waiting change : waiting) {
            TraceId id = traceOf(change.change);
            if (id != null && !touched.containsKey(id) && !unknown.contains(id)) {
                TraceAggregate cached = cache.take(id);
                if (cached != null) {
                    touched.put(id, cached);
                } else {
                    unknown.add(id);
                }
            }
        }
        tables.loadTraces(unknown, touched);
    }

    private static @Nullable TraceId traceOf(IndexedChange change) {
        return switch (change) {
            case IndexedChange.Spans spans -> spans.traceId();
            case IndexedChange.Logs logs -> logs.traceId();
            case IndexedChange.Other(Change.TracePatched patched) -> patched.traceId();
            case IndexedChange.Other other -> null;
        };
    }

    /** The rows that one flush writes. */
    private final class Flush {
        private final Map<TraceId, TraceAggregate> traces;
        private final Set<TraceId> removed;
        /** Traces with spans that came again: their old rows go, and their sums are counted anew. */
        private final Map<TraceAggregate, Set<Long>> replaced = new LinkedHashMap<>();

        private final Map<TraceAggregate, Set<Long>> uncounted = new HashMap<>();
        private final List<IndexTables.Block> blocks = new ArrayList<>();
        /** Spans that are new, or got log records, in traces where some have any. */
        private final Map<TraceAggregate, Set<SpanId>> toJoin = new LinkedHashMap<>();

        Flush(Map<TraceId, TraceAggregate> traces, Set<TraceId> removed) {
            this.traces = traces;
            this.removed = removed;
        }

        void apply(Waiting change) throws SQLException {
            switch (change.change) {
                case IndexedChange.Spans spans -> spans(change.block, change.length, spans);
                case IndexedChange.Logs logs -> logs(change.block, change.length, logs);
                case IndexedChange.Other(Change.TracePatched patched) ->
                    trace(patched.traceId(), patched.projectId(), change.block).patch(patched);
                case IndexedChange.Other(Change.AssessmentPut put) ->
                    tables.putAssessment(change.block, put.assessment());
                case IndexedChange.Other(Change.AssessmentDeleted deleted) ->
                    tables.deleteAssessment(deleted.traceId(), deleted.assessmentId());
                case IndexedChange.Other(Change.ProjectPut put) -> tables.putProject(change.block, put.project());
                case IndexedChange.Other(Change.RunPut put) -> tables.putRun(change.block, put.run());
                case IndexedChange.Other(Change.TracesDeleted deleted) -> delete(change.block, deleted);
                case IndexedChange.Other other ->
                    throw new IllegalStateException(
                            other.change().getClass().getSimpleName() + " is prepared otherwise");
            }
        }

        private TraceAggregate trace(TraceId id, String projectId, long block) {
            TraceAggregate trace = traces.computeIfAbsent(id, k -> new TraceAggregate(k, projectId, block));
            removed.remove(id);
            trace.touch(block);
            return trace;
        }

        private void spans(long block, int length, IndexedChange.Spans spans) throws SQLException {
            TraceAggregate trace = trace(spans.traceId(), spans.projectId(), block);
            for (IndexedChange.SpanEntry entry : spans.spans()) {
                TraceAggregate.PendingSpan pending = new TraceAggregate.PendingSpan(block, entry.row());
                if (trace.numbers.add(entry.row())) {
                    pending.counts = trace.numbers.addUsage(entry.row(), id -> uncount(trace, id));
                } else {
                    replace(trace, Set.of(entry.row().spanId()));
                }
                trace.pending.add(pending);
                trace.addSummary(entry.row(), entry.summary(), entry.serviceName());
                if (trace.seen.logContent) {
                    toJoin.computeIfAbsent(trace, k -> new HashSet<>())
                            .add(entry.row().spanId());
                }
            }
            for (Assessment assessment : spans.assessments()) {
                tables.putAssessment(block, assessment);
            }
            blocks.add(new IndexTables.Block(
                    block,
                    spans.traceId(),
                    IndexTables.SPANS,
                    length,
                    spans.rawLength(),
                    spans.spans().size(),
                    spans.attributeHashes()));
        }

        private void logs(long block, int length, IndexedChange.Logs logs) throws SQLException {
            TraceAggregate trace = trace(logs.traceId(), logs.projectId(), block);
            if (!logs.contentOf().isEmpty()) {
                trace.seen.logContent = true;
                toJoin.computeIfAbsent(trace, k -> new HashSet<>()).addAll(logs.contentOf());
            }
            for (Assessment assessment : logs.assessments()) {
                tables.putAssessment(block, assessment);
            }
            blocks.add(new IndexTables.Block(
                    block,
                    logs.traceId(),
                    IndexTables.LOGS,
                    length,
                    logs.rawLength(),
                    logs.count(),
                    logs.contentOf().stream().mapToInt(IndexTables::mark).toArray()));
        }

        /** Reads spans again with their log records, whichever of the two came first. */
        private void join() throws SQLException {
            for (Map.Entry<TraceAggregate, Set<SpanId>> entry : toJoin.entrySet()) {
                TraceAggregate trace = entry.getKey();
                if (trace.seen.logContent && traces.get(trace.traceId) == trace) {
                    join(trace, entry.getValue());
                }
            }
        }

        private void join(TraceAggregate trace, Set<SpanId> ids) throws SQLException {
            Set<Integer> marks = ids.stream().map(IndexTables::mark).collect(Collectors.toSet());
            Set<Long> logs = new TreeSet<>(trace.stored ? tables.logBlocks(trace, marks) : Set.of());
            for (IndexTables.Block block : blocks) {
                if (block.traceId().equals(trace.traceId)
                        && block.kind() == IndexTables.LOGS
                        && Arrays.stream(block.attributes()).anyMatch(marks::contains)) {
                    logs.add(block.block());
                }
            }
            if (logs.isEmpty()) {
                return;
            }
            Map<Long, Set<SpanId>> spans = new TreeMap<>();
            Set<SpanId> stored = new HashSet<>(ids);
            for (TraceAggregate.PendingSpan span : trace.pending) {
                if (stored.remove(span.row.spanId())) {
                    spans.computeIfAbsent(span.block, k -> new HashSet<>()).add(span.row.spanId());
                }
            }
            if (trace.stored && !stored.isEmpty()) {
                tables.spanBlocks(trace, stored)
                        .forEach((block, found) -> spans.computeIfAbsent(block, k -> new HashSet<>())
                                .addAll(found));
            }
            List<LogJoiner.Joined> all = joiner.join(spans, logs);
            replace(
                    trace,
                    all.stream().map(joined -> joined.entry().row().spanId()).collect(Collectors.toSet()));
            for (LogJoiner.Joined joined : all) {
                SpanRow row = joined.entry().row();
                trace.pending.add(new TraceAggregate.PendingSpan(joined.block(), row));
                trace.addSummary(row, joined.entry().summary(), joined.entry().serviceName());
            }
        }

        private void replace(TraceAggregate trace, Set<SpanId> ids) {
            trace.pending.removeIf(span -> ids.contains(span.row.spanId()));
            Set<Long> values = replaced.computeIfAbsent(trace, k -> new HashSet<>());
            ids.forEach(id -> values.add(id.value()));
        }

        private void uncount(TraceAggregate trace, long id) {
            for (TraceAggregate.PendingSpan span : trace.pending) {
                if (span.row.spanId().value() == id) {
                    span.counts = false;
                    return;
                }
            }
            uncounted.computeIfAbsent(trace, k -> new HashSet<>()).add(id);
        }

        private void delete(long position, Change.TracesDeleted deleted) throws SQLException {
            // What came before in this flush goes with what is in the tables.
            Set<TraceId> gone = new HashSet<>(deleted.traceIds());
            Map<TraceId, Long> pendingBytes = new HashMap<>();
            for (IndexTables.Block block : blocks) {
                if (gone.contains(block.traceId())) {
                    pendingBytes.merge(block.traceId(), (long) block.length(), Long::sum);
                }
            }
            Map<TraceAggregate, Long> pending = new HashMap<>();
            for (TraceId id : gone) {
                TraceAggregate trace = traces.remove(id);
                if (trace != null) {
                    replaced.remove(trace);
                    uncounted.remove(trace);
                    pending.put(trace, pendingBytes.getOrDefault(id, 0L));
                }
                cache.take(id);
            }
            blocks.removeIf(block -> gone.contains(block.traceId()));
            tables.deleteTraces(position, gone, pending);
            removed.addAll(gone);
        }

        void write() throws SQLException {
            join();
            for (Map.Entry<TraceAggregate, Set<Long>> entry : replaced.entrySet()) {
                TraceAggregate trace = entry.getKey();
                if (trace.stored) {
                    tables.deleteSpans(trace, entry.getValue());
                }
                recount(trace);
            }
            for (Map.Entry<TraceAggregate, Set<Long>> entry : uncounted.entrySet()) {
                if (!replaced.containsKey(entry.getKey())) {
                    tables.setCounts(entry.getKey(), entry.getValue(), false);
                }
            }
            tables.appendBlocks(blocks);
            tables.writeTraces(traces.values());
        }

        /** Sums up a trace from its rows in the table and those of this flush. */
        private void recount(TraceAggregate trace) throws SQLException {
            trace.numbers = new TraceAggregate.Numbers();
            Set<Long> counted = new HashSet<>();
            Set<Long> countedBefore = new HashSet<>();
            if (trace.stored) {
                for (SpanRow row : tables.spans(trace)) {
                    long id = row.spanId().value();
                    if (row.usageCounts()) {
                        countedBefore.add(id);
                    }
                    if (trace.numbers.add(row) && trace.numbers.addUsage(row, counted::remove)) {
                        counted.add(id);
                    }
                }
            }
            for (TraceAggregate.PendingSpan span : trace.pending) {
                if (trace.numbers.add(span.row)) {
                    span.counts = trace.numbers.addUsage(span.row, id -> {
                        if (!uncountPending(trace, id)) {
                            counted.remove(id);
                        }
                    });
                }
            }
            tables.setCounts(trace, without(countedBefore, counted), false);
            tables.setCounts(trace, without(counted, countedBefore), true);
        }

        private static Set<Long> without(Set<Long> all, Set<Long> others) {
            Set<Long> left = new HashSet<>(all);
            left.removeAll(others);
            return left;
        }

        private static boolean uncountPending(TraceAggregate trace, long id) {
            for (TraceAggregate.PendingSpan span : trace.pending) {
                if (span.row.spanId().value() == id) {
                    span.counts = false;
                    return true;
                }
            }
            return false;
        }
    }
}
