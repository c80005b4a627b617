package dev.spoor.dialects.prices;

import dev.spoor.dialects.json.Json;
import dev.spoor.dialects.prices.Rates.Bucket;
import dev.spoor.model.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads prices as files write them. */
final class PriceNumbers {
    private PriceNumbers() {}

    /** A number, or {@code {"base": …, "tiers": [{"start": tokens, "price": …}]}}; anything else is no price. */
    static void put(Map<Bucket, Rate> rates, Bucket bucket, @Nullable Value value) {
        BigDecimal base = decimal(value instanceof Value.MapOf ? Json.at(value, "base") : value);
        if (base == null) {
            return;
        }
        List<Rate.Step> steps = new ArrayList<>();
        for (Value tier : Json.items(Json.at(value, "tiers"))) {
            BigDecimal price = decimal(Json.at(tier, "price"));
            long start = Json.count(Json.at(tier, "start"));
            if (price != null && start >= 0) {
                steps.add(new Rate.Step(start, price));
            }
        }
        rates.putIfAbsent(bucket, new Rate(base, steps));
    }

    /** The number as it was written: the shortest decimal of a double is what a person typed. Negative is none. */
    static @Nullable BigDecimal decimal(@Nullable Value value) {
        double number = Json.number(value);
        if (value == null || Double.isNaN(number) || number < 0) {
            return null;
        }
        if (value instanceof Value.Text text) {
            return new BigDecimal(text.text().strip());
        }
        return value instanceof Value.Int whole ? BigDecimal.valueOf(whole.value()) : BigDecimal.valueOf(number);
    }
}
