package dev.spoor.dialects.prices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.model.Cost;
import dev.spoor.model.Usage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** A cost is the sum of buckets times prices, to the last digit. */
class ExactPriceTest {
    /** @param start prompt tokens from which {@code then} holds for the whole call; 0 for a price that never changes */
    private record Price(String usd, int start, String then) {
        String json() {
            return start == 0
                    ? usd
                    : "{\"base\":" + usd + ",\"tiers\":[{\"start\":" + start + ",\"price\":" + then + "}]}";
        }

        BigDecimal at(long prompt) {
            return new BigDecimal(start > 0 && prompt >= start ? then : usd);
        }
    }

    @Property(tries = 500, seed = "2026")
    void aCostIsTheSumOfBucketsTimesPrices(@ForAll long seed) {
        Random random = new Random(seed);
        Map<String, Price> prices = new LinkedHashMap<>();
        prices.put("input", price(random));
        prices.put("output", price(random));
        for (String bucket : List.of(
                "cache_read", "cache_write", "cache_write_one_hour", "reasoning", "input_audio", "output_audio")) {
            if (random.nextBoolean()) {
                prices.put(bucket, price(random));
            }
        }
        for (String bucket : List.of("input_image", "output_image")) {
            if (random.nextInt(4) == 0) {
                prices.put(bucket, price(random));
            }
        }
        StringBuilder json = new StringBuilder("{\"overrides\":[{\"model\":\"own\"");
        prices.forEach((bucket, price) ->
                json.append(",\"").append(bucket).append("\":").append(price.json()));
        Prices table =
                Prices.of(List.of(PriceFiles.read("mine.json", (json + "}]}").getBytes(StandardCharsets.UTF_8))));
        long write = random.nextInt(100_000);
        Usage usage = new Usage(
                1 + random.nextInt(300_000),
                random.nextInt(300_000),
                write,
                random.nextInt(1000),
                random.nextInt(1000),
                random.nextInt(100_000),
                random.nextInt(100_000),
                random.nextInt(1000),
                random.nextInt(1000),
                random.nextLong(write + 1));

        long prompt = usage.totalInput();
        BigDecimal millionths = of(prices, prompt, usage.input(), "input")
                .add(of(prices, prompt, usage.cacheRead(), "cache_read", "input"))
                .add(of(prices, prompt, usage.cacheWrite() - usage.cacheWriteOneHour(), "cache_write", "input"))
                .add(of(prices, prompt, usage.cacheWriteOneHour(), "cache_write_one_hour", "cache_write", "input"))
                .add(of(prices, prompt, usage.inputAudio(), "input_audio", "input"))
                .add(of(prices, prompt, usage.inputImage(), "input_image", "input"))
                .add(of(prices, prompt, usage.output(), "output"))
                .add(of(prices, prompt, usage.reasoning(), "reasoning", "output"))
                .add(of(prices, prompt, usage.outputAudio(), "output_audio", "output"))
                .add(of(prices, prompt, usage.outputImage(), "output_image", "output"));
        Cost cost = table.price(null, "own", usage, 0);
        assertThat(cost.source()).isEqualTo(Cost.Source.COMPUTED);
        assertThat(cost.usd()).isEqualByComparingTo(millionths.movePointLeft(6));
    }

    private static Price price(Random random) {
        String usd = random.nextInt(100) + "." + "%05d".formatted(random.nextInt(100_000));
        return random.nextInt(3) == 0
                ? new Price(usd, 1 + random.nextInt(400_000), random.nextInt(100) + ".5")
                : new Price(usd, 0, usd);
    }

    /** Tokens by the price of the first of these buckets that has one. */
    private static BigDecimal of(Map<String, Price> prices, long prompt, long tokens, String... buckets) {
        for (String bucket : buckets) {
            @Nullable Price price = prices.get(bucket);
            if (price != null) {
                return price.at(prompt).multiply(BigDecimal.valueOf(tokens));
            }
        }
        throw new AssertionError("no price for " + buckets[0]);
    }
}
