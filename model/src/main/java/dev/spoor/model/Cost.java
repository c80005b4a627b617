package dev.spoor.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a model call cost.
 *
 * @param usd exact; null when nothing prices the call
 * @param source where the number comes from
 * @param priceRow the row of the price table that made it, with the table's version, or null
 */
public record Cost(
        @Nullable BigDecimal usd, Source source, @Nullable String priceRow) {
    public static final Cost NONE = new Cost(null, Source.NONE, null);

    public enum Source {
        /** The span has no usage to price. */
        NONE,
        /** The sender gave the cost. */
        GIVEN,
        /** Computed from usage and a price table. */
        COMPUTED,
        /** There is usage, but no table has a price for the model. */
        UNPRICED
    }
}
