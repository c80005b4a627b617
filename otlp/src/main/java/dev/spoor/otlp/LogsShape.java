package dev.spoor.otlp;

import java.util.Map;

/**
 * Counts the messages within an {@code ExportLogsServiceRequest} before generated classes make an object of each: an empty
 * message takes two bytes on the wire and a hundred in memory.
 */
final class LogsShape {
    /** About 100 MB of objects. Records hold some ten to a hundred messages each. */
    static final int MAX_MESSAGES = 1_000_000;

    private static final Type ANY_VALUE = new Type();
    private static final Type KEY_VALUE = new Type(Map.of(2, ANY_VALUE));
    private static final Type ARRAY = new Type(Map.of(1, ANY_VALUE));
    private static final Type KEY_VALUES = new Type(Map.of(1, KEY_VALUE));
    private static final Type ENTITY = new Type();
    private static final Type RESOURCE = new Type(Map.of(1, KEY_VALUE, 3, ENTITY));
    private static final Type SCOPE = new Type(Map.of(3, KEY_VALUE));
    private static final Type RECORD = new Type(Map.of(5, ANY_VALUE, 6, KEY_VALUE));
    private static final Type SCOPE_LOGS = new Type(Map.of(1, SCOPE, 2, RECORD));
    private static final Type RESOURCE_LOGS = new Type(Map.of(1, RESOURCE, 2, SCOPE_LOGS));
    private static final Type LOGS = new Type(Map.of(1, RESOURCE_LOGS));

    static {
        ANY_VALUE.messages = Map.of(5, ARRAY, 6, KEY_VALUES);
    }

    private final byte[] buffer;
    private int count;

    private LogsShape(byte[] buffer) {
        this.buffer = buffer;
    }

    /** A message by its fields that are messages. Set once; values may hold values, so not at once. */
    private static final class Type {
        private Map<Integer, Type> messages;

        Type() {
            this(Map.of());
        }

        Type(Map<Integer, Type> messages) {
            this.messages = messages;
        }
    }

    /** @throws MalformedOtlpException when there are too many messages, or they nest too deep, or are none */
    static void check(byte[] request) {
        new LogsShape(request).count(LOGS, 0, request.length, 100);
    }

    private void count(Type type, int from, int to, int depth) {
        if (depth == 0) {
            throw new MalformedOtlpException("a value in the request's log records nests too deep");
        }
        WireReader in = new WireReader(buffer, from, to);
        while (in.hasMore()) {
            int tag = in.tag();
            Type field = (tag & 7) == WireReader.BYTES ? type.messages.get(tag >>> 3) : null;
            if (field == null) {
                in.skip(tag);
                continue;
            }
            if (++count > MAX_MESSAGES) {
                throw new MalformedOtlpException(
                        "the request's log records hold more than " + MAX_MESSAGES + " values");
            }
            int end = in.endOfBytes();
            count(field, in.position, end, depth - 1);
            in.position = end;
        }
    }
}
