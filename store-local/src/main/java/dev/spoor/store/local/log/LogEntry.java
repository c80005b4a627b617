package dev.spoor.store.local.log;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
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
 *             ProjectLength, Project, Payload
 * Magic         int32   0x53505221 ("SPR!"), where a scan finds its way again after damage
 * Checksum      int32   CRC32C of all that follows
 * Length        int32   bytes of the record from Magic to its end
 * Kind          uint8   {@link Kind}'s number
 * Codec         uint8   0: Payload is as it was; 1: Payload is one zstd frame
 * Received      int64   milliseconds since 1970
 * TraceHigh/Low int64   the trace that the record is about; both 0 for none
 * Count         int32   spans or log records in it, else 0
 * RawLength     int32   bytes of Payload before compression
 * ProjectLength uint16
 * Project       UTF-8   id of the project, may be empty
 * Payload       bytes   SPANS: OTLP TracesData; LOGS: OTLP LogsData; else JSON of the change
 * </pre>
 *
 * @param payload compressed as {@code codec} says
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
        byte[] payload) {
    static final int MAGIC = 0x53505221;
    static final int FIXED_BYTES = 4 + 4 + 4 + 1 + 1 + 8 + 8 + 8 + 4 + 4 + 2;
    private static final int PLAIN = 0;
    private static final int ZSTD = 1;
    /** Below this, compressing costs more than it saves. */
    private static final int SMALLEST_COMPRESSED = 128;

    private static final ThreadLocal<Compressor> COMPRESSOR = ThreadLocal.withInitial(Compressor::new);

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
                compress ? COMPRESSOR.get().compress(raw) : raw);
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
        long bytes = Zstd.decompress(raw, payload);
        if (Zstd.isError(bytes) || bytes != rawLength) {
            throw new CorruptEntryException("a payload of " + rawLength + " bytes does not decompress: "
                    + (Zstd.isError(bytes) ? Zstd.getErrorName(bytes) : bytes + " bytes came out"));
        }
        return raw;
    }

    /** All bytes of the record, with their checksum. */
    public byte[] encode() {
        byte[] project = projectId.getBytes(StandardCharsets.UTF_8);
        if (project.length > 0xffff) {
            throw new IllegalArgumentException("a project id of " + project.length + " bytes is too long");
        }
        int length = FIXED_BYTES + project.length + payload.length;
        ByteBuffer out = ByteBuffer.allocate(length);
        out.putInt(MAGIC).putInt(0).putInt(length).put((byte) kind.number).put((byte) codec);
        out.putLong(receivedEpochMillis).putLong(traceHigh).putLong(traceLow);
        out.putInt(count)
                .putInt(rawLength)
                .putShort((short) project.length)
                .put(project)
                .put(payload);
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
        int codec = in.get();
        Kind kind = Kind.ofNumber(kindNumber);
        if (length != bytes.length || kind == null || codec < PLAIN || codec > ZSTD) {
            throw new CorruptEntryException("expected a record that this version knows, found kind " + kindNumber
                    + ", codec " + codec + ", length " + length + " of " + bytes.length);
        }
        long received = in.getLong();
        long traceHigh = in.getLong();
        long traceLow = in.getLong();
        int count = in.getInt();
        int rawLength = in.getInt();
        int projectLength = in.getShort() & 0xffff;
        if (projectLength > in.remaining()) {
            throw new CorruptEntryException(
                    "expected a project id of " + projectLength + " bytes, found " + in.remaining());
        }
        int payloadAt = FIXED_BYTES + projectLength;
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
                Arrays.copyOfRange(bytes, payloadAt, bytes.length));
    }

    /** Bytes on disk that are not the record they should be. */
    public static final class CorruptEntryException extends RuntimeException {
        public CorruptEntryException(String message) {
            super(message);
        }
    }
}
