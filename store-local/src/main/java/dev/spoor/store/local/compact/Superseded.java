package dev.spoor.store.local.compact;

import dev.spoor.model.SpanId;
import dev.spoor.model.SpanSummary;
import dev.spoor.model.TraceId;
import dev.spoor.otlp.OtlpSpans;
import dev.spoor.store.local.index.CompactionQueries.RootSays;
import dev.spoor.store.local.index.IndexedChange;
import dev.spoor.store.local.index.IndexedChange.SpanEntry;
import dev.spoor.store.local.log.LogEntry;
import dev.spoor.store.local.log.TraceLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds earlier copies of spans that were sent again, as when a span was sent while it ran. A copy goes only where a replay
 * of the log without it gives the same trace: the later copy must say all that the earlier one said of the trace, and the
 * spans that came with it must read the same without it.
 */
final class Superseded {
    /** Later copies' entries that are kept, since many spans that came one by one end in one request. */
    private static final int KEPT_ENTRIES = 16;

    private final TraceLog log;
    private final Host host;
    private final LinkedHashMap<Long, Map<SpanId, SpanEntry>> later = new LinkedHashMap<>(16, 0.75f, true);

    Superseded(TraceLog log, Host host) {
        this.log = log;
        this.host = host;
    }

    /** An entry with the spans of it that have later copies. */
    private record Candidate(Record record, LogEntry entry, IndexedChange.Spans spans, List<SpanEntry> dropped) {}

    /**
     * Of each entry from which copies can go, the spans that stay.
     *
     * @param records entries of spans of which not all are last copies; a few, since their contents are held
     */
    Map<Long, Set<SpanId>> kept(Collection<Record> records) {
        List<Long> positions = records.stream().map(Record::position).toList();
        Map<Long, Set<SpanId>> live = host.ask(index -> index.liveSpanIds(positions));
        List<Candidate> candidates = new ArrayList<>();
        Map<TraceId, Set<SpanId>> sought = new HashMap<>();
        for (Record record : records) {
            LogEntry entry = log.read(record.position());
            if (entry == null || !(host.read(entry) instanceof IndexedChange.Spans spans)) {
                continue;
            }
            Set<SpanId> ids = live.getOrDefault(record.position(), Set.of());
            List<SpanEntry> dropped = spans.spans().stream()
                    .filter(span -> !ids.contains(span.row().spanId()))
                    .toList();
            if (!dropped.isEmpty()) {
                candidates.add(new Candidate(record, entry, spans, dropped));
                Set<SpanId> wanted = sought.computeIfAbsent(record.traceId(), id -> new HashSet<>());
                dropped.forEach(span -> wanted.add(span.row().spanId()));
            }
        }
        Map<TraceId, Map<SpanId, Long>> copies = host.ask(index -> index.lastCopies(sought));
        Map<TraceId, RootSays> roots = host.ask(index -> index.rootsSay(sought.keySet()));
        Map<Long, Set<SpanId>> kept = new HashMap<>();
        for (Candidate candidate : candidates) {
            TraceId trace = candidate.record.traceId();
            Set<SpanId> stay = live.getOrDefault(candidate.record.position(), Set.of());
            if (coveredBy(candidate, copies.getOrDefault(trace, Map.of()), roots.getOrDefault(trace, RootSays.NOTHING))
                    && readsTheSame(candidate, stay)) {
                kept.put(candidate.record.position(), stay);
            }
        }
        return kept;
    }

    private boolean coveredBy(Candidate candidate, Map<SpanId, Long> copies, RootSays root) {
        if (root.withLogs()) {
            // What a copy said with its log records depends on when they came.
            return false;
        }
        for (SpanEntry span : candidate.dropped) {
            Long block = copies.get(span.row().spanId());
            // None: the trace has been deleted meanwhile.
            if (block == null || block <= candidate.record.position()) {
                return false;
            }
            SpanEntry last = laterEntry(block).get(span.row().spanId());
            if (last == null || !covers(last, span, root)) {
                return false;
            }
        }
        return true;
    }

    private Map<SpanId, SpanEntry> laterEntry(long block) {
        Map<SpanId, SpanEntry> known = later.get(block);
        if (known != null) {
            return known;
        }
        Map<SpanId, SpanEntry> spans = new HashMap<>();
        LogEntry entry = log.read(block);
        if (entry != null && host.read(entry) instanceof IndexedChange.Spans read) {
            read.spans().forEach(span -> spans.put(span.row().spanId(), span));
        }
        later.put(block, spans);
        if (later.size() > KEPT_ENTRIES) {
            later.remove(later.firstEntry().getKey());
        }
        return spans;
    }

    /**
     * Whether the trace is the same without the earlier copy. Names, sessions and tags are those of whoever spoke last. The
     * service and the previews are those of the root when that has any, else of the first span to speak.
     */
    static boolean covers(SpanEntry last, SpanEntry earlier, RootSays rootSays) {
        SpanSummary was = earlier.summary();
        SpanSummary is = last.summary();
        boolean root = earlier.row().parentSpanId() == null;
        return root == (last.row().parentSpanId() == null)
                && says(is.traceName(), was.traceName())
                && says(is.session(), was.session())
                && says(is.user(), was.user())
                && says(is.environment(), was.environment())
                && says(is.release(), was.release())
                && is.tags().keySet().containsAll(was.tags().keySet())
                && is.metadata().keySet().containsAll(was.metadata().keySet())
                && (was.inputPreview() == null || (root ? is.inputPreview() != null : rootSays.input()))
                && (was.outputPreview() == null
                        || (root
                                ? is.outputPreview() != null
                                : rootSays.output()
                                        || (is.outputPreview() != null
                                                && last.row().endEpochNanos()
                                                        >= earlier.row().endEpochNanos())))
                && (earlier.serviceName() == null || (root ? last.serviceName() != null : rootSays.service()));
    }

    private static boolean says(@Nullable String now, @Nullable String before) {
        return before == null || now != null;
    }

    private boolean readsTheSame(Candidate candidate, Set<SpanId> stay) {
        List<SpanEntry> before = candidate.spans.spans().stream()
                .filter(span -> stay.contains(span.row().spanId()))
                .toList();
        byte[] rest = OtlpSpans.keep(candidate.entry.raw(), stay::contains);
        if (rest == null) {
            return before.isEmpty() && candidate.spans.assessments().isEmpty();
        }
        return host.read(candidate.entry.withContent(before.size(), rest)) instanceof IndexedChange.Spans after
                && after.spans().equals(before)
                && after.assessments().equals(candidate.spans.assessments());
    }
}
