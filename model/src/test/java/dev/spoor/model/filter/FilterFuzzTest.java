package dev.spoor.model.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.model.Value;
import java.util.List;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is typed is a filter or an error with a place in the text; nothing else comes of it. */
class FilterFuzzTest {
    /** A trace that has a text for everything. */
    private static final FilterTrace TRACE = new FilterTrace() {
        @Override
        public List<Value> values(FieldRef ref) {
            return List.of(Value.of("7"), new Value.ListOf(List.of(Value.of(1L))));
        }

        @Override
        public boolean anySpan(Predicate<? super FilterSpan> predicate) {
            return predicate.test((FilterSpan) this::values);
        }
    };

    @Provide
    Arbitrary<String> characters() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(60),
                Arbitraries.strings()
                        .withChars("()'\"`.,=<>!-+ \n%_0123456789aeinorstANDORTIKE")
                        .ofMaxLength(60));
    }

    /** Pieces of the language in an order that mostly makes no sense. */
    @Provide
    Arbitrary<String> pieces() {
        Arbitrary<String> fields =
                Arbitraries.of(Field.class).map(field -> field.printedName() + (field.keyed() ? ".k" : ""));
        Arbitrary<String> operators = Arbitraries.of(Operator.class).map(Operator::text);
        Arbitrary<String> others = Arbitraries.of(
                "(",
                ")",
                "span(",
                "AND",
                "OR",
                "NOT",
                ",",
                "'x'",
                "\"y\"",
                "`z`",
                "'",
                "5",
                "-1e9",
                "2s",
                "now",
                "now - 1h",
                "true",
                "null",
                "'[a-z]+'",
                "'('",
                "'2026-01-31'",
                "tag",
                "span.",
                "1e999999999",
                ";",
                "==");
        return Arbitraries.oneOf(fields, operators, others).list().ofMaxSize(14).map(list -> String.join(" ", list));
    }

    @Property(tries = 3000)
    void charactersAreAFilterOrAnErrorWithAPlace(@ForAll("characters") String text) {
        read(text);
    }

    @Property(tries = 3000)
    void piecesAreAFilterOrAnErrorWithAPlace(@ForAll("pieces") String text) {
        read(text);
    }

    @Property(tries = 500)
    void aFilterThatIsCutOffIsAFilterOrAnErrorWithAPlace(
            @ForAll("trees") Filter filter, @ForAll @net.jqwik.api.constraints.IntRange(max = 400) int length) {
        String whole = FilterPrinter.print(filter);
        read(whole.substring(0, Math.min(length, whole.length())));
    }

    @Provide
    Arbitrary<Filter> trees() {
        return FilterTrees.filters();
    }

    private static void read(String text) {
        Filter filter;
        try {
            filter = Filter.parse(text);
        } catch (FilterException e) {
            assertThat(e.position()).isBetween(0, text.length());
            assertThat(e.expected()).isNotBlank();
            return;
        }
        assertThat(Filter.parse(FilterPrinter.print(filter))).isEqualTo(filter);
        new FilterEvaluator(filter, 1_800_000_000_000_000_000L).test(TRACE);
    }
}
