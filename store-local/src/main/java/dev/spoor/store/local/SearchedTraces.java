package dev.spoor.store.local;

import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import dev.spoor.model.filter.FilterEvaluator;
import dev.spoor.model.text.WordQuery;
import dev.spoor.store.SearchHit;
import dev.spoor.store.SearchPage;
import dev.spoor.store.SearchQuery;
import dev.spoor.store.StoreException;
import dev.spoor.store.TextMatches;
import dev.spoor.store.TraceQuery;
import dev.spoor.store.TraceSummary;
import dev.spoor.store.local.index.BlockSelection;
import dev.spoor.store.local.index.SearchRows;
import dev.spoor.store.local.index.SearchRows.Label;
import dev.spoor.store.local.index.SearchRows.TraceRange;
import dev.spoor.store.local.index.TraceQueries;
import dev.spoor.store.local.log.TraceLog;
import dev.spoor.store.local.text.TextCandidates;
import dev.spoor.store.local.text.TextIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds texts. Traces are taken newest first, some at a time; those with entries that may contain the text are read and
 * checked, by a few threads, until the page is full. A text that is frequent is found among the first, so only when that is
 * not enough the whole text index is asked, and the traces are narrowed to those with such entries.
 */
final class SearchedTraces implements AutoCloseable {
    /** Traces that are looked at before the whole text index is asked. */
    private static final int FIRST_CHUNK = 200;

    private static final int LARGEST_CHUNK = 20_000;
    /** Traces that are read before the time is looked at, and what is found is counted; more when little is found. */
    private static final int FIRST_BATCH = 64;

    private static final int LARGEST_BATCH = 512;

    private final TraceLog log;
    private final TextIndex texts;
    private final LocalStoreConfig.Search config;
    private final ThreadPoolExecutor threads;

    SearchedTraces(TraceLog log, TextIndex texts, LocalStoreConfig.Search config) {
        this.log = log;
        this.texts = texts;
        this.config = config;
        this.threads = new ThreadPoolExecutor(
                config.threads(),
                config.threads(),
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("spoor-search-", 0).daemon(true).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    SearchPage page(Applier reading, SearchQuery query, BooleanSupplier cancelled) {
        return new Search(reading, query, cancelled).run();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private enum Outcome {
        /** The page is full. */
        FULL,
        /** The time is up. */
        LATE,
        /** All of them are looked at. */
        MORE
    }

    private record Found(TraceRange trace, TextMatches matches) {}

    /** One search. For one thread. */
    private final class Search {
        private final TraceQueries traces;
        private final SearchRows rows;
        private final SearchQuery query;
        private final BooleanSupplier cancelled;
        private final long nowEpochNanos = System.currentTimeMillis() * 1_000_000;
        private final long deadline = System.nanoTime() + config.timeout().toNanos();
        private final TextCandidates candidates;
        private final ContentBlocks content = new ContentBlocks(texts);
        private final FilterEvaluator filter;
        private final Map<TraceId, TraceSummary> summaries = new HashMap<>();
        private final List<Found> found = new ArrayList<>();
        /** The last trace of which all is known, as of those before it. */
        private @Nullable TraceRange reached;

        private int batchSize = FIRST_BATCH;

        Search(Applier reading, SearchQuery query, BooleanSupplier cancelled) {
            this.traces = reading.traces;
            this.rows = reading.search;
            this.query = query;
            this.cancelled = cancelled;
            this.candidates = texts.candidates(WordQuery.of(query.pattern()));
            this.filter = new FilterEvaluator(query.filter(), nowEpochNanos);
        }

        SearchPage run() {
            int chunk = Math.max(FIRST_CHUNK, 2 * query.limit());
            @Nullable BlockSelection narrowed = null;
            @Nullable String from = query.cursor();
            while (true) {
                SearchRows.Ranges ranges =
                        rows.ranges(query.traces(from, TraceQuery.MAX_LIMIT), chunk, nowEpochNanos, narrowed, content);
                Outcome outcome = look(ranges);
                boolean last = ranges.traces().size() < chunk;
                if (outcome == Outcome.MORE && !last && System.nanoTime() > deadline) {
                    outcome = Outcome.LATE;
                }
                if (outcome != Outcome.MORE) {
                    return page(outcome == Outcome.FULL);
                }
                if (last) {
                    reached = null;
                    return page(true);
                }
                from = ranges.traces().get(ranges.traces().size() - 1).cursor();
                narrowed = narrowed == null ? candidates.all(ContentBlocks.MAX_BLOCKS) : narrowed;
                chunk = Math.min(LARGEST_CHUNK, chunk * 4);
            }
        }

        /** Reads those of the traces that may contain it. */
        private Outcome look(SearchRows.Ranges ranges) {
            List<TraceRange> batch = new ArrayList<>();
            for (TraceRange trace : ranges.traces()) {
                if (candidates.mayContain(trace.firstBlock(), trace.lastBlock())) {
                    batch.add(trace);
                } else if (batch.isEmpty()) {
                    reached = trace;
                }
                if (batch.size() == batchSize) {
                    int before = found.size();
                    if (check(batch, ranges.exact())) {
                        return Outcome.FULL;
                    }
                    batchSize = found.size() - before < batchSize / 8
                            ? Math.min(LARGEST_BATCH, batchSize * 2)
                            : FIRST_BATCH;
                    batch.clear();
                    reached = trace;
                    if (System.nanoTime() > deadline) {
                        return Outcome.LATE;
                    }
                }
            }
            if (check(batch, ranges.exact())) {
                return Outcome.FULL;
            }
            if (!ranges.traces().isEmpty()) {
                reached = ranges.traces().get(ranges.traces().size() - 1);
            }
            return Outcome.MORE;
        }

        /** Adds those that are hits; whether the page is full now. */
        private boolean check(List<TraceRange> batch, boolean exact) {
            if (cancelled.getAsBoolean()) {
                throw new StoreException.Cancelled("the search was cancelled");
            }
            List<Found> matching = matching(batch);
            for (Found one : exact ? matching : passing(matching)) {
                found.add(one);
                if (found.size() == query.limit()) {
                    reached = one.trace;
                    return true;
                }
            }
            return false;
        }

        /** Those that the filter holds for, which SQL could not say. */
        private List<Found> passing(List<Found> matching) {
            summaries.putAll(traces.traces(ids(matching)));
            CandidateReader reader = new CandidateReader(
                    traces,
                    log,
                    ids(matching).stream()
                            .flatMap(id -> Optional.ofNullable(summaries.get(id)).stream())
                            .toList());
            return matching.stream()
                    .filter(one -> {
                        TraceSummary trace = summaries.get(one.trace.traceId());
                        return trace != null && FilteredTraces.matches(filter, reader, trace);
                    })
                    .toList();
        }

        private List<Found> matching(List<TraceRange> batch) {
            Map<TraceId, SearchRows.Content> contents = rows.contents(batch);
            TextCheck check = new TextCheck(log, query.pattern(), cancelled);
            List<Future<TextMatches>> running = new ArrayList<>();
            try {
                for (TraceRange trace : batch) {
                    SearchRows.Content content = contents.get(trace.traceId());
                    // Which entries may contain it is known to this thread alone.
                    running.add(
                            content == null
                                    ? CompletableFuture.completedFuture(new TextMatches(query.pattern()))
                                    : threads.submit(check.of(content, this::isCandidate)));
                }
                List<Found> matching = new ArrayList<>();
                for (int i = 0; i < batch.size(); i++) {
                    TextMatches matches = running.get(i).get();
                    if (!matches.isEmpty()) {
                        matching.add(new Found(batch.get(i), matches));
                    }
                }
                return matching;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new StoreException("cannot search: " + e.getCause(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreException("interrupted while searching", e);
            } catch (RejectedExecutionException e) {
                throw new StoreException.Closed("the store is closing");
            } finally {
                running.forEach(task -> task.cancel(false));
            }
        }

        private boolean isCandidate(long block) {
            return candidates.mayContain(block, block);
        }

        private static List<TraceId> ids(List<Found> found) {
            return found.stream().map(one -> one.trace.traceId()).toList();
        }

        private SearchPage page(boolean complete) {
            summaries.keySet().retainAll(ids(found));
            summaries.putAll(traces.traces(
                    ids(found).stream().filter(id -> !summaries.containsKey(id)).toList()));
            Map<TraceId, SpanId> spans = new HashMap<>();
            for (Found one : found) {
                SpanId spanId = one.matches.spanId();
                if (spanId != null) {
                    spans.put(one.trace.traceId(), spanId);
                }
            }
            Map<TraceId, Label> labels = rows.labels(spans);
            List<SearchHit> hits = new ArrayList<>();
            for (Found one : found) {
                TraceSummary trace = summaries.get(one.trace.traceId());
                Label label = labels.get(one.trace.traceId());
                // One that has been deleted meanwhile is left out.
                if (trace != null) {
                    hits.add(one.matches.hit(
                            trace, label == null ? null : label.name(), label == null ? null : label.type()));
                }
            }
            TraceRange last = reached;
            return last == null
                    ? new SearchPage(hits, null, complete, 0)
                    : new SearchPage(hits, last.cursor(), complete, last.startEpochNanos());
        }
    }
}
