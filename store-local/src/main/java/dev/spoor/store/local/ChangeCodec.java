package dev.spoor.store.local;

import dev.spoor.model.Assessment;
import dev.spoor.model.Cost;
import dev.spoor.model.LogRecord;
import dev.spoor.model.Span;
import dev.spoor.model.SpanId;
import dev.spoor.model.SpanSummary;
import dev.spoor.model.TraceId;
import dev.spoor.otlp.OtlpLogs;
import dev.spoor.otlp.OtlpSpans;
import dev.spoor.store.Change;
import dev.spoor.store.SpanReader;
import dev.spoor.store.SpanRow;
import dev.spoor.store.local.index.AttributeHashes;
import dev.spoor.store.local.index.IndexedChange;
import dev.spoor.store.local.json.StoredJson;
import dev.spoor.store.local.log.LogEntry;
import dev.spoor.store.local.log.LogEntry.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes to entries of the log, and to what the index takes. Safe for use by many threads. */
final class ChangeCodec {
    private final SpanReader reader;

    ChangeCodec(SpanReader reader) {
        this.reader = reader;
    }

    LogEntry entry(Change change) {
        long now = System.currentTimeMillis();
        return switch (change) {
            case Change.SpansReceived(long received, var block) ->
                LogEntry.of(
                        Kind.SPANS,
                        received,
                        block.traceId().high(),
                        block.traceId().low(),
                        block.spanCount(),
                        block.projectId(),
                        block.otlp());
            case Change.LogsReceived(long received, var block) ->
                LogEntry.of(
                        Kind.LOGS,
                        received,
                        block.traceId().high(),
                        block.traceId().low(),
                        block.recordCount(),
                        block.projectId(),
                        block.otlp());
            case Change.TracePatched patch -> json(Kind.TRACE_PATCHED, now, patch.traceId(), patch);
            case Change.AssessmentPut put ->
                json(Kind.ASSESSMENT_PUT, now, put.assessment().traceId(), put);
            case Change.AssessmentDeleted deleted -> json(Kind.ASSESSMENT_DELETED, now, deleted.traceId(), deleted);
            case Change.ProjectPut put -> json(Kind.PROJECT_PUT, now, null, put);
            case Change.RunPut put -> json(Kind.RUN_PUT, now, null, put);
            case Change.TracesDeleted deleted -> json(Kind.TRACES_DELETED, now, null, deleted);
        };
    }

    private static LogEntry json(Kind kind, long now, @Nullable TraceId trace, Change change) {
        return LogEntry.of(
                kind,
                now,
                trace == null ? 0 : trace.high(),
                trace == null ? 0 : trace.low(),
                0,
                "",
                StoredJson.bytes(change));
    }

    /** What the index takes of a change that comes in. */
    IndexedChange indexed(Change change) {
        return switch (change) {
            case Change.SpansReceived(long received, var block) ->
                spans(block.traceId(), block.projectId(), block.otlp());
            case Change.LogsReceived(long received, var block) ->
                logs(block.traceId(), block.projectId(), block.otlp(), block.recordCount());
            default -> new IndexedChange.Other(change);
        };
    }

    /** What the index takes of an entry that is read back; the same as when it came in. */
    IndexedChange indexed(LogEntry entry) {
        return switch (entry.kind()) {
            case SPANS -> spans(traceId(entry), entry.projectId(), entry.raw());
            case LOGS -> logs(traceId(entry), entry.projectId(), entry.raw(), entry.count());
            case TRACE_PATCHED -> other(entry, Change.TracePatched.class);
            case ASSESSMENT_PUT -> other(entry, Change.AssessmentPut.class);
            case ASSESSMENT_DELETED -> other(entry, Change.AssessmentDeleted.class);
            case PROJECT_PUT -> other(entry, Change.ProjectPut.class);
            case RUN_PUT -> other(entry, Change.RunPut.class);
            case TRACES_DELETED -> other(entry, Change.TracesDeleted.class);
        };
    }

    private static IndexedChange other(LogEntry entry, Class<? extends Change> type) {
        return new IndexedChange.Other(StoredJson.read(entry.raw(), type));
    }

    static TraceId traceId(LogEntry entry) {
        return new TraceId(entry.traceHigh(), entry.traceLow());
    }

    private IndexedChange spans(TraceId traceId, String projectId, byte[] otlp) {
        List<IndexedChange.SpanEntry> entries = new ArrayList<>();
        List<Span> spans = OtlpSpans.read(otlp);
        SpanSummary[] summaries = BlockSummaries.of(spans, reader);
        List<Assessment> assessments = new ArrayList<>();
        for (int i = 0; i < summaries.length; i++) {
            Span span = spans.get(i);
            entries.add(entry(span, summaries[i]));
            if (!span.events().isEmpty()) {
                assessments.addAll(reader.assessments(span));
            }
        }
        return new IndexedChange.Spans(
                traceId, projectId, otlp.length, entries, AttributeHashes.of(spans), assessments);
    }

    private IndexedChange logs(TraceId traceId, String projectId, byte[] otlp, int count) {
        Set<SpanId> contentOf = new HashSet<>();
        List<LogRecord> records = OtlpLogs.read(otlp);
        for (LogRecord record : records) {
            if (record.spanId() != null && reader.isContent(record)) {
                contentOf.add(record.spanId());
            }
        }
        return new IndexedChange.Logs(traceId, projectId, otlp.length, count, contentOf, reader.assessments(records));
    }

    /** What the index takes of a span that is read together with its log records. */
    IndexedChange.SpanEntry entry(Span span, List<LogRecord> logs) {
        return entry(span, reader.summarise(span, logs));
    }

    private IndexedChange.SpanEntry entry(Span span, SpanSummary summary) {
        return new IndexedChange.SpanEntry(
                row(span, summary, reader.price(span, summary)),
                summary,
                span.resource().attributes().text("service.name"));
    }

    private static SpanRow row(Span span, SpanSummary summary, Cost cost) {
        return new SpanRow(
                span.traceId(),
                span.spanId(),
                span.parentSpanId(),
                summary.name() != null ? summary.name() : span.name(),
                span.kind(),
                summary.type(),
                span.status().code(),
                summary.errorType(),
                summary.errorMessage(),
                span.startEpochNanos(),
                span.endEpochNanos(),
                summary.provider(),
                summary.model(),
                summary.toolName(),
                summary.agentName(),
                summary.usage(),
                summary.usageCounts(),
                cost,
                summary.timeToFirstTokenNanos());
    }
}
