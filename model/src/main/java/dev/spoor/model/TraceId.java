package dev.spoor.model;

/** A trace's 16-byte id, as OpenTelemetry has it. Written as 32 lower-case hex digits. Never all zero. */
public record TraceId(long high, long low) implements Comparable<TraceId> {

    public TraceId {
        if (high == 0 && low == 0) {
            throw new IllegalArgumentException("a trace id must not be all zero");
        }
    }

    /**
     * Reads 32 hex digits of either case; MLflow's prefix {@code tr-} is accepted.
     *
     * @throws IllegalArgumentException naming what was found, when the text is no trace id
     */
    public static TraceId parse(String text) {
        String hex = text.startsWith("tr-") ? text.substring(3) : text;
        if (hex.length() != 32 || !Hex.isHex(hex)) {
            throw new IllegalArgumentException("a trace id has 32 hex digits, not '" + text + "'");
        }
        return new TraceId(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
    }

    @Override
    public int compareTo(TraceId other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** 32 lower-case hex digits. */
    @Override
    public String toString() {
        return Hex.of(high) + Hex.of(low);
    }
}
