package dev.spoor.server.mlflow;

import dev.spoor.model.Value;
import dev.spoor.model.filter.FieldRef;
import dev.spoor.model.filter.Filter;
import dev.spoor.model.filter.FilterEvaluator;
import dev.spoor.model.filter.FilterTrace;
import dev.spoor.model.filter.OrderBy;
import dev.spoor.model.filter.ValueText;
import dev.spoor.server.http.ApiException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Searches experiments or runs with the language of traces: what they are asked for has other names there.
 *
 * @param names the language's name for each of MLflow's; a name that ends in a dot stands for all that begin so
 * @param values of one of them; an empty list for what is absent
 */
record RecordSearch<T>(Map<String, String> names, BiFunction<T, FieldRef, List<Value>> values) {
    /** What is quoted is passed over. */
    private static final Pattern WORD =
            Pattern.compile("'[^']*'|\"[^\"]*\"|`[^`]*`|(?:attributes?\\.)?([A-Za-z_][A-Za-z_.]*)");

    Predicate<T> filter(@Nullable String text) {
        Filter filter = text == null ? Filter.ALL : Filter.parse(renamed(text));
        FilterEvaluator evaluator = new FilterEvaluator(filter, System.currentTimeMillis() * 1_000_000);
        return item -> evaluator.test(new Fields(item));
    }

    /** By the keys, absent values last; all are equal for no keys. */
    Comparator<T> order(List<String> keys) {
        Comparator<T> order = Comparator.comparingInt(item -> 0);
        for (OrderBy by : OrderBy.parseAll(keys.stream().map(this::renamed).toList())) {
            order = order.thenComparing((a, b) -> compare(first(a, by.ref()), first(b, by.ref()), by.descending()));
        }
        return order;
    }

    private @Nullable Value first(T item, FieldRef ref) {
        List<Value> found = values.apply(item, ref);
        return found.isEmpty() ? null : found.get(0);
    }

    private static int compare(@Nullable Value a, @Nullable Value b, boolean descending) {
        if (a == null || b == null) {
            return Boolean.compare(a == null, b == null);
        }
        Optional<BigDecimal> left = ValueText.number(a);
        Optional<BigDecimal> right = ValueText.number(b);
        int order = left.isPresent() && right.isPresent()
                ? left.get().compareTo(right.get())
                : ValueText.of(a).compareTo(ValueText.of(b));
        return descending ? -order : order;
    }

    private String renamed(String text) {
        return WORD.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) == null ? found.group() : name(found.group(1), found.group())));
    }

    private String name(String word, String whole) {
        int dot = word.indexOf('.') + 1;
        String prefix = names.get(word.substring(0, dot));
        return dot > 0 && prefix != null ? prefix + word.substring(dot) : names.getOrDefault(word, whole);
    }

    private final class Fields implements FilterTrace {
        private final T item;

        Fields(T item) {
            this.item = item;
        }

        @Override
        public List<Value> values(FieldRef ref) {
            return values.apply(item, ref);
        }

        @Override
        public boolean anySpan(Predicate<? super FilterSpan> predicate) {
            throw ApiException.invalid("Experiments and runs have no spans that could be searched");
        }
    }
}
