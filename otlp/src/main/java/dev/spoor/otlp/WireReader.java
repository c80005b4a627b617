package dev.spoor.otlp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A cursor over protobuf's wire format (protobuf.dev, "Encoding"): tags, varints, fixed numbers and length-delimited
 * fields, each checked against the end of the enclosing message. Hand-written because it slices without copying, which
 * is what the ingest path needs: see {@code DecodeBenchmark}. Not safe for use by several threads.
 */
final class WireReader {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    final byte[] buffer;
    int position;
    int limit;

    WireReader(byte[] buffer, int from, int to) {
        this.buffer = buffer;
        this.position = from;
        this.limit = to;
    }

    boolean hasMore() {
        return position < limit;
    }

    /** The next field's tag: its number times 8 plus its wire type. */
    int tag() {
        long tag = varint();
        if (tag >>> 3 == 0 || tag >>> 32 != 0) {
            throw malformed("a field tag", "0x" + Long.toHexString(tag));
        }
        return (int) tag;
    }

    long varint() {
        int at = position;
        if (at < limit) {
            byte only = buffer[at];
            if (only >= 0) {
                position = at + 1;
                return only;
            }
        }
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= limit) {
                throw malformed("a varint", "the end of its message");
            }
            byte b = buffer[at++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                position = at;
                return value;
            }
        }
        throw malformed("a varint", "more than 10 bytes");
    }

    long fixed64() {
        need(8);
        long value = (long) LONGS.get(buffer, position);
        position += 8;
        return value;
    }

    int fixed32() {
        need(4);
        int value = (int) INTS.get(buffer, position);
        position += 4;
        return value;
    }

    /** Reads a length and returns where that many bytes end; the cursor stands at their start. */
    int endOfBytes() {
        long length = varint();
        if (length < 0 || length > limit - position) {
            throw malformed(Long.toUnsignedString(length) + " bytes", (limit - position) + " left in its message");
        }
        return position + (int) length;
    }

    /** Skips the value of a field with this tag. */
    void skip(int tag) {
        switch (tag & 7) {
            case VARINT -> varint();
            case FIXED64 -> {
                need(8);
                position += 8;
            }
            case BYTES -> position = endOfBytes();
            case FIXED32 -> {
                need(4);
                position += 4;
            }
            default -> throw malformed("a wire type of proto3", "type " + (tag & 7) + " in field " + (tag >>> 3));
        }
    }

    /** Fails when the field has another wire type than its message defines. */
    void expect(int tag, int wireType) {
        if ((tag & 7) != wireType) {
            throw malformed("wire type " + wireType + " in field " + (tag >>> 3), "type " + (tag & 7));
        }
    }

    private void need(int bytes) {
        if (limit - position < bytes) {
            throw malformed(bytes + " bytes", (limit - position) + " left in its message");
        }
    }

    private MalformedOtlpException malformed(String expected, String found) {
        return new MalformedOtlpException(
                "not an OTLP message: expected " + expected + " at byte " + position + ", found " + found);
    }
}
