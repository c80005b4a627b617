package dev.spoor.store.local.index;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Money as the index keeps it: a whole number of 10^-12 USD. */
final class Money {
    static final BigDecimal UNITS_PER_USD = BigDecimal.TEN.pow(12);

    private static final int SCALE = 12;

    private Money() {}

    /** Null stays null. What a BIGINT cannot hold, over nine million dollars, is cut to the most it can. */
    static @Nullable Long toUnits(@Nullable BigDecimal usd) {
        if (usd == null) {
            return null;
        }
        BigDecimal units = usd.movePointRight(SCALE).setScale(0, RoundingMode.HALF_UP);
        if (units.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            return units.signum() < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE;
        }
        return units.longValueExact();
    }

    static @Nullable BigDecimal toUsd(@Nullable BigDecimal units) {
        if (units == null) {
            return null;
        }
        BigDecimal usd = units.movePointLeft(SCALE).stripTrailingZeros();
        return usd.scale() < 0 ? usd.setScale(0) : usd;
    }
}
