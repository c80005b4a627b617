package dev.spoor.sdk.export;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads an {@code ExportTraceServiceResponse}: field 1 is the partial success, in which field 1 is the number of refused
 * spans and field 2 the reason. See {@code opentelemetry/proto/collector/trace/v1/trace_service.proto}.
 */
final class PartialSuccess {
    private PartialSuccess() {}

    /** What cannot be read, an answer in JSON for example, says nothing of refused spans. */
    static OtlpHttp.Taken read(byte[] response) {
        try {
            return read(ByteBuffer.wrap(response));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return new OtlpHttp.Taken(0, "");
        }
    }

    private static OtlpHttp.Taken read(ByteBuffer in) {
        long refused = 0;
        String reason = "";
        while (in.hasRemaining()) {
            long tag = varint(in);
            if (tag == (1 << 3 | 2)) {
                ByteBuffer partial = bytes(in);
                while (partial.hasRemaining()) {
                    long inner = varint(partial);
                    if (inner == (1 << 3)) {
                        refused = varint(partial);
                    } else if (inner == (2 << 3 | 2)) {
                        reason = StandardCharsets.UTF_8.decode(bytes(partial)).toString();
                    } else {
                        skip(inner, partial);
                    }
                }
            } else {
                skip(tag, in);
            }
        }
        return new OtlpHttp.Taken(refused, reason);
    }

    private static void skip(long tag, ByteBuffer in) {
        switch ((int) tag & 7) {
            case 0 -> varint(in);
            case 1 -> in.getLong();
            case 2 -> bytes(in);
            case 5 -> in.getInt();
            default -> throw new IllegalArgumentException("no wire type: " + (tag & 7));
        }
    }

    private static ByteBuffer bytes(ByteBuffer in) {
        long length = varint(in);
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer bytes = in.slice().limit((int) length);
        in.position(in.position() + (int) length);
        return bytes;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a varint of more than ten bytes");
    }
}
