package dev.spoor.dialects.prices;

import java.util.List;

/**
 * A table of prices.
 *
 * @param name with its version, as it is shown beside a cost: {@code @pydantic/genai-prices@0.1.8}
 * @param rows the first that matches and holds wins
 */
public record PriceTable(String name, List<PriceRow> rows) {
    public PriceTable {
        rows = List.copyOf(rows);
    }
}
