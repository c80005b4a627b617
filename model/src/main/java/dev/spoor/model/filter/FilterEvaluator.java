package dev.spoor.model.filter;

import dev.spoor.model.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Decides whether a trace matches a filter. This is what the language means: a store that translates the tree to queries
 * of its own must give the same answers. Immutable and safe for use by many threads.
 */
public final class FilterEvaluator implements Predicate<FilterTrace> {
    private final Filter filter;
    private final long nowEpochNanos;
    private final Map<String, SafeRegex> expressions = new HashMap<>();

    /** @param nowEpochNanos what {@code now} means */
    public FilterEvaluator(Filter filter, long nowEpochNanos) {
        this.filter = filter;
        this.nowEpochNanos = nowEpochNanos;
        compile(filter);
    }

    /** @throws SafeRegex.TooManySteps when an expression takes too long on the trace's text */
    @Override
    public boolean test(FilterTrace trace) {
        return matches(filter, trace);
    }

    private boolean matches(Filter part, FilterTrace trace) {
        if (part instanceof Filter.AnySpan any) {
            return trace.anySpan(span -> logic(any.condition(), inner -> matches(inner, span)));
        }
        if (part instanceof Filter.Condition condition) {
            return holds(condition, trace.values(condition.ref()));
        }
        return logic(part, inner -> matches(inner, trace));
    }

    private boolean matches(Filter part, FilterTrace.FilterSpan span) {
        return part instanceof Filter.Condition condition
                ? holds(condition, span.values(condition.ref()))
                : logic(part, inner -> matches(inner, span));
    }

    private static boolean logic(Filter part, Predicate<Filter> inner) {
        if (part instanceof Filter.And and) {
            return and.parts().stream().allMatch(inner);
        } else if (part instanceof Filter.Or or) {
            return or.parts().stream().anyMatch(inner);
        } else if (part instanceof Filter.Not not) {
            return !inner.test(not.part());
        }
        return inner.test(part);
    }

    private boolean holds(Filter.Condition condition, List<Value> values) {
        List<Value> present =
                values.stream().filter(value -> !(value instanceof Value.Empty)).toList();
        return switch (condition.operator()) {
            case IS_NULL -> present.isEmpty();
            case IS_NOT_NULL -> !present.isEmpty();
            default -> present.stream().anyMatch(value -> compares(condition, value));
        };
    }

    private boolean compares(Filter.Condition condition, Value value) {
        Function<Integer, Operand> operand = condition.operands()::get;
        return switch (condition.operator()) {
            case EQUAL -> equal(value, operand.apply(0));
            case NOT_EQUAL -> !equal(value, operand.apply(0));
            case IN -> condition.operands().stream().anyMatch(one -> equal(value, one));
            case NOT_IN -> condition.operands().stream().noneMatch(one -> equal(value, one));
            case LIKE -> like(value, condition, false);
            case NOT_LIKE -> !like(value, condition, false);
            case ILIKE -> like(value, condition, true);
            case NOT_ILIKE -> !like(value, condition, true);
            case RLIKE -> found(value, condition);
            case NOT_RLIKE -> !found(value, condition);
            default -> ordered(condition, value);
        };
    }

    private boolean ordered(Filter.Condition condition, Value value) {
        var number = ValueText.number(value);
        if (number.isEmpty()) {
            return false;
        }
        int order = number.get().compareTo(OperandNumber.of(condition.operands().get(0), nowEpochNanos));
        return switch (condition.operator()) {
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
            default -> {
                var upper = OperandNumber.of(condition.operands().get(1), nowEpochNanos);
                boolean between = order >= 0 && number.get().compareTo(upper) <= 0;
                yield between == (condition.operator() == Operator.BETWEEN);
            }
        };
    }

    private boolean equal(Value value, Operand operand) {
        if (operand instanceof Operand.Text text) {
            return ValueText.of(value).equals(text.text());
        } else if (operand instanceof Operand.Bool bool) {
            return ValueText.of(value).equals(String.valueOf(bool.value()));
        }
        return ValueText.number(value)
                .filter(number -> number.compareTo(OperandNumber.of(operand, nowEpochNanos)) == 0)
                .isPresent();
    }

    private static boolean like(Value value, Filter.Condition condition, boolean anyCase) {
        return LikePattern.matches(textOperand(condition), ValueText.of(value), anyCase);
    }

    private boolean found(Value value, Filter.Condition condition) {
        return java.util.Objects.requireNonNull(expressions.get(textOperand(condition)))
                .find(ValueText.of(value));
    }

    private static String textOperand(Filter.Condition condition) {
        return ((Operand.Text) condition.operands().get(0)).text();
    }

    private void compile(Filter part) {
        if (part instanceof Filter.And and) {
            and.parts().forEach(this::compile);
        } else if (part instanceof Filter.Or or) {
            or.parts().forEach(this::compile);
        } else if (part instanceof Filter.Not not) {
            compile(not.part());
        } else if (part instanceof Filter.AnySpan span) {
            compile(span.condition());
        } else if (part instanceof Filter.Condition condition
                && (condition.operator() == Operator.RLIKE || condition.operator() == Operator.NOT_RLIKE)) {
            expressions.computeIfAbsent(textOperand(condition), SafeRegex::of);
        }
    }
}
