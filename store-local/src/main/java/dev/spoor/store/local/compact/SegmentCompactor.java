package dev.spoor.store.local.compact;

import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import dev.spoor.store.local.log.LogEntry;
import dev.spoor.store.local.log.Segment;
import dev.spoor.store.local.log.SegmentFile;
import dev.spoor.store.local.log.SegmentRewrite;
import dev.spoor.store.local.log.TraceLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes some neighbouring segments anew as one. Gone are the records of traces that were deleted after them, changes that
 * later ones have replaced, earlier copies of spans, and deletions that have nothing left to delete. What stays keeps its
 * position, and so the order in which the log is replayed; only its place in the file changes.
 */
final class SegmentCompactor {
    /** So many records are planned with at a time, some 300 bytes each. */
    private static final int CHUNK_RECORDS = 100_000;
    /** More records alike are taken to be several groups. */
    private static final int CLUSTER_RECORDS = 256;
    /** Entries whose copies are looked at together; their contents are held. */
    private static final int SUPERSEDED_BATCH = 50;

    private final TraceLog log;
    private final Host host;
    private final int level;
    private final Pace pace;
    private final Progress progress;

    /** Told of each record that has been dealt with. */
    interface Progress {
        void bytes(long bytes);
    }

    SegmentCompactor(TraceLog log, Host host, int level, Pace pace, Progress progress) {
        this.log = log;
        this.host = host;
        this.level = level;
        this.pace = pace;
        this.progress = progress;
    }

    /**
     * @param droppedRecords that are not in the new segment
     * @param droppedSpans earlier copies that are not in it, of records that are
     */
    record Outcome(long bytesBefore, long bytesAfter, long droppedRecords, long droppedSpans) {}

    /** A segment cannot be read in full; it is left for people to look at. */
    static final class DamagedException extends RuntimeException {
        DamagedException(String message) {
            super(message);
        }
    }

    /**
     * @param group neighbours, oldest first
     * @param deletionsBefore deletions before this position have nothing left to delete in older segments
     * @throws DamagedException when something in them cannot be read; nothing is changed
     */
    Outcome run(List<SegmentFile> group, long deletionsBefore) throws IOException {
        long before = group.stream().mapToLong(SegmentFile::bytes).sum();
        // Deletions up to here are known to the index; and it will not ask the log for them again.
        long cleanedTo = host.indexedOnDisk();
        try (SegmentRewrite out = log.rewrite(group, cleanedTo)) {
            Work work = new Work(out, deletionsBefore);
            for (SegmentFile file : group) {
                TraceLog.scanFile(file, 0, Long.MAX_VALUE, work);
            }
            work.finishChunk();
            boolean complete = work.droppedRecords == 0 && work.droppedSpans == 0;
            log.finish(out, complete);
            host.exclusively(() -> {
                if (!log.holds(group)) {
                    throw new IOException("the segments were dropped while they were compacted");
                }
                log.replace(group, out);
                if (!complete) {
                    host.leftOut(group.getFirst().first(), group.getLast().last());
                }
            });
            host.forgetDeletions(
                    Segment.position(group.getFirst().first(), 0),
                    Segment.position(group.getLast().last() + 1, 0),
                    work.keptDeletions);
            return new Outcome(before, out.bytes(), work.droppedRecords, work.droppedSpans);
        }
    }

    /** Takes the records in the order of arrival, and writes them chunk by chunk. */
    private final class Work implements TraceLog.Visitor {
        private final SegmentRewrite out;
        private final long deletionsBefore;
        private List<Record> chunk = new ArrayList<>();
        private final List<Long> keptDeletions = new ArrayList<>();
        private long droppedRecords;
        private long droppedSpans;

        Work(SegmentRewrite out, long deletionsBefore) {
            this.out = out;
            this.deletionsBefore = deletionsBefore;
        }

        @Override
        public void entry(long position, int length, LogEntry entry) {
            chunk.add(Record.of(position, entry));
            pace.did(length);
            progress.bytes(length);
            if (chunk.size() >= CHUNK_RECORDS) {
                try {
                    finishChunk();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        @Override
        public void damage(String text) {
            throw new DamagedException(text);
        }

        void finishChunk() throws IOException {
            if (chunk.isEmpty()) {
                return;
            }
            List<Record> live = live();
            Map<Long, Set<SpanId>> keptSpans = superseded(live);
            List<Record> singles = new ArrayList<>();
            List<List<Record>> clusters = clusters(live, singles);
            try (ClusterWriter writer = new ClusterWriter(log, out, pace, level, keptSpans)) {
                writer.writeSingly(singles);
                for (List<Record> cluster : clusters) {
                    writer.writeTogether(cluster);
                }
            }
            chunk = new ArrayList<>();
        }

        private List<Record> live() {
            Set<TraceId> traces = new HashSet<>();
            chunk.stream().filter(Record::isOfTrace).forEach(record -> traces.add(record.traceId()));
            Map<TraceId, Long> deletions = host.ask(index -> index.lastDeletions(traces));
            long from = chunk.getFirst().position();
            long to = chunk.getLast().position() + 1;
            Set<Long> changes = host.ask(index -> index.liveChanges(from, to));
            List<Record> live = new ArrayList<>();
            for (Record record : chunk) {
                boolean deleted =
                        record.isOfTrace() && deletions.getOrDefault(record.traceId(), 0L) > record.position();
                boolean stays = !deleted
                        && switch (record.kind()) {
                            case SPANS, LOGS, TRACE_PATCHED, ASSESSMENT_DELETED -> true;
                            case ASSESSMENT_PUT, PROJECT_PUT, RUN_PUT -> changes.contains(record.position());
                            case TRACES_DELETED -> record.position() >= deletionsBefore;
                        };
                if (stays) {
                    live.add(record);
                    if (record.kind() == LogEntry.Kind.TRACES_DELETED) {
                        keptDeletions.add(record.position());
                    }
                } else {
                    droppedRecords++;
                }
            }
            return live;
        }

        /** Of entries that lose some of their spans, those that stay. */
        private Map<Long, Set<SpanId>> superseded(List<Record> live) {
            long from = chunk.getFirst().position();
            long to = chunk.getLast().position() + 1;
            Map<Long, Integer> lastCopies = host.ask(index -> index.liveSpans(from, to));
            Superseded superseded = new Superseded(log, host);
            Map<Long, Set<SpanId>> kept = new HashMap<>();
            List<Record> batch = new ArrayList<>();
            for (Record record : live) {
                if (record.kind() == LogEntry.Kind.SPANS
                        && lastCopies.getOrDefault(record.position(), 0) < record.count()) {
                    batch.add(record);
                    pace.did(record.rawLength());
                }
                if (batch.size() == SUPERSEDED_BATCH) {
                    kept.putAll(superseded.kept(batch));
                    batch.clear();
                }
            }
            kept.putAll(superseded.kept(batch));
            for (Record record : live) {
                Set<SpanId> spans = kept.get(record.position());
                droppedSpans += spans == null ? 0 : record.count() - spans.size();
            }
            return kept;
        }

        /** Content of one session, or else of traces of one name, in the order of arrival; the rest is added to singles. */
        private List<List<Record>> clusters(List<Record> live, List<Record> singles) {
            Set<TraceId> traces = new HashSet<>();
            live.stream().filter(Record::isContent).forEach(record -> traces.add(record.traceId()));
            Map<TraceId, String> kinships = host.ask(index -> index.kinships(traces));
            Map<String, List<Record>> open = new LinkedHashMap<>();
            List<List<Record>> clusters = new ArrayList<>();
            for (Record record : live) {
                if (!record.isContent()) {
                    singles.add(record);
                    continue;
                }
                String kinship = kinships.getOrDefault(record.traceId(), "");
                List<Record> cluster = open.get(kinship);
                if (cluster == null || cluster.size() == CLUSTER_RECORDS) {
                    cluster = new ArrayList<>();
                    open.put(kinship, cluster);
                    clusters.add(cluster);
                }
                cluster.add(record);
            }
            return clusters;
        }
    }
}
