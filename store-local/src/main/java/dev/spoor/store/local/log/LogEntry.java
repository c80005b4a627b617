package dev.spoor.store.local.log;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One record of the log. Numbers are big-endian.
 *
 * <pre>
 * Record  --> Magic, Checksum, Length, Kind, Codec, Received, TraceHigh, TraceLow, Count, RawLength,
 *             ProjectLength, Project, Position?, Payload
 * Magic         int32   0x53505221 ("SPR!"), where a scan finds its way again after damage
 * Checksum      int32   CRC32C of all that follows
 * Length        int32   bytes of the record from Magic to its end
 * Kind          uint8   {@link Kind}'s number
 * Codec         uint8   0: Payload is as it was; 1: one zstd frame; 2: int32 Anchor, then one zstd frame whose
 *                       dictionary is the raw content of the record at offset Anchor of the same file, which has
 *                       codec 0 or 1. Plus 128: the record was moved, and Position follows Project
 * Received      int64   milliseconds since 1970
 * TraceHigh/Low int64   the trace that the record is about; both 0 for none
 * Count         int32   spans or log records in it, else 0
 * RawLength     int32   bytes of Payload before compression
 * ProjectLength uint16
 * Project       UTF-8   id of the project, may be empty
 * Position      int64   where the record was first written, which names it for ever
 * Payload       bytes   SPANS: OTLP TracesData; LOGS: OTLP LogsData; else JSON of the change
 * </pre>
 *
 * @param position where it was first written, when it has been moved from there; else 0
 * @param payload compressed as {@code codec} says
 * @param anchors gives the dictionary of codec 2
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
public record LogEntry(
        Kind kind,
        int codec,
        long receivedEpochMillis,
        long traceHigh,
        long traceLow,
        int count,
        int rawLength,
        String projectId,
        long position,
        byte[] payload,
        @Nullable Anchors anchors) {
    static final int MAGIC = 0x53505221;
    static final int FIXED_BYTES = 4 + 4 + 4 + 1 + 1 + 8 + 8 + 8 + 4 + 4 + 2;
    static final int PLAIN = 0;
    static final int ZSTD = 1;
    static final int ANCHORED = 2;
    private static final int MOVED = 128;
    private static final int ANCHOR_BYTES = 4;
    /** Below this, compressing costs more than it saves. */
    private static final int SMALLEST_COMPRESSED = 128;

    private static final ThreadLocal<Compressor> COMPRESSOR = ThreadLocal.withInitial(Compressor::new);

    /** Contents that serve as dictionaries for others in the same file. */
    @FunctionalInterface
    interface Anchors {
        /**
         * The raw content of the record at an offset of the file.
         *
         * @throws CorruptEntryException when there is none
         */
        byte[] raw(long offset);
    }

    /** What a record holds. The numbers are on disk and never change. */
    public enum Kind {
        SPANS(1),
        LOGS(2),
        TRACE_PATCHED(3),
        ASSESSMENT_PUT(4),
        ASSESSMENT_DELETED(5),
        PROJECT_PUT(6),
        TRACES_DELETED(7),
        RUN_PUT(8);

        final int number;

        Kind(int number) {
            this.number = number;
        }

        static @Nullable Kind ofNumber(int number) {
            for (Kind kind : values()) {
                if (kind.number == number) {
                    return kind;
                }
            }
            return null;
        }
    }

    /** A record with this content, compressed where that pays. */
    public static LogEntry of(
            Kind kind,
            long receivedEpochMillis,
            long traceHigh,
            long traceLow,
            int count,
            String projectId,
            byte[] raw) {
        boolean compress = raw.length >= SMALLEST_COMPRESSED;
        return new LogEntry(
                kind,
                compress ? ZSTD : PLAIN,
                receivedEpochMillis,
                traceHigh,
                traceLow,
                count,
                raw.length,
                projectId,
                0,
                compress ? COMPRESSOR.get().compress(raw) : raw,
                null);
    }

    /** The same record with another content, not compressed. */
    public LogEntry withContent(int newCount, byte[] raw) {
        return new LogEntry(
                kind,
                PLAIN,
                receivedEpochMillis,
                traceHigh,
                traceLow,
                newCount,
                raw.length,
                projectId,
                position,
                raw,
                null);
    }

    /** The same record, moved from where it was first written, with a new content that is compressed already. */
    LogEntry moved(long from, int newCount, int newRawLength, int newCodec, byte[] newPayload) {
        return new LogEntry(
                kind,
                newCodec,
                receivedEpochMillis,
                traceHigh,
                traceLow,
                newCount,
                newRawLength,
                projectId,
                from,
                newPayload,
                null);
    }

    /** A payload for codec 2. */
    static byte[] anchored(long anchorOffset, byte[] frame) {
        return ByteBuffer.allocate(ANCHOR_BYTES + frame.length)
                .putInt((int) anchorOffset)
                .put(frame)
                .array();
    }

    /** Compresses on one thread, into an array that is used again: zstd wants room for the worst case. */
    private static final class Compressor {
        /** What larger contents need is not kept. */
        private static final int MAX_KEPT_BYTES = 1 << 20;

        private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(1);
        private byte[] kept = new byte[64 * 1024];

        byte[] compress(byte[] raw) {
            int bound = (int) Zstd.compressBound(raw.length);
            byte[] target = bound <= kept.length ? kept : new byte[bound];
            if (bound <= MAX_KEPT_BYTES) {
                kept = target;
            }
            int length = zstd.compressByteArray(target, 0, target.length, raw, 0, raw.length);
            return Arrays.copyOf(target, length);
        }
    }

    /** The content as it was before compression. */
    public byte[] raw() {
        if (codec == PLAIN) {
            return payload;
        }
        byte[] raw = new byte[rawLength];
        try {
            long bytes = decompress(raw);
            if (bytes != rawLength) {
                throw new CorruptEntryException(
                        "a payload of " + rawLength + " bytes does not decompress: " + bytes + " bytes came out");
            }
        } catch (ZstdException e) {
            throw new CorruptEntryException(
                    "a payload of " + rawLength + " bytes does not decompress: " + e.getMessage());
        }
        return raw;
    }

    private long decompress(byte[] raw) {
        if (codec != ANCHORED) {
            return Zstd.decompressByteArray(raw, 0, rawLength, payload, 0, payload.length);
        }
        if (anchors == null || payload.length < ANCHOR_BYTES) {
            throw new CorruptEntryException("expected a record that its content can be made from, found none");
        }
        byte[] dictionary = anchors.raw(ByteBuffer.wrap(payload).getInt() & 0xffffffffL);
        return Zstd.decompressUsingDict(raw, 0, payload, ANCHOR_BYTES, payload.length - ANCHOR_BYTES, dictionary);
    }

    /** Whether its content needs that of another record. */
    public boolean isAnchored() {
        return codec == ANCHORED;
    }

    /** The same record with its content as it was before compression, so that it needs no other record. */
    LogEntry unpacked() {
        return new LogEntry(
                kind,
                PLAIN,
                receivedEpochMillis,
                traceHigh,
                traceLow,
                count,
                rawLength,
                projectId,
                position,
                raw(),
                null);
    }

    /** How long {@link #encode} makes it. */
    int encodedBytes() {
        int project = projectId.isEmpty() ? 0 : projectId.getBytes(StandardCharsets.UTF_8).length;
        return FIXED_BYTES + project + (position == 0 ? 0 : 8) + payload.length;
    }

    /** All bytes of the record, with their checksum. */
    public byte[] encode() {
        byte[] project = projectId.getBytes(StandardCharsets.UTF_8);
        if (project.length > 0xffff) {
            throw new IllegalArgumentException("a project id of " + project.length + " bytes is too long");
        }
        boolean moved = position != 0;
        int length = FIXED_BYTES + project.length + (moved ? 8 : 0) + payload.length;
        ByteBuffer out = ByteBuffer.allocate(length);
        out.putInt(MAGIC).putInt(0).putInt(length).put((byte) kind.number);
        out.put((byte) (moved ? codec | MOVED : codec));
        out.putLong(receivedEpochMillis).putLong(traceHigh).putLong(traceLow);
        out.putInt(count).putInt(rawLength).putShort((short) project.length).put(project);
        if (moved) {
            out.putLong(position);
        }
        out.put(payload);
        CRC32C checksum = new CRC32C();
        checksum.update(out.array(), 8, length - 8);
        out.putInt(4, (int) checksum.getValue());
        return out.array();
    }

    /**
     * Reads the record that fills these bytes.
     *
     * @throws CorruptEntryException saying what was expected and what was found
     */
    public static LogEntry decode(byte[] bytes) {
        return decode(bytes, null);
    }

    /** Likewise, from a file whose records may need others of it. */
    static LogEntry decode(byte[] bytes, @Nullable Anchors anchors) {
        if (bytes.length < FIXED_BYTES) {
            throw new CorruptEntryException("expected at least " + FIXED_BYTES + " bytes, found " + bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int magic = in.getInt();
        if (magic != MAGIC) {
            throw new CorruptEntryException(
                    "expected magic 0x" + Integer.toHexString(MAGIC) + ", found 0x" + Integer.toHexString(magic));
        }
        int expected = in.getInt();
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 8, bytes.length - 8);
        if ((int) checksum.getValue() != expected) {
            throw new CorruptEntryException("expected checksum 0x" + Integer.toHexString(expected) + ", found 0x"
                    + Integer.toHexString((int) checksum.getValue()));
        }
        int length = in.getInt();
        int kindNumber = in.get();
        int codecByte = in.get() & 0xff;
        int codec = codecByte & ~MOVED;
        Kind kind = Kind.ofNumber(kindNumber);
        if (length != bytes.length || kind == null || codec > ANCHORED) {
            throw new CorruptEntryException("expected a record that this version knows, found kind " + kindNumber
                    + ", codec " + codec + ", length " + length + " of " + bytes.length);
        }
        long received = in.getLong();
        long traceHigh = in.getLong();
        long traceLow = in.getLong();
        int count = in.getInt();
        int rawLength = in.getInt();
        int projectLength = in.getShort() & 0xffff;
        int positionLength = (codecByte & MOVED) == 0 ? 0 : 8;
        if (projectLength + positionLength > in.remaining()) {
            throw new CorruptEntryException("expected a project id of " + projectLength + " bytes and a position of "
                    + positionLength + ", found " + in.remaining());
        }
        long position = positionLength == 0 ? 0 : in.getLong(FIXED_BYTES + projectLength);
        int payloadAt = FIXED_BYTES + projectLength + positionLength;
        String project = new String(bytes, FIXED_BYTES, projectLength, StandardCharsets.UTF_8);
        return new LogEntry(
                kind,
                codec,
                received,
                traceHigh,
                traceLow,
                count,
                rawLength,
                project,
                position,
                Arrays.copyOfRange(bytes, payloadAt, bytes.length),
                anchors);
    }

    /** Bytes on disk that are not the record they should be. */
    public static final class CorruptEntryException extends RuntimeException {
        public CorruptEntryException(String message) {
            super(message);
        }
    }
}
