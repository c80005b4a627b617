package dev.spoor.dialects.prices;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One row of a price table.
 *
 * @param id names the row within its table: provider and model
 * @param provider the canonical provider that charges so; null for any
 * @param model whether a model's name is meant
 * @param period when the row holds
 * @param tier the tier of service that is charged so, such as {@code batch}, {@code flex} or {@code priority}, in lower
 *     case; null for every tier that has no row of its own
 */
public record PriceRow(
        String id,
        @Nullable String provider,
        Predicate<String> model,
        Period period,
        @Nullable String tier,
        Rates rates) {

    /** A row for calls of any tier. */
    PriceRow(String id, @Nullable String provider, Predicate<String> model, Period period, Rates rates) {
        this(id, provider, model, period, null, rates);
    }

    /**
     * @param fromEpochMillis inclusive
     * @param untilEpochMillis exclusive
     * @param dailyFromSeconds seconds after midnight UTC; with {@code dailyUntilSeconds} a part of every day, which may
     *     go over midnight; both -1 for the whole day
     */
    public record Period(long fromEpochMillis, long untilEpochMillis, int dailyFromSeconds, int dailyUntilSeconds) {
        public static final Period ALWAYS = new Period(Long.MIN_VALUE, Long.MAX_VALUE, -1, -1);

        boolean contains(long epochMillis) {
            if (epochMillis < fromEpochMillis || epochMillis >= untilEpochMillis) {
                return false;
            }
            if (dailyFromSeconds < 0) {
                return true;
            }
            long second = Math.floorMod(Math.floorDiv(epochMillis, 1000L), 86_400L);
            return dailyFromSeconds <= dailyUntilSeconds
                    ? second >= dailyFromSeconds && second < dailyUntilSeconds
                    : second >= dailyFromSeconds || second < dailyUntilSeconds;
        }
    }
}
