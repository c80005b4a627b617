package dev.spoor.sdk.export;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;

/**
 * A request as it waits on disk. A file of version {@value #VERSION} is, with numbers in big-endian order:
 *
 * <pre>
 * magic     7 bytes  "SPOORFB"
 * version   1 byte   2
 * encoding  1 byte   0 as it is, 1 gzip, 2 zstd
 * spans     4 bytes  how many it holds
 * CRC32C    4 bytes  of the body
 * body               as it is sent
 * </pre>
 *
 * Version 1 is the body alone; what else there is to know stands in the file's name.
 */
record KeptRequest(byte[] body, Compression compression, int spans) {
    static final int VERSION = 2;
    static final int HEADER_BYTES = 17;
    private static final byte[] MAGIC = "SPOORFB".getBytes(StandardCharsets.US_ASCII);
    /** Of the content of a version 1 file; what is larger was never written. */
    private static final int MAX_CONTENT_BYTES = 256 << 20;

    /** A file cannot be read: it is damaged, or of a later version. */
    static final class UnreadableException extends IOException {
        private static final long serialVersionUID = 1L;

        UnreadableException(String reason) {
            super(reason);
        }
    }

    byte[] file() {
        return ByteBuffer.allocate(HEADER_BYTES + body.length)
                .put(MAGIC)
                .put((byte) VERSION)
                .put((byte) compression.ordinal())
                .putInt(spans)
                .putInt(crc(body))
                .put(body)
                .array();
    }

    static KeptRequest read(byte[] file) throws UnreadableException {
        if (file.length < HEADER_BYTES || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new UnreadableException("expected a file that begins with SPOORFB, found another");
        }
        ByteBuffer in = ByteBuffer.wrap(file, MAGIC.length, file.length - MAGIC.length);
        int version = in.get();
        if (version != VERSION) {
            throw new UnreadableException("expected format version " + VERSION + ", found " + version);
        }
        int encoding = in.get();
        int spans = in.getInt();
        int crc = in.getInt();
        byte[] body = Arrays.copyOfRange(file, HEADER_BYTES, file.length);
        if (crc(body) != crc) {
            throw new UnreadableException(String.format(
                    "expected a body with CRC32C %08x, found one of %d bytes with %08x", crc, body.length, crc(body)));
        }
        if (encoding < 0 || encoding >= Compression.values().length) {
            throw new UnreadableException("expected an encoding from 0 to 2, found " + encoding);
        }
        return new KeptRequest(body, Compression.values()[encoding], spans);
    }

    /** From a file of version 1, which has no checksum: gzip's own, and the lengths in the request, must do. */
    static KeptRequest readVersion1(byte[] file, boolean gzip, int spans) throws UnreadableException {
        byte[] content = file;
        if (gzip) {
            try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(file))) {
                content = unpacked.readNBytes(MAX_CONTENT_BYTES);
            } catch (IOException e) {
                throw new UnreadableException("expected gzip, found something else: " + e);
            }
        }
        if (!isRequest(content)) {
            throw new UnreadableException("expected an OTLP request, found something else or a part of one");
        }
        return new KeptRequest(file, gzip ? Compression.GZIP : Compression.NONE, spans);
    }

    /** Whether it is a sequence of {@code ResourceSpans} (field 1) that ends where the last of them does. */
    private static boolean isRequest(byte[] content) {
        int at = 0;
        while (at < content.length) {
            if (content[at++] != 0x0a) {
                return false;
            }
            long length = 0;
            int shift = 0;
            byte next;
            do {
                if (at == content.length || shift > 28) {
                    return false;
                }
                next = content[at++];
                length |= (long) (next & 0x7f) << shift;
                shift += 7;
            } while (next < 0);
            if (length > content.length - at) {
                return false;
            }
            at += (int) length;
        }
        return true;
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
