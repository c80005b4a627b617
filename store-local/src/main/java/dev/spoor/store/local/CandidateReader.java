package dev.spoor.store.local;

import dev.spoor.model.Assessment;
import dev.spoor.model.Span;
import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import dev.spoor.otlp.OtlpSpans;
import dev.spoor.store.SpanRow;
import dev.spoor.store.StoredTrace;
import dev.spoor.store.TraceSummary;
import dev.spoor.store.local.index.TraceQueries;
import dev.spoor.store.local.index.TraceQueries.PlacedRow;
import dev.spoor.store.local.log.LogEntry;
import dev.spoor.store.local.log.TraceLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a filter wants to know of many traces, one after the other: rows and judgements of several traces with one
 * query, since a query for each would cost more than all the rest. For one thread.
 */
final class CandidateReader implements StoredTrace.Source {
    /** Rows that are held at a time; a larger trace is read alone. */
    private static final int MAX_ROWS = 20_000;

    private final TraceQueries queries;
    private final TraceLog log;
    private final List<TraceSummary> candidates;
    private final Map<TraceId, Integer> places = new HashMap<>();
    private Map<TraceId, List<PlacedRow>> rows = Map.of();
    private final Set<TraceId> rowsRead = new HashSet<>();
    private @Nullable Map<TraceId, List<Assessment>> assessments;

    /** @param candidates in the order in which they will be asked for */
    CandidateReader(TraceQueries queries, TraceLog log, List<TraceSummary> candidates) {
        this.queries = queries;
        this.log = log;
        this.candidates = candidates;
        for (int i = 0; i < candidates.size(); i++) {
            places.put(candidates.get(i).traceId(), i);
        }
    }

    @Override
    public List<SpanRow> rows(TraceSummary trace) {
        return placed(trace).stream().map(PlacedRow::row).toList();
    }

    private List<PlacedRow> placed(TraceSummary trace) {
        if (!rowsRead.contains(trace.traceId())) {
            List<TraceId> next = next(places.getOrDefault(trace.traceId(), 0));
            rows = queries.rowsOf(next);
            rowsRead.clear();
            rowsRead.addAll(next);
        }
        return rows.getOrDefault(trace.traceId(), List.of());
    }

    /** The trace at that place and those behind it, as many as may be held. */
    private List<TraceId> next(int place) {
        List<TraceId> next = new ArrayList<>();
        int count = 0;
        for (int i = place; i < candidates.size(); i++) {
            count += candidates.get(i).spanCount();
            if (!next.isEmpty() && count > MAX_ROWS) {
                break;
            }
            next.add(candidates.get(i).traceId());
        }
        return next;
    }

    /** Of a span that came several times, the copy that its row is of. */
    @Override
    public List<Span> spans(TraceSummary trace) {
        Map<Long, Set<SpanId>> blocks = new LinkedHashMap<>();
        for (PlacedRow placed : placed(trace)) {
            blocks.computeIfAbsent(placed.block(), block -> new HashSet<>())
                    .add(placed.row().spanId());
        }
        List<Span> spans = new ArrayList<>();
        blocks.forEach((block, ids) -> {
            LogEntry entry = log.read(block);
            if (entry != null) {
                for (Span span : OtlpSpans.read(entry.raw())) {
                    if (ids.contains(span.spanId())) {
                        spans.add(span);
                    }
                }
            }
        });
        return spans;
    }

    @Override
    public List<Assessment> assessments(TraceSummary trace) {
        Map<TraceId, List<Assessment>> known = assessments;
        if (known == null) {
            known = queries.assessments(
                    candidates.stream().map(TraceSummary::traceId).toList());
            assessments = known;
        }
        return known.getOrDefault(trace.traceId(), List.of());
    }
}
