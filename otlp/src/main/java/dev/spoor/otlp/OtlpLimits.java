package dev.spoor.otlp;

/**
 * Bounds on what one request may hold, so that a small hostile body cannot grow into much memory. They lie far above what
 * real clients send; what exceeds them is refused with its reason, never cut.
 *
 * @param maxSpansPerRequest also bounds the log records of a request
 * @param maxAttributes per span, event, link, resource or scope; at most 32,000
 * @param maxEventsAndLinks per span
 * @param maxDepth how deep a value may nest
 */
public record OtlpLimits(int maxSpansPerRequest, int maxAttributes, int maxEventsAndLinks, int maxDepth) {
    public OtlpLimits {
        positive("maxSpansPerRequest", maxSpansPerRequest);
        positive("maxAttributes", maxAttributes);
        if (maxAttributes > 32_000) {
            throw new IllegalArgumentException("maxAttributes must be at most 32000, not " + maxAttributes);
        }
        positive("maxEventsAndLinks", maxEventsAndLinks);
        positive("maxDepth", maxDepth);
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more, not " + value);
        }
    }

    /** For bytes that were checked when they came. */
    static final OtlpLimits NONE = new OtlpLimits(Integer.MAX_VALUE, 32_000, Integer.MAX_VALUE, 10_000);

    public static final OtlpLimits DEFAULT = new OtlpLimits(200_000, 10_000, 100_000, 64);
}
