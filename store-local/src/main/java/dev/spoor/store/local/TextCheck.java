package dev.spoor.store.local;

import dev.spoor.model.Span;
import dev.spoor.model.SpanId;
import dev.spoor.model.text.TextPattern;
import dev.spoor.otlp.OtlpLogs;
import dev.spoor.otlp.OtlpSpans;
import dev.spoor.store.StoreException;
import dev.spoor.store.TextMatches;
import dev.spoor.store.local.index.SearchRows;
import dev.spoor.store.local.log.LogEntry;
import dev.spoor.store.local.log.TraceLog;
import dev.spoor.store.local.text.RawFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;

/** Reads entries of the log, and looks for a text in them. Holds one entry at a time. Safe for use by many threads. */
final class TextCheck {
    private final TraceLog log;
    private final TextPattern pattern;
    private final RawFilter raw;
    private final BooleanSupplier cancelled;

    TextCheck(TraceLog log, TextPattern pattern, BooleanSupplier cancelled) {
        this.log = log;
        this.pattern = pattern;
        this.raw = RawFilter.of(pattern);
        this.cancelled = cancelled;
    }

    /** @param wanted entries that may contain it; asked at once, on the caller's thread */
    Callable<TextMatches> of(SearchRows.Content content, LongPredicate wanted) {
        List<Long> spanBlocks =
                content.spanBlocks().keySet().stream().filter(wanted::test).toList();
        List<Long> logBlocks = content.logBlocks().stream().filter(wanted::test).toList();
        return () -> {
            TextMatches matches = new TextMatches(pattern);
            for (long block : spanBlocks) {
                spans(block, content.spanBlocks().getOrDefault(block, Map.of()), matches);
            }
            for (long block : logBlocks) {
                byte[] bytes = read(block);
                if (bytes != null) {
                    OtlpLogs.read(bytes).forEach(record -> matches.add(record, content::start));
                }
            }
            return matches;
        };
    }

    /** Of several copies in one entry the last counts, as in the index. */
    private void spans(long block, Map<SpanId, Long> ids, TextMatches matches) {
        byte[] bytes = read(block);
        if (bytes == null) {
            return;
        }
        List<Span> spans = OtlpSpans.read(bytes);
        Map<SpanId, Span> last = new HashMap<>();
        spans.forEach(span -> last.put(span.spanId(), span));
        for (Span span : new ArrayList<>(last.values())) {
            if (ids.containsKey(span.spanId())) {
                matches.add(span);
            }
        }
    }

    /** Null when the entry has gone, or cannot contain it. */
    private byte @org.jspecify.annotations.Nullable [] read(long block) {
        if (cancelled.getAsBoolean()) {
            throw new StoreException.Cancelled("the search was cancelled");
        }
        try {
            LogEntry entry = log.read(block);
            if (entry == null) {
                return null;
            }
            byte[] bytes = entry.raw();
            return raw.mayContain(bytes) ? bytes : null;
        } catch (LogEntry.CorruptEntryException e) {
            // Told by the log's own checks; a search goes on with what there is.
            return null;
        }
    }
}
