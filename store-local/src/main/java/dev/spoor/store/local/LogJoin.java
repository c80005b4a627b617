package dev.spoor.store.local;

import dev.spoor.model.LogRecord;
import dev.spoor.model.Span;
import dev.spoor.model.SpanId;
import dev.spoor.otlp.OtlpLogs;
import dev.spoor.otlp.OtlpSpans;
import dev.spoor.store.local.index.LogJoiner;
import dev.spoor.store.local.log.LogEntry;
import dev.spoor.store.local.log.TraceLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Joins log records to their spans by reading both from the log. */
final class LogJoin implements LogJoiner {
    private final TraceLog log;
    private final ChangeCodec codec;

    LogJoin(TraceLog log, ChangeCodec codec) {
        this.log = log;
        this.codec = codec;
    }

    @Override
    public List<Joined> join(Map<Long, Set<SpanId>> spans, Collection<Long> logs) {
        Set<SpanId> wanted = new HashSet<>();
        spans.values().forEach(wanted::addAll);
        List<LogRecord> records = new ArrayList<>();
        for (long block : logs) {
            LogEntry entry = read(block);
            if (entry != null) {
                OtlpLogs.read(entry.raw()).stream()
                        .filter(record -> record.spanId() != null && wanted.contains(record.spanId()))
                        .forEach(records::add);
            }
        }
        List<Joined> joined = new ArrayList<>();
        spans.forEach((block, ids) -> {
            LogEntry entry = read(block);
            if (entry != null) {
                // Of several copies in one entry the last counts.
                Map<SpanId, Span> last = new LinkedHashMap<>();
                for (Span span : OtlpSpans.read(entry.raw())) {
                    if (ids.contains(span.spanId())) {
                        last.put(span.spanId(), span);
                    }
                }
                last.values().forEach(span -> joined.add(new Joined(block, codec.entry(span, records))));
            }
        });
        return joined;
    }

    private @Nullable LogEntry read(long block) {
        try {
            return log.read(block);
        } catch (LogEntry.CorruptEntryException e) {
            // Reading the log tells of the damage; what is joined to it stays as it is.
            return null;
        }
    }
}
