package dev.spoor.store.local.compact;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import dev.spoor.model.SpanId;
import dev.spoor.otlp.OtlpSpans;
import dev.spoor.store.StoreException;
import dev.spoor.store.local.log.LogEntry;
import dev.spoor.store.local.log.SegmentRewrite;
import dev.spoor.store.local.log.TraceLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes records that are alike side by side, most of them compressed with one of them as dictionary: each call of a
 * conversation repeats what was said before, so the largest holds nearly all of the others. What the largest does not help
 * gets another try with the largest of the rest, as when several conversations are mixed.
 */
final class ClusterWriter implements AutoCloseable {
    /** Who reads a record reads its dictionary too; a larger one would be felt. */
    static final int MAX_ANCHOR_BYTES = 2 << 20;

    private static final int MIN_ANCHOR_BYTES = 200;
    private static final int MAX_ANCHORS = 6;
    /** A dictionary is worth an additional read from so much less than the content takes alone. */
    private static final double WORTH = 0.8;
    /** From here on repetitions may be farther apart than the usual window. */
    private static final int LONG_BYTES = 1 << 20;

    private static final int LONG_WINDOW_LOG = 25;

    private final TraceLog log;
    private final SegmentRewrite out;
    private final Pace pace;
    private final int level;
    private final Map<Long, Set<SpanId>> keptSpans;
    private final ZstdCompressCtx zstd = new ZstdCompressCtx();
    private final ZstdCompressCtx zstdLong = new ZstdCompressCtx();

    /**
     * @param level of zstd
     * @param keptSpans of entries that lose some of their spans, those that stay
     */
    ClusterWriter(TraceLog log, SegmentRewrite out, Pace pace, int level, Map<Long, Set<SpanId>> keptSpans) {
        this.log = log;
        this.out = out;
        this.pace = pace;
        this.level = level;
        this.keptSpans = keptSpans;
        zstd.setLevel(level);
        zstdLong.setLevel(level).setLong(LONG_WINDOW_LOG);
    }

    /** A record with what it will contain. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
    private record Loaded(LogEntry entry, int count, byte[] raw) {}

    /** Writes records that have nothing to do with each other. */
    void writeSingly(List<Record> records) throws IOException {
        for (Record record : records) {
            writeAlone(record, load(record));
        }
    }

    /** Writes records that may be alike. */
    void writeTogether(List<Record> records) throws IOException {
        List<Record> rest = records;
        for (int i = 0; i < MAX_ANCHORS && rest.size() > 1; i++) {
            Record anchor = largest(rest);
            if (anchor == null) {
                break;
            }
            rest = writeWith(anchor, rest);
        }
        writeSingly(rest);
    }

    private static @Nullable Record largest(List<Record> records) {
        return records.stream()
                .filter(record -> record.rawLength() <= MAX_ANCHOR_BYTES && record.rawLength() >= MIN_ANCHOR_BYTES)
                // Of several, the latest has most of the conversation.
                .max(Comparator.comparingInt(Record::rawLength).thenComparingLong(Record::position))
                .orElse(null);
    }

    /** Writes the anchor, and those that it helps; returns the others. */
    private List<Record> writeWith(Record anchor, List<Record> records) throws IOException {
        Loaded dictionary = load(anchor);
        long offset = writeAlone(anchor, dictionary);
        List<Record> rest = new ArrayList<>();
        if (dictionary.raw.length < MIN_ANCHOR_BYTES) {
            // Its spans have gone.
            records.stream().filter(record -> record != anchor).forEach(rest::add);
            return rest;
        }
        try (ZstdDictCompress dict = new ZstdDictCompress(dictionary.raw, level);
                ZstdCompressCtx zstdWithAnchor = new ZstdCompressCtx()) {
            zstdWithAnchor.loadDict(dict);
            for (Record record : records) {
                if (record == anchor) {
                    continue;
                }
                Loaded loaded = load(record);
                byte[] frame = zstdWithAnchor.compress(loaded.raw);
                boolean tiny = loaded.raw.length < MIN_ANCHOR_BYTES;
                if (frame.length < (tiny ? loaded.raw.length / 2 : WORTH * record.estimatedBytes())) {
                    add(record, loaded, SegmentRewrite.anchored(loaded.count, loaded.raw.length, offset, frame));
                } else if (tiny) {
                    writeAlone(record, loaded);
                } else {
                    pace.did(loaded.raw.length);
                    rest.add(record);
                }
            }
        }
        return rest;
    }

    private long writeAlone(Record record, Loaded loaded) throws IOException {
        byte[] frame = (loaded.raw.length > LONG_BYTES ? zstdLong : zstd).compress(loaded.raw);
        return add(record, loaded, SegmentRewrite.compressed(loaded.count, loaded.raw, frame));
    }

    private long add(Record record, Loaded loaded, SegmentRewrite.Content content) throws IOException {
        long offset = out.add(record.position(), loaded.entry, content);
        pace.did(loaded.raw.length + content.bytes());
        return offset;
    }

    private Loaded load(Record record) {
        LogEntry entry = log.read(record.position());
        if (entry == null) {
            throw new StoreException("log position " + record.position() + " is gone while it is being compacted");
        }
        byte[] raw = entry.raw();
        Set<SpanId> kept = keptSpans.get(record.position());
        if (kept == null) {
            return new Loaded(entry, entry.count(), raw);
        }
        byte[] rest = OtlpSpans.keep(raw, kept::contains);
        return rest == null
                ? new Loaded(entry, 0, new byte[0])
                : new Loaded(entry, OtlpSpans.read(rest).size(), rest);
    }

    @Override
    public void close() {
        zstd.close();
        zstdLong.close();
    }
}
