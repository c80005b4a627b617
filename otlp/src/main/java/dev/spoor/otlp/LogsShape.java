package dev.spoor.otlp;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Walks an {@code ExportLogsServiceRequest} before generated classes make objects of it: counts its messages, since an empty
 * one takes two bytes on the wire and a hundred in memory, and mends its texts, since the classes refuse a whole request
 * for one byte that is no UTF-8.
 */
final class LogsShape {
    /** About 100 MB of objects. Records hold some ten to a hundred messages each. */
    static final int MAX_MESSAGES = 1_000_000;

    /** Field 15 of a scope's logs, of bytes, which no version of OTLP has. */
    private static final int UNKNOWN_TAG = 15 << 3 | WireReader.BYTES;

    private static final Type ANY_VALUE = new Type(Map.of(), 1);
    private static final Type KEY_VALUE = new Type(Map.of(2, ANY_VALUE), 1);
    private static final Type ARRAY = new Type(Map.of(1, ANY_VALUE));
    private static final Type KEY_VALUES = new Type(Map.of(1, KEY_VALUE));
    private static final Type ENTITY = new Type(Map.of(), 1, 2, 3, 4);
    private static final Type RESOURCE = new Type(Map.of(1, KEY_VALUE, 3, ENTITY));
    private static final Type SCOPE = new Type(Map.of(3, KEY_VALUE), 1, 2);
    private static final Type RECORD = new Type(Map.of(5, ANY_VALUE, 6, KEY_VALUE), 3, 12);
    private static final Type SCOPE_LOGS = new Type(Map.of(1, SCOPE, 2, RECORD), 3);
    private static final Type RESOURCE_LOGS = new Type(Map.of(1, RESOURCE, 2, SCOPE_LOGS), 3);
    private static final Type LOGS = new Type(Map.of(1, RESOURCE_LOGS));

    static {
        ANY_VALUE.messages = Map.of(5, ARRAY, 6, KEY_VALUES);
    }

    private final byte[] buffer;
    private final Texts texts;
    private final List<Integer> tooDeep = new ArrayList<>();
    private int count;

    private LogsShape(byte[] buffer, Texts texts) {
        this.buffer = buffer;
        this.texts = texts;
    }

    /** A message by its fields that are messages, and those that are texts. Set once; values may hold values, so not at once. */
    private static final class Type {
        private Map<Integer, Type> messages;
        private final Set<Integer> texts = new HashSet<>();

        Type(Map<Integer, Type> messages, int... texts) {
            this.messages = messages;
            for (int field : texts) {
                this.texts.add(field);
            }
        }
    }

    /**
     * Checks the request.
     *
     * @return where the records begin that hold a value that nests deeper than that; to be {@linkplain #without left out}
     * @throws MalformedOtlpException when there are too many messages, or a resource's nest too deep, or they are none
     */
    static List<Integer> check(byte[] request, int maxDepth) {
        LogsShape shape = new LogsShape(request, (from, to) -> {});
        try {
            shape.walk(LOGS, 0, request.length, maxDepth);
        } catch (TooDeep e) {
            throw new MalformedOtlpException("an attribute of a resource or scope nests deeper than " + maxDepth);
        }
        return shape.tooDeep;
    }

    /** A copy of the checked request in which these records are fields that no reader knows. */
    static byte[] without(byte[] request, List<Integer> records) {
        byte[] copy = request.clone();
        for (int at : records) {
            // A tag may be longer than it need be: then its first byte says that another follows.
            copy[at] = (byte) (copy[at] & 0x80 | UNKNOWN_TAG);
        }
        return copy;
    }

    /** A copy of the checked request, with a question mark for each byte of a text that is no UTF-8. */
    static byte[] mended(byte[] request, int maxDepth) {
        byte[] copy = request.clone();
        try {
            new LogsShape(copy, (from, to) -> mend(copy, from, to)).walk(LOGS, 0, copy.length, maxDepth);
        } catch (TooDeep e) {
            throw new IllegalArgumentException("not a checked request", e);
        }
        return copy;
    }

    /** Told where a text begins and ends. */
    private interface Texts {
        void at(int from, int to);
    }

    private static final class TooDeep extends Exception {
        TooDeep() {
            super("too deep", null, false, false);
        }
    }

    /** @param depth how deep values may still nest */
    private void walk(Type type, int from, int to, int depth) throws TooDeep {
        if (depth < 0) {
            throw new TooDeep();
        }
        WireReader in = new WireReader(buffer, from, to);
        while (in.hasMore()) {
            int at = in.position;
            int tag = in.tag();
            boolean bytes = (tag & 7) == WireReader.BYTES;
            Type message = bytes ? type.messages.get(tag >>> 3) : null;
            if (message != null) {
                if (++count > MAX_MESSAGES) {
                    throw new MalformedOtlpException(
                            "the request's log records hold more than " + MAX_MESSAGES + " values");
                }
                int end = in.endOfBytes();
                if (message == RECORD) {
                    record(at, in.position, end, depth);
                } else {
                    walk(message, in.position, end, message == ANY_VALUE ? depth - 1 : depth);
                }
                in.position = end;
            } else if (bytes && type.texts.contains(tag >>> 3)) {
                int end = in.endOfBytes();
                texts.at(in.position, end);
                in.position = end;
            } else {
                in.skip(tag);
            }
        }
    }

    private void record(int at, int from, int to, int depth) {
        try {
            walk(RECORD, from, to, depth);
        } catch (TooDeep e) {
            tooDeep.add(at);
        }
    }

    private static void mend(byte[] buffer, int from, int to) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer out = CharBuffer.allocate(Math.min(to - from, 8192) + 1);
        ByteBuffer in = ByteBuffer.wrap(buffer, from, to - from);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            out.clear();
            if (result.isUnderflow()) {
                return;
            }
            for (int i = result.isError() ? result.length() : 0; i > 0; i--) {
                buffer[in.position()] = '?';
                in.position(in.position() + 1);
            }
        }
    }
}
