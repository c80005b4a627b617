package dev.spoor.model.filter;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random filters of every field, operator and kind of value. */
final class FilterTrees {
    private FilterTrees() {}

    static Arbitrary<Filter> filters() {
        return tree(3, tracePart());
    }

    private static Arbitrary<Filter> tracePart() {
        Arbitrary<Filter> span = tree(2, condition(true)).map(Filter.AnySpan::new);
        return Arbitraries.oneOf(List.of(condition(false), span, Arbitraries.just(Filter.ALL)));
    }

    private static Arbitrary<Filter> tree(int depth, Arbitrary<Filter> leaf) {
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<Filter> smaller = tree(depth - 1, leaf);
        Arbitrary<List<Filter>> parts = smaller.list().ofMinSize(2).ofMaxSize(3);
        return Arbitraries.oneOf(
                List.of(leaf, parts.map(Filter.And::new), parts.map(Filter.Or::new), smaller.map(Filter.Not::new)));
    }

    private static Arbitrary<Filter> condition(boolean ofSpan) {
        Arbitrary<Field> field = Arbitraries.of(Field.class).filter(f -> (f.scope() == Field.Scope.SPAN) == ofSpan);
        return field.flatMap(f -> Combinators.combine(
                        f.keyed() ? text().filter(key -> !key.isEmpty()) : Arbitraries.just(""),
                        Arbitraries.of(f.type().operators()))
                .as((key, operator) ->
                        new Object[] {new FieldRef(f, "x".repeat(key.isEmpty() ? 0 : 1) + key), operator})
                .flatMap(pair -> operands(f, (Operator) pair[1])
                        .map(values -> new Filter.Condition((FieldRef) pair[0], (Operator) pair[1], values))));
    }

    private static Arbitrary<List<Operand>> operands(Field field, Operator operator) {
        Arbitrary<Operand> number = Arbitraries.bigDecimals()
                .between(new BigDecimal("-1e12"), new BigDecimal("1e12"))
                .ofScale(4)
                .map(Operand.Number::new);
        Arbitrary<Operand> text = text().map(Operand.Text::new);
        Arbitrary<Operand> pattern = Arbitraries.of("^a.*b$", "x|y", "[0-9]+").map(Operand.Text::new);
        Arbitrary<Operand> nanos =
                Arbitraries.longs().greaterOrEqual(-Long.MAX_VALUE).map(Operand.Duration::new);
        Arbitrary<Operand> time = Arbitraries.oneOf(
                Arbitraries.longs().map(Operand.Instant::new),
                Arbitraries.longs().greaterOrEqual(-Long.MAX_VALUE).map(Operand.Now::new));
        Arbitrary<Operand> one = switch (operator) {
            case RLIKE, NOT_RLIKE -> pattern;
            case LIKE, NOT_LIKE, ILIKE, NOT_ILIKE -> text;
            default ->
                switch (field.type()) {
                    case TEXT, CONTENT -> field == Field.TRACE_ID ? pattern : text;
                    case PROMPT -> Arbitraries.just(new Operand.Text("p/1"));
                    case NUMBER -> number;
                    case DURATION -> nanos;
                    case TIME -> time;
                    case ANY ->
                        switch (operator) {
                            case EQUAL, NOT_EQUAL, IN, NOT_IN ->
                                Arbitraries.oneOf(
                                        text,
                                        number,
                                        Arbitraries.of(true, false).map(Operand.Bool::new));
                            default -> number;
                        };
                };
        };
        return switch (operator) {
            case IS_NULL, IS_NOT_NULL -> Arbitraries.just(List.of());
            case IN, NOT_IN -> one.list().ofMinSize(1).ofMaxSize(3);
            case BETWEEN, NOT_BETWEEN -> one.list().ofSize(2);
            default -> one.list().ofSize(1);
        };
    }

    private static Arbitrary<String> text() {
        return Arbitraries.strings().withChars("abc%_'\"`\\.- ()é").ofMaxLength(8);
    }
}
