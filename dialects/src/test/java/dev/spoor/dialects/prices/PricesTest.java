package dev.spoor.dialects.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spoor.model.Cost;
import dev.spoor.model.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PricesTest {
    private static final long NOW = Instant.parse("2026-06-01T12:00:00Z").toEpochMilli();
    private static final Usage THOUSAND = Usage.inclusive(1000, 0, 0, 1000, 0);

    private static PriceTable table(String json) {
        return PriceFiles.read("mine.json", json.getBytes(StandardCharsets.UTF_8));
    }

    private static Cost price(Prices prices, String provider, String model, Usage usage) {
        return prices.price(provider, model, usage, NOW);
    }

    @Test
    void theBundledTableKnowsWellKnownModelsByTheNamesThatAnswersCarry() {
        Prices prices = Prices.bundled();
        assertThat(price(prices, "openai", "gpt-4o-mini", THOUSAND).usd()).isEqualByComparingTo("0.00075");
        for (String name : List.of("gpt-4o-mini-2024-07-18", "openai/gpt-4o-mini", "GPT-4o-mini")) {
            Cost cost = price(prices, null, name, THOUSAND);
            assertThat(cost.usd()).as(name).isEqualByComparingTo("0.00075");
            assertThat(cost.priceRow()).as(name).matches("@pydantic/genai-prices@[0-9.]+ openai/gpt-4o-mini");
        }
    }

    @Test
    void theBundledTablesKnowRegionsEmbeddingsAndWhatTheFirstOfThemLacks() {
        Prices prices = Prices.bundled();
        assertThat(price(prices, "aws.bedrock", "global.anthropic.claude-haiku-4-5-20251001-v1:0", THOUSAND)
                        .usd())
                .isEqualByComparingTo("0.006");
        assertThat(price(prices, "openai", "text-embedding-3-small", Usage.inclusive(1_000_000, 0, 0, 0, 0))
                        .usd())
                .isEqualByComparingTo("0.02");
        assertThat(BundledPrices.TABLES)
                .allSatisfy(table -> assertThat(table.rows()).hasSizeGreaterThan(300));
    }

    @Test
    void aTierOfServiceHasItsOwnPrice() {
        Prices overrides = Prices.of(List.of(table("""
                {"overrides": [{"model": "own", "tier": "Batch", "input": 1}, {"model": "own", "input": 2}]}
                """)));
        Prices litellm = Prices.of(List.of(table("""
                {"own": {"input_cost_per_token": 2e-06, "input_cost_per_token_batches": 1e-06}}
                """)));
        Usage million = Usage.inclusive(1_000_000, 0, 0, 0, 0);
        for (Prices prices : List.of(overrides, litellm)) {
            assertThat(prices.price(null, "own", "batch", million, NOW).usd()).isEqualByComparingTo("1");
            assertThat(prices.price(null, "own", "flex", million, NOW).usd()).isEqualByComparingTo("2");
            assertThat(prices.price(null, "own", million, NOW).usd()).isEqualByComparingTo("2");
        }
    }

    @Test
    void changedFilesAreTakenUpWholeOrNotAtAll(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("mine.json"), "{\"overrides\": [{\"model\": \"gpt-4o-mini\", \"input\": 7}]}");
        ReloadedPrices prices = new ReloadedPrices(List.of(file), List.of());
        Usage million = Usage.inclusive(1_000_000, 0, 0, 0, 0);
        assertThat(prices.reload()).isFalse();
        Files.writeString(file, "{\"overrides\": [{\"model\": \"gpt-4o-mini\", \"input\": 8}]}");
        String before = prices.current().version();
        assertThat(prices.reload()).isTrue();
        assertThat(prices.current().version()).isNotEqualTo(before);
        assertThat(prices.current().price("openai", "gpt-4o-mini", million, NOW).usd())
                .isEqualByComparingTo("8");
        Files.writeString(file, "{");
        assertThatThrownBy(prices::reload).hasMessageContaining("price file mine.json is not JSON");
        assertThat(prices.current().price("openai", "gpt-4o-mini", million, NOW).usd())
                .isEqualByComparingTo("8");
        Path missing = folder.resolve("none.json");
        assertThatThrownBy(() -> new ReloadedPrices(List.of(), List.of(missing)))
                .hasMessage("there is no price file " + missing);
    }

    @Test
    void aModelWithoutAPriceIsUnpricedAndNotFree() {
        Cost cost = price(Prices.bundled(), "openai", "our-own-model", THOUSAND);
        assertThat(cost).isEqualTo(new Cost(null, Cost.Source.UNPRICED, null));
        assertThat(price(Prices.bundled(), "openai", null, THOUSAND).source()).isEqualTo(Cost.Source.UNPRICED);
        assertThat(price(Prices.bundled(), "openai", "gpt-4o-mini", Usage.NONE)).isEqualTo(Cost.NONE);
    }

    @Test
    void eachBucketHasItsRateAndFallsBackToWhatContainsIt() {
        Prices prices = Prices.of(List.of(table("""
                {"overrides": [
                  {"model": "full", "input": 1, "output": 2, "cache_read": 0.1, "cache_write": 1.25,
                   "cache_write_one_hour": 2, "reasoning": 3, "input_audio": 4, "output_audio": 5, "input_image": 6,
                   "output_image": 7},
                  {"model": "plain", "input": 1, "output": 2}]}
                """)));
        Usage usage = new Usage(1_000_000, 1_000_000, 2_000_000, 1, 1, 1_000_000, 1_000_000, 1, 1, 1_000_000);
        assertThat(price(prices, null, "full", usage).usd()).isEqualByComparingTo("9.350022");
        assertThat(price(prices, null, "plain", usage).usd()).isEqualByComparingTo("8.000006");
    }

    @Test
    void longPromptsCostTheirTiersPriceForAllTokens() {
        Prices prices = Prices.of(List.of(table("""
                {"overrides": [{"model": "long", "input": {"base": 1, "tiers": [{"start": 200000, "price": 2}]},
                 "output": {"base": 10, "tiers": [{"start": 200000, "price": 15}]}}]}
                """)));
        assertThat(price(prices, null, "long", Usage.inclusive(199_999, 0, 0, 10, 0))
                        .usd())
                .isEqualByComparingTo("0.200099");
        assertThat(price(prices, null, "long", Usage.inclusive(200_000, 100_000, 0, 10, 0))
                        .usd())
                .isEqualByComparingTo("0.40015");
    }

    @Test
    void overridesAreStrongerThanFilesAndFilesThanTheBundle() {
        PriceTable override =
                table("{\"overrides\": [{\"model\": \"gpt-4o-mini\", \"until\": \"2026-01-01\", \"input\": 7}]}");
        PriceTable file = table("""
                {"gpt-4o-mini": {"litellm_provider": "openai", "input_cost_per_token": 9e-06, "output_cost_per_token": 0}}
                """);
        Prices prices = Prices.of(List.of(override, file));
        Usage million = Usage.inclusive(1_000_000, 0, 0, 0, 0);
        long before = Instant.parse("2025-06-01T00:00:00Z").toEpochMilli();
        assertThat(prices.price("openai", "gpt-4o-mini", million, before).usd()).isEqualByComparingTo("7");
        assertThat(prices.price("openai", "gpt-4o-mini", million, NOW).usd()).isEqualByComparingTo("9");
        assertThat(prices.price("openai", "gpt-4o", million, NOW).priceRow()).startsWith("@pydantic/genai-prices");
    }

    @Test
    void genaiPricesMatchByRulesAndByDate() {
        Prices prices = Prices.of(List.of(table("""
                [{"id": "acme", "name": "Acme", "models": [{"id": "acme-1",
                  "match": {"or": [{"equals": "acme-1"}, {"and": [{"starts_with": "acme-1-"}, {"not": {"contains": "free"}}]}]},
                  "prices": [
                    {"prices": {"input_mtok": 4, "output_mtok": 8}},
                    {"constraint": {"start_date": "2026-01-01"}, "prices": {"input_mtok": {"base": 2, "tiers": [{"start": 10, "price": 3}]}, "output_mtok": 6}},
                    {"constraint": {"start_time": "22:00:00Z", "end_time": "06:00:00Z"}, "prices": {"input_mtok": 1, "output_mtok": 2}}]}]}]
                """)));
        Usage million = Usage.inclusive(0, 0, 0, 1_000_000, 0);
        assertThat(prices.price("acme", "acme-1", million, at("2025-05-01T12:00:00Z"))
                        .usd())
                .isEqualByComparingTo("8");
        assertThat(prices.price("acme", "acme-1-x", million, at("2026-05-01T12:00:00Z"))
                        .usd())
                .isEqualByComparingTo("6");
        assertThat(prices.price("acme", "acme-1", million, at("2026-05-01T23:00:00Z"))
                        .usd())
                .isEqualByComparingTo("2");
        assertThat(prices.price("acme", "acme-1-free", million, NOW).source()).isEqualTo(Cost.Source.UNPRICED);
    }

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    @Test
    void liteLlmsPricesAreForOneTokenAndMayRiseAboveALength() {
        Prices prices = Prices.of(List.of(table("""
                {"sample_spec": {"input_cost_per_token": 0},
                 "azure/own": {"litellm_provider": "azure", "input_cost_per_token": 7.5e-08, "output_cost_per_token": 3e-07,
                   "cache_read_input_token_cost": 1e-08, "input_cost_per_token_above_200k_tokens": 1.5e-07}}
                """)));
        assertThat(price(prices, "azure", "own", Usage.inclusive(200_000, 100_000, 0, 0, 0))
                        .usd())
                .isEqualByComparingTo("0.0085");
        assertThat(price(prices, "azure", "own", Usage.inclusive(200_001, 0, 0, 0, 0))
                        .usd())
                .isEqualByComparingTo("0.03000015");
    }

    @Test
    void aBadFileIsRefusedWithTheFieldThatIsWrong() {
        assertThatThrownBy(() -> table("{")).hasMessage("price file mine.json is not JSON");
        assertThatThrownBy(() -> table("{\"overrides\": [{\"model\": \"(\", \"input\": 1}]}"))
                .hasMessageContaining("overrides[0].model is not a regular expression");
        assertThatThrownBy(() -> table("{\"overrides\": [{\"model\": \"x\", \"inputs\": 1}]}"))
                .hasMessageContaining("overrides[0].inputs is not a known key");
        assertThatThrownBy(() -> table("{\"overrides\": [{\"model\": \"x\", \"input\": -1}]}"))
                .hasMessageContaining("overrides[0].input is not a price");
        assertThatThrownBy(() -> table("{\"overrides\": [{\"model\": \"x\", \"from\": \"soon\", \"input\": 1}]}"))
                .hasMessageContaining("overrides[0].from is not a date");
        assertThatThrownBy(() -> table("{\"a\": 1}")).hasMessageContaining("holds no price");
    }
}
