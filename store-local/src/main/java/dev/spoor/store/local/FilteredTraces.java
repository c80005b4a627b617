package dev.spoor.store.local;

import dev.spoor.model.TraceId;
import dev.spoor.model.filter.Filter;
import dev.spoor.model.filter.FilterEvaluator;
import dev.spoor.model.filter.SafeRegex;
import dev.spoor.store.Page;
import dev.spoor.store.StoreException;
import dev.spoor.store.StoredTrace;
import dev.spoor.store.TraceQuery;
import dev.spoor.store.TraceSummary;
import dev.spoor.store.local.index.Selection;
import dev.spoor.store.local.index.TextBlocks;
import dev.spoor.store.local.index.TraceQueries;
import dev.spoor.store.local.log.TraceLog;
import dev.spoor.store.local.text.TextIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists the traces that match a filter. What the index can decide it decides; where it can only narrow, each trace that is
 * left is read and checked, a few at a time, until the page is full.
 */
final class FilteredTraces {
    private static final int FIRST_CHUNK = 100;
    private static final int LARGEST_CHUNK = 3_200;

    /** Of traces that are found one by one, a sum is over so many at most. */
    private static final int MAX_FOUND = 20_000;

    private final TraceLog log;
    private final TextIndex texts;
    private final Duration timeout;

    /** @param timeout for checking the traces of one page */
    FilteredTraces(TraceLog log, TextIndex texts, Duration timeout) {
        this.log = log;
        this.texts = texts;
        this.timeout = timeout;
    }

    Page<TraceSummary> page(TraceQueries traces, TraceQuery query) {
        long nowEpochNanos = System.currentTimeMillis() * 1_000_000;
        long deadline = System.nanoTime() + timeout.toNanos();
        TextBlocks content = new ContentBlocks(texts);
        FilterEvaluator filter = new FilterEvaluator(query.filter(), nowEpochNanos);
        List<TraceSummary> found = new ArrayList<>();
        @Nullable String lastCursor = null;
        @Nullable String from = query.cursor();
        int checked = 0;
        int chunk = FIRST_CHUNK;
        while (true) {
            int asked = from == query.cursor() ? query.limit() + 1 : chunk;
            TraceQueries.Candidates candidates =
                    traces.candidates(query.page(from, query.limit()), asked, nowEpochNanos, content);
            CandidateReader reader = new CandidateReader(traces, log, candidates.traces());
            for (int i = 0; i < candidates.traces().size(); i++) {
                TraceSummary trace = candidates.traces().get(i);
                if (candidates.exact() || matches(filter, reader, trace)) {
                    if (found.size() == query.limit()) {
                        return new Page<>(found, lastCursor);
                    }
                    found.add(trace);
                    lastCursor = candidates.cursors().get(i);
                }
                checked++;
                if (!candidates.exact() && System.nanoTime() > deadline) {
                    throw new StoreException.TooSlow("after " + timeout.toSeconds() + " s and " + checked
                            + " traces not all had been checked for this filter; narrow it by time, or by a field that"
                            + " the index knows");
                }
            }
            if (candidates.traces().size() < asked) {
                return new Page<>(found, null);
            }
            from = candidates.cursors().get(candidates.cursors().size() - 1);
            chunk = Math.min(LARGEST_CHUNK, 2 * chunk);
        }
    }

    /**
     * The traces of a sum.
     *
     * @throws StoreException.TooSlow when they have to be found one by one and are too many
     */
    Selection selection(TraceQueries traces, Filter filter, List<String> projectIds, long from, long to) {
        Selection selection = Selection.of(filter, System.currentTimeMillis() * 1_000_000);
        if (selection.isExact()) {
            return selection;
        }
        List<TraceId> ids = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<TraceSummary> page = page(
                    traces,
                    new TraceQuery(
                            projectIds,
                            from,
                            to,
                            null,
                            null,
                            null,
                            null,
                            null,
                            Map.of(),
                            filter,
                            List.of(),
                            cursor,
                            TraceQuery.MAX_LIMIT));
            page.items().forEach(trace -> ids.add(trace.traceId()));
            if (ids.size() > MAX_FOUND) {
                throw new StoreException.TooSlow("more than " + MAX_FOUND
                        + " traces match, too many to find one by one; narrow it by time, or by a field that the index"
                        + " knows");
            }
            cursor = page.nextCursor();
        } while (cursor != null);
        return Selection.of(ids);
    }

    static boolean matches(FilterEvaluator filter, CandidateReader reader, TraceSummary trace) {
        try {
            return filter.test(new StoredTrace(reader, trace));
        } catch (SafeRegex.TooManySteps e) {
            throw new StoreException.TooSlow(e.getMessage() + ", that of trace " + trace.traceId());
        }
    }
}
