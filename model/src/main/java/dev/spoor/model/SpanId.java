package dev.spoor.model;

/** A span's 8-byte id, as OpenTelemetry has it. Written as 16 lower-case hex digits. Never zero. */
public record SpanId(long value) implements Comparable<SpanId> {

    public SpanId {
        if (value == 0) {
            throw new IllegalArgumentException("a span id must not be all zero");
        }
    }

    /**
     * Reads 16 hex digits of either case.
     *
     * @throws IllegalArgumentException naming what was found, when the text is no span id
     */
    public static SpanId parse(String text) {
        if (text.length() != 16 || !Hex.isHex(text)) {
            throw new IllegalArgumentException("a span id has 16 hex digits, not '" + text + "'");
        }
        return new SpanId(Long.parseUnsignedLong(text, 16));
    }

    @Override
    public int compareTo(SpanId other) {
        return Long.compareUnsigned(value, other.value);
    }

    /** 16 lower-case hex digits. */
    @Override
    public String toString() {
        return Hex.of(value);
    }
}
