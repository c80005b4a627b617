package dev.spoor.otlp;

import org.jspecify.annotations.Nullable;

/**
 * Walks one span's bytes: checks them all, so that reading later cannot fail, and picks out the ids. One instance serves
 * many spans, one after the other.
 */
final class SpanCheck {
    private final byte[] buffer;
    private final OtlpLimits limits;

    long traceHigh;
    long traceLow;
    long spanId;

    SpanCheck(byte[] buffer, OtlpLimits limits) {
        this.buffer = buffer;
        this.limits = limits;
    }

    /**
     * Reads the span in these bytes and leaves its ids in the fields.
     *
     * @return why the span is refused, or null when it is good
     * @throws MalformedOtlpException when the bytes are no span at all
     */
    @Nullable
    String refusal(int from, int to) {
        int traceIdLength = 0;
        int spanIdLength = 0;
        int parentLength = 0;
        boolean named = false;
        long start = 0;
        long end = 0;
        int attributes = 0;
        int eventsAndLinks = 0;
        traceHigh = 0;
        traceLow = 0;
        spanId = 0;
        WireReader in = new WireReader(buffer, from, to);
        try {
            while (in.hasMore()) {
                int tag = in.tag();
                switch (tag >>> 3) {
                    case 1 -> {
                        int stop = bytes(in, tag);
                        traceIdLength = stop - in.position;
                        if (traceIdLength == 16) {
                            traceHigh = Long.reverseBytes(in.fixed64());
                            traceLow = Long.reverseBytes(in.fixed64());
                        }
                        in.position = stop;
                    }
                    case 2 -> {
                        int stop = bytes(in, tag);
                        spanIdLength = stop - in.position;
                        if (spanIdLength == 8) {
                            spanId = Long.reverseBytes(in.fixed64());
                        }
                        in.position = stop;
                    }
                    case 4 -> {
                        int stop = bytes(in, tag);
                        parentLength = stop - in.position;
                        in.position = stop;
                    }
                    case 5 -> {
                        int stop = bytes(in, tag);
                        named = stop > in.position;
                        in.position = stop;
                    }
                    case 7 -> {
                        in.expect(tag, WireReader.FIXED64);
                        start = in.fixed64();
                    }
                    case 8 -> {
                        in.expect(tag, WireReader.FIXED64);
                        end = in.fixed64();
                    }
                    case 9 -> {
                        int stop = bytes(in, tag);
                        AnyValues.checkKeyValue(buffer, in.position, stop, limits.maxDepth());
                        in.position = stop;
                        attributes++;
                    }
                    case 11 -> {
                        checkPart(in, tag, 3);
                        eventsAndLinks++;
                    }
                    case 13 -> {
                        checkPart(in, tag, 4);
                        eventsAndLinks++;
                    }
                    case 15 -> {
                        int stop = bytes(in, tag);
                        checkStatus(in.position, stop);
                        in.position = stop;
                    }
                    case 3 -> in.position = bytes(in, tag);
                    case 6, 10, 12, 14 -> {
                        in.expect(tag, WireReader.VARINT);
                        in.varint();
                    }
                    case 16 -> {
                        in.expect(tag, WireReader.FIXED32);
                        in.fixed32();
                    }
                    default -> in.skip(tag);
                }
            }
        } catch (AnyValues.TooDeepException e) {
            return "an attribute nests deeper than " + limits.maxDepth();
        } catch (TooManyException e) {
            return e.getMessage();
        }
        if (traceIdLength != 16) {
            return "trace_id must have 16 bytes";
        }
        if (traceHigh == 0 && traceLow == 0) {
            return "trace_id is all zero";
        }
        if (spanIdLength != 8) {
            return "span_id must have 8 bytes";
        }
        if (spanId == 0) {
            return "span_id is all zero";
        }
        if (parentLength != 0 && parentLength != 8) {
            return "parent_span_id must have 8 bytes or none";
        }
        if (!named) {
            return "name is missing";
        }
        if (start == 0) {
            return "start_time_unix_nano is missing";
        }
        if (start < 0 || end < 0) {
            return "a time lies beyond the year 2262";
        }
        if (end != 0 && end < start) {
            return "end_time_unix_nano is before start_time_unix_nano";
        }
        if (attributes > limits.maxAttributes()) {
            return "more than " + limits.maxAttributes() + " attributes";
        }
        if (eventsAndLinks > limits.maxEventsAndLinks()) {
            return "more than " + limits.maxEventsAndLinks() + " events and links";
        }
        return null;
    }

    /** Checks an event or a link, whose attributes are in the given field. */
    private void checkPart(WireReader outer, int outerTag, int attributesField) {
        int stop = bytes(outer, outerTag);
        WireReader in = new WireReader(buffer, outer.position, stop);
        outer.position = stop;
        int attributes = 0;
        while (in.hasMore()) {
            int tag = in.tag();
            if (tag >>> 3 == attributesField) {
                int end = bytes(in, tag);
                AnyValues.checkKeyValue(buffer, in.position, end, limits.maxDepth());
                in.position = end;
                if (++attributes > limits.maxAttributes()) {
                    throw new TooManyException(
                            "more than " + limits.maxAttributes() + " attributes on an event or link");
                }
            } else {
                in.skip(tag);
            }
        }
    }

    private void checkStatus(int from, int to) {
        WireReader in = new WireReader(buffer, from, to);
        while (in.hasMore()) {
            in.skip(in.tag());
        }
    }

    private static int bytes(WireReader in, int tag) {
        in.expect(tag, WireReader.BYTES);
        return in.endOfBytes();
    }

    /** Something of the span exceeds a limit; becomes the reason why it is refused. */
    private static final class TooManyException extends RuntimeException {
        TooManyException(String message) {
            super(message, null, false, false);
        }
    }
}
