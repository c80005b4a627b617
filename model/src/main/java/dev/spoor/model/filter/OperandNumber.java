package dev.spoor.model.filter;

import java.math.BigDecimal;

/** What an operand is as a number: a plain one, nanoseconds, or nanoseconds since 1970. */
final class OperandNumber {
    private OperandNumber() {}

    static BigDecimal of(Operand operand, long nowEpochNanos) {
        if (operand instanceof Operand.Number number) {
            return number.value();
        } else if (operand instanceof Operand.Duration duration) {
            return BigDecimal.valueOf(duration.nanos());
        } else if (operand instanceof Operand.Instant instant) {
            return BigDecimal.valueOf(instant.epochNanos());
        } else if (operand instanceof Operand.Now now) {
            return BigDecimal.valueOf(nowEpochNanos).add(BigDecimal.valueOf(now.offsetNanos()));
        }
        throw new IllegalArgumentException("No number: " + operand);
    }
}
