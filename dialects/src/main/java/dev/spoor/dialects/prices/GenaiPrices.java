package dev.spoor.dialects.prices;

import dev.spoor.dialects.Providers;
import dev.spoor.dialects.json.Json;
import dev.spoor.dialects.prices.Rates.Bucket;
import dev.spoor.model.Value;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The data of <a href="https://github.com/pydantic/genai-prices">genai-prices</a>, version 2: a list of providers, each
 * with {@code models: [{id, match, prices}]}. Prices are in USD for a million tokens; a list of them holds conditions, of
 * which the last that is met wins.
 */
final class GenaiPrices {
    private GenaiPrices() {}

    static List<PriceRow> rows(Value providers) {
        List<PriceRow> rows = new ArrayList<>();
        for (Value provider : Json.items(providers)) {
            String id = Json.textAt(provider, "id");
            if (id == null) {
                continue;
            }
            for (Value model : Json.items(Json.at(provider, "models"))) {
                addModel(rows, id, model);
            }
        }
        return rows;
    }

    private static void addModel(List<PriceRow> rows, String provider, Value model) {
        String name = Json.textAt(model, "id");
        if (name == null) {
            return;
        }
        String id = provider + "/" + name;
        Predicate<String> clause = clause(Json.at(model, "match"));
        Predicate<String> match = text -> text.equalsIgnoreCase(name) || clause.test(text.toLowerCase(Locale.ROOT));
        Value prices = Json.at(model, "prices");
        if (prices instanceof Value.ListOf list) {
            // Rows are tried first to last here, conditions last to first there; the first is the one for all else.
            for (int i = list.items().size() - 1; i >= 0; i--) {
                Value item = list.items().get(i);
                add(rows, id, provider, match, period(Json.at(item, "constraint")), Json.at(item, "prices"));
            }
            if (!list.items().isEmpty()) {
                Value first = Json.at(list.items().get(0), "prices");
                add(rows, id, provider, match, PriceRow.Period.ALWAYS, first);
            }
        } else {
            add(rows, id, provider, match, PriceRow.Period.ALWAYS, prices);
        }
    }

    private static void add(
            List<PriceRow> rows,
            String id,
            String provider,
            Predicate<String> match,
            PriceRow.Period period,
            @Nullable Value prices) {
        Map<Bucket, Rate> rates = new EnumMap<>(Bucket.class);
        PriceNumbers.put(rates, Bucket.INPUT, Json.firstAt(prices, "input_mtok", "input_text_mtok"));
        PriceNumbers.put(rates, Bucket.OUTPUT, Json.firstAt(prices, "output_mtok", "output_text_mtok"));
        PriceNumbers.put(rates, Bucket.CACHE_READ, Json.firstAt(prices, "cache_read_mtok", "cache_text_read_mtok"));
        PriceNumbers.put(
                rates,
                Bucket.CACHE_WRITE,
                Json.firstAt(prices, "cache_write_mtok", "cache_write_5m_mtok", "cache_text_write_mtok"));
        PriceNumbers.put(
                rates,
                Bucket.CACHE_WRITE_ONE_HOUR,
                Json.firstAt(prices, "cache_write_1h_mtok", "cache_text_write_1h_mtok"));
        PriceNumbers.put(rates, Bucket.REASONING, Json.at(prices, "output_reasoning_mtok"));
        PriceNumbers.put(rates, Bucket.INPUT_AUDIO, Json.at(prices, "input_audio_mtok"));
        PriceNumbers.put(rates, Bucket.OUTPUT_AUDIO, Json.at(prices, "output_audio_mtok"));
        PriceNumbers.put(rates, Bucket.INPUT_IMAGE, Json.at(prices, "input_image_mtok"));
        PriceNumbers.put(rates, Bucket.OUTPUT_IMAGE, Json.at(prices, "output_image_mtok"));
        if (rates.containsKey(Bucket.INPUT) || rates.containsKey(Bucket.OUTPUT)) {
            rows.add(new PriceRow(id, Providers.canonical(provider), match, period, new Rates(rates)));
        }
    }

    private static PriceRow.Period period(@Nullable Value constraint) {
        String date = Json.textAt(constraint, "start_date");
        String from = Json.textAt(constraint, "start_time");
        String until = Json.textAt(constraint, "end_time");
        try {
            if (date != null) {
                long start = LocalDate.parse(date)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .toEpochMilli();
                return new PriceRow.Period(start, Long.MAX_VALUE, -1, -1);
            }
            if (from != null && until != null) {
                return new PriceRow.Period(Long.MIN_VALUE, Long.MAX_VALUE, second(from), second(until));
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "constraint " + Json.text(java.util.Objects.requireNonNull(constraint))
                            + " has a date or time that is none",
                    e);
        }
        return PriceRow.Period.ALWAYS;
    }

    private static int second(String time) {
        String local = time.endsWith("Z") ? time.substring(0, time.length() - 1) : time;
        return LocalTime.parse(local).toSecondOfDay();
    }

    private static Predicate<String> clause(@Nullable Value match) {
        String text = Json.textAt(match, "equals");
        if (text != null) {
            return text::equalsIgnoreCase;
        }
        text = Json.textAt(match, "starts_with", "ends_with", "contains");
        if (text != null) {
            String wanted = text.toLowerCase(Locale.ROOT);
            if (Json.at(match, "starts_with") != null) {
                return name -> name.startsWith(wanted);
            }
            return Json.at(match, "ends_with") != null ? name -> name.endsWith(wanted) : name -> name.contains(wanted);
        }
        text = Json.textAt(match, "regex");
        if (text != null) {
            return regex(text);
        }
        Value not = Json.at(match, "not");
        if (not != null) {
            return clause(not).negate();
        }
        Value all = Json.at(match, "and");
        List<Predicate<String>> parts = Json.items(all != null ? all : Json.at(match, "or")).stream()
                .map(GenaiPrices::clause)
                .toList();
        return all != null
                ? name -> parts.stream().allMatch(part -> part.test(name))
                : name -> parts.stream().anyMatch(part -> part.test(name));
    }

    private static Predicate<String> regex(String text) {
        try {
            // Python's named groups are written with a P.
            Pattern pattern = Pattern.compile(text.replace("(?P<", "(?<"), Pattern.CASE_INSENSITIVE);
            return name -> pattern.matcher(name).find();
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("match.regex '" + text + "': " + e.getDescription(), e);
        }
    }
}
