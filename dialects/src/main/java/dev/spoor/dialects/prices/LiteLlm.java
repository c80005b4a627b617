package dev.spoor.dialects.prices;

import dev.spoor.dialects.Providers;
import dev.spoor.dialects.json.Json;
import dev.spoor.dialects.prices.Rates.Bucket;
import dev.spoor.model.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * LiteLLM's {@code model_prices_and_context_window.json}: a map of model names, prices in USD for one token.
 * {@code …_above_200k_tokens} are prices for prompts over that length.
 */
final class LiteLlm {
    private static final Pattern ABOVE = Pattern.compile("_above_(\\d+)k_tokens$");
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    /** Tiers of service, and how the keys of their prices end; batches are a key's plural. */
    private static final Map<String, String> TIERS =
            Map.of("", "", "batch", "_batches", "flex", "_flex", "priority", "_priority");

    private LiteLlm() {}

    static List<PriceRow> rows(Value json) {
        List<PriceRow> rows = new ArrayList<>();
        if (json instanceof Value.MapOf map) {
            map.entries().forEach((name, model) -> {
                if (!name.equals("sample_spec") && model instanceof Value.MapOf entries) {
                    add(rows, name, entries);
                }
            });
        }
        return rows;
    }

    private static void add(List<PriceRow> rows, String key, Value.MapOf model) {
        for (Map.Entry<String, String> tier : TIERS.entrySet()) {
            add(rows, key, model, tier.getKey().isEmpty() ? null : tier.getKey(), tier.getValue());
        }
    }

    private static void add(List<PriceRow> rows, String key, Value.MapOf model, @Nullable String tier, String suffix) {
        Map<Bucket, Rate> rates = new EnumMap<>(Bucket.class);
        put(rates, Bucket.INPUT, model, "input_cost_per_token" + suffix);
        put(rates, Bucket.OUTPUT, model, "output_cost_per_token" + suffix);
        put(rates, Bucket.CACHE_READ, model, "cache_read_input_token_cost" + suffix);
        put(rates, Bucket.CACHE_WRITE, model, "cache_creation_input_token_cost" + suffix);
        put(rates, Bucket.CACHE_WRITE_ONE_HOUR, model, "cache_creation_input_token_cost_above_1hr" + suffix);
        put(rates, Bucket.REASONING, model, "output_cost_per_reasoning_token" + suffix);
        put(rates, Bucket.INPUT_AUDIO, model, "input_cost_per_audio_token" + suffix);
        put(rates, Bucket.OUTPUT_AUDIO, model, "output_cost_per_audio_token" + suffix);
        put(rates, Bucket.INPUT_IMAGE, model, "input_cost_per_image_token" + suffix);
        put(rates, Bucket.OUTPUT_IMAGE, model, "output_cost_per_image_token" + suffix);
        if (!rates.containsKey(Bucket.INPUT) && !rates.containsKey(Bucket.OUTPUT)) {
            return;
        }
        String provider = provider(Json.textAt(model, "litellm_provider"));
        // Keys may begin with the provider: "azure/gpt-4o", "bedrock/us-east-1/anthropic.claude-…".
        String name = key.substring(key.lastIndexOf('/') + 1);
        rows.add(new PriceRow(
                tier == null ? key : key + " " + tier,
                provider,
                text -> text.equalsIgnoreCase(key) || text.equalsIgnoreCase(name),
                PriceRow.Period.ALWAYS,
                tier,
                new Rates(rates)));
    }

    private static @Nullable String provider(@Nullable String name) {
        if (name == null) {
            return null;
        }
        String plain = name.startsWith("vertex_ai") ? "vertex_ai" : name.startsWith("bedrock") ? "bedrock" : name;
        return Providers.canonical(plain.equals("text-completion-openai") ? "openai" : plain);
    }

    private static void put(Map<Bucket, Rate> rates, Bucket bucket, Value.MapOf model, String key) {
        BigDecimal base = perMillion(Json.at(model, key));
        if (base == null) {
            return;
        }
        List<Rate.Step> steps = new ArrayList<>();
        model.entries().forEach((name, value) -> {
            Matcher above = ABOVE.matcher(name);
            if (name.startsWith(key + "_above_") && above.find()) {
                BigDecimal price = perMillion(value);
                if (price != null) {
                    // Above means from the next token on.
                    steps.add(new Rate.Step(Long.parseLong(above.group(1)) * 1000 + 1, price));
                }
            }
        });
        rates.put(bucket, new Rate(base, steps));
    }

    private static @Nullable BigDecimal perMillion(@Nullable Value value) {
        BigDecimal price = PriceNumbers.decimal(value);
        return price == null ? null : price.multiply(MILLION);
    }
}
