package dev.spoor.dialects.prices;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/**
 * A price in USD for a million tokens, which may change with the length of the prompt.
 *
 * @param steps by rising start; from that many prompt tokens on, all tokens of the call cost the step's price
 */
public record Rate(BigDecimal usdPerMillion, List<Step> steps) {

    /** A price from {@code fromInputTokens} prompt tokens on, all prompt tokens counted. */
    public record Step(long fromInputTokens, BigDecimal usdPerMillion) {}

    public Rate {
        steps = steps.stream()
                .sorted(Comparator.comparingLong(Step::fromInputTokens))
                .toList();
    }

    public static Rate of(BigDecimal usdPerMillion) {
        return new Rate(usdPerMillion, List.of());
    }

    /** The price in force for a prompt of that many tokens. */
    BigDecimal at(long inputTokens) {
        BigDecimal price = usdPerMillion;
        for (Step step : steps) {
            if (inputTokens >= step.fromInputTokens()) {
                price = step.usdPerMillion();
            }
        }
        return price;
    }
}
