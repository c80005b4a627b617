package dev.spoor.model.filter;

import java.math.BigDecimal;

/** What a condition compares with. */
public sealed interface Operand {
    record Text(String text) implements Operand {}

    /** Equal when the numbers are, so without trailing zeros. */
    record Number(BigDecimal value) implements Operand {
        public Number {
            value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        }
    }

    record Bool(boolean value) implements Operand {}

    record Duration(long nanos) implements Operand {}

    /** A time on the clock. */
    record Instant(long epochNanos) implements Operand {}

    /** The time of asking plus {@code offsetNanos}, which is usually negative. */
    record Now(long offsetNanos) implements Operand {}
}
