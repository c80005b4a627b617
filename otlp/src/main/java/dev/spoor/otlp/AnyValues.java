package dev.spoor.otlp;

import dev.spoor.model.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** OTLP's AnyValue (common.proto), read and checked. */
final class AnyValues {
    private AnyValues() {}

    /** Reads the AnyValue in these bytes. They have been {@linkplain #check checked} before, so nesting is bounded. */
    static Value read(byte[] buffer, int from, int to) {
        WireReader in = new WireReader(buffer, from, to);
        Value value = Value.EMPTY;
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag >>> 3) {
                case 1 -> {
                    int end = bytes(in, tag);
                    value = Texts.of(buffer, in.position, end);
                    in.position = end;
                }
                case 2 -> {
                    in.expect(tag, WireReader.VARINT);
                    value = new Value.Bool(in.varint() != 0);
                }
                case 3 -> {
                    in.expect(tag, WireReader.VARINT);
                    value = new Value.Int(in.varint());
                }
                case 4 -> {
                    in.expect(tag, WireReader.FIXED64);
                    value = new Value.Real(Double.longBitsToDouble(in.fixed64()));
                }
                case 5 -> {
                    int end = bytes(in, tag);
                    value = readList(buffer, in.position, end);
                    in.position = end;
                }
                case 6 -> {
                    int end = bytes(in, tag);
                    value = readMap(buffer, in.position, end);
                    in.position = end;
                }
                case 7 -> {
                    int end = bytes(in, tag);
                    value = new Value.Bytes(Arrays.copyOfRange(buffer, in.position, end));
                    in.position = end;
                }
                default -> in.skip(tag);
            }
        }
        return value;
    }

    private static Value readList(byte[] buffer, int from, int to) {
        WireReader in = new WireReader(buffer, from, to);
        List<Value> items = new ArrayList<>();
        while (in.hasMore()) {
            int tag = in.tag();
            if (tag >>> 3 == 1) {
                int end = bytes(in, tag);
                items.add(read(buffer, in.position, end));
                in.position = end;
            } else {
                in.skip(tag);
            }
        }
        return new Value.ListOf(items);
    }

    private static Value readMap(byte[] buffer, int from, int to) {
        WireReader in = new WireReader(buffer, from, to);
        Map<String, Value> entries = new LinkedHashMap<>();
        while (in.hasMore()) {
            int tag = in.tag();
            if (tag >>> 3 == 1) {
                int end = bytes(in, tag);
                readKeyValue(buffer, in.position, end, entries);
                in.position = end;
            } else {
                in.skip(tag);
            }
        }
        return new Value.MapOf(entries);
    }

    private static void readKeyValue(byte[] buffer, int from, int to, Map<String, Value> into) {
        WireReader in = new WireReader(buffer, from, to);
        String key = "";
        Value value = Value.EMPTY;
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag >>> 3) {
                case 1 -> {
                    int end = bytes(in, tag);
                    key = Keys.of(buffer, in.position, end);
                    in.position = end;
                }
                case 2 -> {
                    int end = bytes(in, tag);
                    value = read(buffer, in.position, end);
                    in.position = end;
                }
                default -> in.skip(tag);
            }
        }
        into.put(key, value);
    }

    /** Checks that the bytes are a KeyValue whose value nests at most {@code depth} deep. */
    static void checkKeyValue(byte[] buffer, int from, int to, int depth) {
        WireReader in = new WireReader(buffer, from, to);
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag >>> 3) {
                case 1 -> in.position = bytes(in, tag);
                case 2 -> {
                    int end = bytes(in, tag);
                    check(buffer, in.position, end, depth);
                    in.position = end;
                }
                default -> in.skip(tag);
            }
        }
    }

    private static void check(byte[] buffer, int from, int to, int depth) {
        if (depth <= 0) {
            throw new TooDeepException();
        }
        WireReader in = new WireReader(buffer, from, to);
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag >>> 3) {
                case 1, 7 -> in.position = bytes(in, tag);
                case 2, 3 -> {
                    in.expect(tag, WireReader.VARINT);
                    in.varint();
                }
                case 4 -> {
                    in.expect(tag, WireReader.FIXED64);
                    in.fixed64();
                }
                case 5, 6 -> {
                    boolean map = tag >>> 3 == 6;
                    int end = bytes(in, tag);
                    checkItems(buffer, in.position, end, map, depth - 1);
                    in.position = end;
                }
                default -> in.skip(tag);
            }
        }
    }

    private static void checkItems(byte[] buffer, int from, int to, boolean map, int depth) {
        WireReader in = new WireReader(buffer, from, to);
        while (in.hasMore()) {
            int tag = in.tag();
            if (tag >>> 3 == 1) {
                int end = bytes(in, tag);
                if (map) {
                    checkKeyValue(buffer, in.position, end, depth);
                } else {
                    check(buffer, in.position, end, depth);
                }
                in.position = end;
            } else {
                in.skip(tag);
            }
        }
    }

    private static int bytes(WireReader in, int tag) {
        in.expect(tag, WireReader.BYTES);
        return in.endOfBytes();
    }

    /** A value nests deeper than the limit; becomes the reason why its span is refused. */
    static final class TooDeepException extends RuntimeException {
        TooDeepException() {
            super("too deep", null, false, false);
        }
    }
}
