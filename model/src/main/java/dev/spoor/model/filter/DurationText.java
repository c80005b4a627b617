package dev.spoor.model.filter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 2s}, {@code 1.5h}, {@code 1h30m}; a bare number is milliseconds. */
final class DurationText {
    private static final Map<String, Long> NANOS = new LinkedHashMap<>();
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?|\\.\\d+)(ns|us|ms|s|m|h|d|w)");

    static {
        NANOS.put("w", 604_800_000_000_000L);
        NANOS.put("d", 86_400_000_000_000L);
        NANOS.put("h", 3_600_000_000_000L);
        NANOS.put("m", 60_000_000_000L);
        NANOS.put("s", 1_000_000_000L);
        NANOS.put("ms", 1_000_000L);
        NANOS.put("us", 1_000L);
        NANOS.put("ns", 1L);
    }

    private DurationText() {}

    /**
     * @throws IllegalArgumentException when it is no duration
     * @throws ArithmeticException when it is longer than 292 years
     */
    static long nanos(String text) {
        if (text.length() > 64) {
            throw new IllegalArgumentException("too long");
        }
        if (text.matches("[0-9.]+")) {
            return whole(new BigDecimal(text), "ms");
        }
        Matcher part = PART.matcher(text);
        long sum = 0;
        int end = 0;
        while (end < text.length()) {
            if (!part.find(end) || part.start() != end) {
                throw new IllegalArgumentException("not a duration");
            }
            sum = Math.addExact(sum, whole(new BigDecimal(part.group(1)), part.group(2)));
            end = part.end();
        }
        return sum;
    }

    private static long whole(BigDecimal number, String unit) {
        return number.multiply(BigDecimal.valueOf(java.util.Objects.requireNonNull(NANOS.get(unit))))
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    /** The largest unit that divides it. */
    static String print(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        for (Map.Entry<String, Long> unit : NANOS.entrySet()) {
            if (nanos % unit.getValue() == 0) {
                return nanos / unit.getValue() + unit.getKey();
            }
        }
        throw new AssertionError("1 ns divides everything");
    }
}
