package dev.spoor.dialects.prices;

import dev.spoor.dialects.Providers;
import dev.spoor.model.Cost;
import dev.spoor.model.Span;
import dev.spoor.model.SpanSummary;
import dev.spoor.model.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What model calls cost. Tables are asked in order of strength: the user's overrides, then files the user points at, then
 * the bundled one. Arithmetic is exact. Safe for many threads.
 *
 * <pre>{@code
 * Prices prices = Prices.of(List.of(PriceFiles.read("mine.json", bytes)));
 * Cost cost = prices.price(span, summary);
 * }</pre>
 */
public final class Prices {
    /** Models are few; an attacker's endless new names must not fill the memory. */
    private static final int MAX_REMEMBERED_MODELS = 4096;

    /** Who make models themselves: a model of an unknown or reselling provider is priced as its maker does. */
    private static final List<String> MAKERS = List.of(
            "openai",
            "anthropic",
            "gcp.gemini",
            "mistral_ai",
            "x_ai",
            "deepseek",
            "cohere",
            "perplexity",
            "moonshot_ai",
            "gcp.vertex_ai");

    private record Key(
            @Nullable String provider,
            String model,
            @Nullable String tier) {}

    private record Found(PriceTable table, PriceRow row) {}

    /** Where SDKs write the tier of service, the answer's before the request's. */
    private static final List<String> TIER_KEYS = List.of(
            "openai.response.service_tier",
            "gen_ai.openai.response.service_tier",
            "gen_ai.response.service_tier",
            "openai.request.service_tier",
            "gen_ai.openai.request.service_tier",
            "gen_ai.request.service_tier");

    private final List<PriceTable> tables;
    private final boolean hasTiers;
    private final ConcurrentHashMap<Key, List<Found>> candidates = new ConcurrentHashMap<>();

    private Prices(List<PriceTable> tables) {
        this.tables = List.copyOf(tables);
        this.hasTiers = tables.stream().flatMap(table -> table.rows().stream()).anyMatch(row -> row.tier() != null);
    }

    /** The bundled table alone. */
    public static Prices bundled() {
        return of(List.of());
    }

    /** These tables, the strongest first, before the bundled one. */
    public static Prices of(List<PriceTable> strongestFirst) {
        List<PriceTable> all = new ArrayList<>(strongestFirst);
        all.addAll(BundledPrices.TABLES);
        return new Prices(all);
    }

    /** Changes whenever a cost may. */
    public String version() {
        return String.join(" ", tables.stream().map(PriceTable::name).toList());
    }

    /**
     * The cost of a span: what its sender says, else usage by price. A span whose usage repeats that of its children
     * costs nothing itself.
     */
    public Cost price(Span span, SpanSummary summary) {
        if (summary.givenCostUsd() != null) {
            return new Cost(summary.givenCostUsd(), Cost.Source.GIVEN, null);
        }
        if (!summary.usageCounts() || summary.usage().isEmpty()) {
            return Cost.NONE;
        }
        long epochMillis = span.startEpochNanos() / 1_000_000;
        String tier = hasTiers ? tier(span) : null;
        Cost answered = price(summary.provider(), summary.responseModel(), tier, summary.usage(), epochMillis);
        return answered.source() == Cost.Source.COMPUTED
                ? answered
                : price(summary.provider(), summary.requestModel(), tier, summary.usage(), epochMillis);
    }

    /** The tier of service that the call was answered with, else the one asked for. */
    private static @Nullable String tier(Span span) {
        for (String key : TIER_KEYS) {
            String tier = span.attributes().text(key);
            if (tier != null && !tier.isBlank()) {
                return tier.trim().toLowerCase(Locale.ROOT);
            }
        }
        return null;
    }

    /**
     * Usage by price.
     *
     * @param provider canonical or not; null when unknown
     * @param tier of service, in lower case; null for the usual one
     * @param epochMillis when the call began, since prices change
     */
    public Cost price(
            @Nullable String provider, @Nullable String model, @Nullable String tier, Usage usage, long epochMillis) {
        if (usage.isEmpty()) {
            return Cost.NONE;
        }
        if (model != null && !model.isBlank()) {
            for (Found found : candidates(new Key(Providers.canonical(provider), model, tier))) {
                if (found.row().period().contains(epochMillis)) {
                    BigDecimal usd = found.row().rates().cost(usage);
                    String row = found.table().name() + " " + found.row().id();
                    return new Cost(usd, Cost.Source.COMPUTED, row);
                }
            }
        }
        return new Cost(null, Cost.Source.UNPRICED, null);
    }

    /** Usage by the price of the usual tier. */
    public Cost price(@Nullable String provider, @Nullable String model, Usage usage, long epochMillis) {
        return price(provider, model, null, usage, epochMillis);
    }

    private List<Found> candidates(Key key) {
        List<Found> known = candidates.get(key);
        if (known == null) {
            known = search(key);
            if (candidates.size() < MAX_REMEMBERED_MODELS) {
                candidates.put(key, known);
            }
        }
        return known;
    }

    /** Rows that may price the model, best first: by table, then by provider, then by how exactly the name is met. */
    private List<Found> search(Key key) {
        List<Found> found = new ArrayList<>();
        List<String> names = ModelNames.of(key.model());
        for (PriceTable table : tables) {
            for (String name : names) {
                add(found, table, name, key.provider(), key.tier());
            }
            for (String maker : MAKERS) {
                for (String name : names) {
                    add(found, table, name, maker, key.tier());
                }
            }
        }
        return List.copyOf(found);
    }

    /** Rows of the call's own tier before those of any. */
    private static void add(
            List<Found> found, PriceTable table, String model, @Nullable String provider, @Nullable String tier) {
        List<Found> ofAnyTier = new ArrayList<>();
        for (PriceRow row : table.rows()) {
            boolean charged = row.provider() == null || row.provider().equals(provider);
            if (charged && row.model().test(model)) {
                if (row.tier() == null) {
                    ofAnyTier.add(new Found(table, row));
                } else if (row.tier().equals(tier)) {
                    found.add(new Found(table, row));
                }
            }
        }
        found.addAll(ofAnyTier);
    }
}
