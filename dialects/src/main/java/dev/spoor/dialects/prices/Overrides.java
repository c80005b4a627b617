package dev.spoor.dialects.prices;

import dev.spoor.dialects.Providers;
import dev.spoor.dialects.json.Json;
import dev.spoor.dialects.prices.Rates.Bucket;
import dev.spoor.model.Value;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The user's own prices: {@code {"overrides": [{"model": "gpt-5.*", "provider": "openai", "from": "2026-01-01", "until":
 * "2026-07-01", "input": 1.25, "output": {"base": 10, "tiers": [{"start": 200000, "price": 15}]}}]}}. The model is a
 * regular expression for the whole name; provider, dates (of UTC, until is exclusive) and {@code tier} (the tier of
 * service: batch, flex, priority) may be left out. Further rates:
 * cache_read, cache_write, cache_write_one_hour, reasoning, input_audio, output_audio, input_image, output_image. All in
 * USD for a million tokens.
 */
final class Overrides {
    private static final List<String> OTHER_KEYS = List.of("model", "provider", "from", "until", "tier");

    private Overrides() {}

    static List<PriceRow> rows(Value overrides) {
        List<PriceRow> rows = new ArrayList<>();
        for (Value item : Json.items(overrides)) {
            rows.add(row(item, "overrides[" + rows.size() + "]"));
        }
        return rows;
    }

    private static PriceRow row(Value item, String at) {
        if (!(item instanceof Value.MapOf map)) {
            throw new IllegalArgumentException(at + " is not an object");
        }
        String model = Json.textAt(item, "model");
        if (model == null) {
            throw new IllegalArgumentException(at + ".model is missing: a regular expression for the model's name");
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(model, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    at + ".model is not a regular expression: " + e.getDescription() + " in '" + model + "'", e);
        }
        String provider = Json.textAt(item, "provider");
        String tier = Json.textAt(item, "tier");
        PriceRow.Period period = new PriceRow.Period(
                day(Json.textAt(item, "from"), at + ".from", Long.MIN_VALUE),
                day(Json.textAt(item, "until"), at + ".until", Long.MAX_VALUE),
                -1,
                -1);
        try {
            return new PriceRow(
                    (provider == null ? "" : provider + "/") + model,
                    Providers.canonical(provider),
                    name -> pattern.matcher(name).matches(),
                    period,
                    tier == null ? null : tier.toLowerCase(Locale.ROOT),
                    new Rates(rates(map, at)));
        } catch (IllegalArgumentException e) {
            throw e.getMessage() != null && e.getMessage().startsWith(at)
                    ? e
                    : new IllegalArgumentException(at + ": " + e.getMessage(), e);
        }
    }

    private static Map<Bucket, Rate> rates(Value.MapOf item, String at) {
        Map<Bucket, Rate> rates = new EnumMap<>(Bucket.class);
        for (Map.Entry<String, Value> entry : item.entries().entrySet()) {
            if (OTHER_KEYS.contains(entry.getKey())) {
                continue;
            }
            Bucket bucket;
            try {
                bucket = Bucket.valueOf(entry.getKey().toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(at + "." + entry.getKey() + " is not a known key", e);
            }
            PriceNumbers.put(rates, bucket, entry.getValue());
            if (!rates.containsKey(bucket)) {
                throw new IllegalArgumentException(at + "." + entry.getKey() + " is not a price of 0 or more");
            }
        }
        return rates;
    }

    private static long day(@Nullable String text, String at, long absent) {
        if (text == null) {
            return absent;
        }
        try {
            return LocalDate.parse(text)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant()
                    .toEpochMilli();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(at + " is not a date like 2026-01-31: '" + text + "'", e);
        }
    }
}
