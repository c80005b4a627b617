package dev.spoor.store.local.text;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A file of the text index. It is about a stretch of one segment of the log, cut into <em>units</em>: an entry with content,
 * or as many in a row as have {@value #UNIT_BYTES} bytes before compression, so that many small entries cost no more than few
 * large ones. Numbers are big-endian; a varint is as in protobuf.
 *
 * <pre>
 * File      --> Header, (List*, Words)*, Units, Directory, Footer
 * Header    --> Magic, Version, Segment, Begun, From, To, Checksum
 *   Magic       int64   "SPOORTXT"
 *   Version     int32   {@value #VERSION}
 *   Segment     int64   number of the segment
 *   Begun       int64   milliseconds since 1970 when the segment was made, from its header
 *   From, To    int64   offsets in the segment: entries that begin at or after From and before To
 *   Checksum    int32   CRC32C of the fields before
 * List      --> {@link UnitList}, then its CRC32C as int32; for each word of the following Words that is in some units and
 *               has more than {@value #INLINE_BYTES} bytes of list
 * Words     --> zstd frame of: Count varint,
 *               Length varint for each word: its bytes,
 *               the words' bytes, UTF-8, folded, in the order of UTF-16 units,
 *               Units varint for each word: in how many it is; 0 for so many that all count,
 *               ListBytes varint for each word that is not in all,
 *               the lists of at most {@value #INLINE_BYTES} bytes
 * Units     --> zstd frame of: for each unit Entries varint, then for each entry Distance varint: from the offset of the
 *               entry before, of the first from From
 * Directory --> zstd frame of: for each Words: Lists int64, where its lists begin; Words int64, where it begins; WordsBytes
 *               int32; WordsRaw int32, bytes before compression; WordsChecksum int32, CRC32C of the frame;
 *               FirstLength varint; First, its first word
 * Footer    --> UnitCount int32, WordsCount int32 (how many Words),
 *               Units int64, UnitsBytes int32, UnitsRaw int32, UnitsChecksum int32,
 *               Directory int64, DirectoryBytes int32, DirectoryRaw int32, DirectoryChecksum int32, Checksum int32
 * </pre>
 */
final class TextFormat {
    static final long MAGIC = 0x53504f4f52545854L;
    static final int VERSION = 1;
    static final int HEADER_BYTES = 8 + 4 + 8 + 8 + 8 + 8 + 4;
    static final int FOOTER_BYTES = 4 + 4 + 8 + 4 + 4 + 4 + 8 + 4 + 4 + 4 + 4;
    static final int UNIT_BYTES = 32 << 10;
    static final int INLINE_BYTES = 48;
    /** Words before compression, from where on another Words begins. */
    static final int WORDS_BYTES = 32 << 10;

    private static final int ZSTD_LEVEL = 3;

    private TextFormat() {}

    /** A file is not what it should be; the message says what was expected and what was found. */
    static final class DamagedException extends Exception {
        DamagedException(String message) {
            super(message);
        }
    }

    static int checksum(byte[] bytes, int from, int to) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, from, to - from);
        return (int) checksum.getValue();
    }

    static byte[] compress(byte[] raw) {
        return Zstd.compress(raw, ZSTD_LEVEL);
    }

    /** @param zstd kept for all frames of a file, since to make one takes longer than a small frame */
    static byte[] decompress(ZstdDecompressCtx zstd, byte[] frame, int rawBytes, int expectedChecksum, String what)
            throws DamagedException {
        int found = checksum(frame, 0, frame.length);
        if (found != expectedChecksum) {
            throw new DamagedException("expected checksum 0x" + Integer.toHexString(expectedChecksum) + " of " + what
                    + ", found 0x" + Integer.toHexString(found));
        }
        byte[] raw = new byte[rawBytes];
        try {
            int bytes = zstd.decompress(raw, frame);
            if (bytes != rawBytes) {
                throw new DamagedException("expected " + rawBytes + " bytes of " + what + ", found " + bytes);
            }
        } catch (ZstdException e) {
            throw new DamagedException("expected " + rawBytes + " bytes of " + what + ", found " + e.getMessage());
        }
        return raw;
    }

    static void varint(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest >>> 7 != 0) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    /** @throws java.nio.BufferUnderflowException at the end */
    static int varint(ByteBuffer in) {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int b = in.get();
            value |= (b & 0x7f) << shift;
            if (b >= 0) {
                break;
            }
        }
        return value;
    }
}
