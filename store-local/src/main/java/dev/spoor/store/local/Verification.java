package dev.spoor.store.local;

import dev.spoor.model.TraceId;
import dev.spoor.otlp.MalformedOtlpException;
import dev.spoor.otlp.OtlpSpans;
import dev.spoor.store.Change;
import dev.spoor.store.Maintenance.Progress;
import dev.spoor.store.Maintenance.VerifyReport;
import dev.spoor.store.StoreException;
import dev.spoor.store.local.json.StoredJson;
import dev.spoor.store.local.log.LogEntry;
import dev.spoor.store.local.log.TraceLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads all of the log, and holds the index against it: each entry of content must be known, and nothing else. */
final class Verification implements TraceLog.Visitor {
    private static final int MAX_PROBLEMS = 100;

    private final Progress progress;
    private final long totalBytes;
    /** Entries that the index knows, by position, with their length; those found are removed. */
    private final Map<Long, Integer> known;

    /** Entries that the index does not know, by trace: they must be deleted further on. */
    private final Map<TraceId, Set<Long>> unknown = new HashMap<>();

    private final List<String> problems = new ArrayList<>();
    private long problemCount;
    private long records;
    private long spans;
    private long bytes;

    private Verification(Map<Long, Integer> known, long totalBytes, Progress progress) {
        this.known = known;
        this.totalBytes = totalBytes;
        this.progress = progress;
    }

    static VerifyReport run(LocalTraceStore store, Progress progress) {
        store.current.requireLive();
        try {
            // The index is asked first and the log is read up to that point, so that both speak of the same entries.
            long end = store.log.durableEnd();
            store.current.applier().await(end, store.config.readTimeout());
            Verification verification =
                    new Verification(store.current.applier().traces.blocksBefore(end), store.log.bytes(), progress);
            store.log.scan(store.log.begin(), end, verification);
            verification.unknown.forEach((trace, positions) -> positions.forEach(position -> verification.problem(
                    "log position " + position + ": spans of trace " + trace + " are not in the index")));
            verification
                    .known
                    .keySet()
                    .forEach(position -> verification.problem(
                            "the index has an entry at log position " + position + " that the log has not"));
            store.current.applier().summaries.inconsistencies().forEach(verification::problem);
            return new VerifyReport(
                    store.log.files().size(),
                    verification.records,
                    verification.spans,
                    verification.bytes,
                    verification.problems,
                    verification.problemCount);
        } catch (IOException e) {
            throw new StoreException("cannot read the log: " + e.getMessage(), e);
        }
    }

    @Override
    public void entry(long position, int length, LogEntry entry) {
        records++;
        bytes += length;
        if (records % 1000 == 0) {
            progress.report(bytes, totalBytes, "reading the log");
        }
        switch (entry.kind()) {
            case SPANS, LOGS -> content(position, length, entry);
            case TRACES_DELETED ->
                StoredJson.read(entry.raw(), Change.TracesDeleted.class)
                        .traceIds()
                        .forEach(unknown::remove);
            default -> {
                // Small changes have no entry of their own in the index.
            }
        }
    }

    private void content(long position, int length, LogEntry entry) {
        if (entry.kind() == LogEntry.Kind.SPANS) {
            spans += entry.count();
        }
        try {
            byte[] raw = entry.raw();
            if (entry.kind() == LogEntry.Kind.SPANS) {
                int found = OtlpSpans.read(raw).size();
                if (found != entry.count()) {
                    problem("log position " + position + ": expected " + entry.count() + " spans, found " + found);
                }
            }
        } catch (MalformedOtlpException e) {
            problem("log position " + position + ": " + e.getMessage());
        } catch (LogEntry.CorruptEntryException e) {
            problem("log position " + position + ": " + e.getMessage());
        }
        Integer indexed = known.remove(position);
        if (indexed == null) {
            unknown.computeIfAbsent(ChangeCodec.traceId(entry), k -> new HashSet<>())
                    .add(position);
        } else if (indexed != length && entry.position() == 0) {
            problem("log position " + position + ": expected " + indexed + " bytes as in the index, found " + length);
        }
    }

    @Override
    public void damage(String text) {
        problem(text);
    }

    private void problem(String text) {
        problemCount++;
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(text);
        }
    }
}
