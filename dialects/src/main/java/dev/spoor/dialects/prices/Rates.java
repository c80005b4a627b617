package dev.spoor.dialects.prices;

import dev.spoor.model.Usage;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

/** The rates of one model, by bucket of {@link Usage}. A bucket without a rate of its own costs what contains it does. */
public final class Rates {
    /** The buckets that can have a price. */
    public enum Bucket {
        INPUT,
        CACHE_READ,
        CACHE_WRITE,
        CACHE_WRITE_ONE_HOUR,
        INPUT_AUDIO,
        INPUT_IMAGE,
        OUTPUT,
        REASONING,
        OUTPUT_AUDIO,
        OUTPUT_IMAGE
    }

    private static final BigDecimal MILLIONTH = BigDecimal.ONE.movePointLeft(6);

    private final Map<Bucket, Rate> rates;

    /** @throws IllegalArgumentException when there is neither a price for input nor for output */
    public Rates(Map<Bucket, Rate> rates) {
        this.rates = new EnumMap<>(Bucket.class);
        this.rates.putAll(rates);
        if (!rates.containsKey(Bucket.INPUT) && !rates.containsKey(Bucket.OUTPUT)) {
            throw new IllegalArgumentException("a price needs a rate for input or for output tokens");
        }
    }

    /** The exact cost in USD. */
    BigDecimal cost(Usage usage) {
        long prompt = usage.totalInput();
        BigDecimal sum = BigDecimal.ZERO;
        sum = sum.add(part(Bucket.INPUT, usage.input(), prompt));
        sum = sum.add(part(Bucket.CACHE_READ, usage.cacheRead(), prompt));
        sum = sum.add(part(Bucket.CACHE_WRITE, usage.cacheWrite() - usage.cacheWriteOneHour(), prompt));
        sum = sum.add(part(Bucket.CACHE_WRITE_ONE_HOUR, usage.cacheWriteOneHour(), prompt));
        sum = sum.add(part(Bucket.INPUT_AUDIO, usage.inputAudio(), prompt));
        sum = sum.add(part(Bucket.INPUT_IMAGE, usage.inputImage(), prompt));
        sum = sum.add(part(Bucket.OUTPUT, usage.output(), prompt));
        sum = sum.add(part(Bucket.REASONING, usage.reasoning(), prompt));
        sum = sum.add(part(Bucket.OUTPUT_AUDIO, usage.outputAudio(), prompt));
        sum = sum.add(part(Bucket.OUTPUT_IMAGE, usage.outputImage(), prompt));
        return sum.signum() == 0 ? BigDecimal.ZERO : sum.stripTrailingZeros();
    }

    private BigDecimal part(Bucket bucket, long tokens, long prompt) {
        if (tokens <= 0) {
            return BigDecimal.ZERO;
        }
        Rate rate = rates.get(bucket);
        if (rate == null) {
            Bucket container = containerOf(bucket);
            return container == bucket ? BigDecimal.ZERO : part(container, tokens, prompt);
        }
        return rate.at(prompt).multiply(BigDecimal.valueOf(tokens)).multiply(MILLIONTH);
    }

    /** A model without a price for output, as embeddings are, answers for nothing. */
    private static Bucket containerOf(Bucket bucket) {
        return switch (bucket) {
            case CACHE_WRITE_ONE_HOUR -> Bucket.CACHE_WRITE;
            case CACHE_READ, CACHE_WRITE, INPUT_AUDIO, INPUT_IMAGE, INPUT -> Bucket.INPUT;
            case REASONING, OUTPUT_AUDIO, OUTPUT_IMAGE, OUTPUT -> Bucket.OUTPUT;
        };
    }
}
