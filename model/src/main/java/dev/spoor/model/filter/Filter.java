package dev.spoor.model.filter;

import java.util.List;

/**
 * A filter as a tree. Logic has two values: a condition on an absent value is false (but for {@code IS NULL}), and {@link
 * Not} turns false into true.
 *
 * <p>Conditions of span scope stand only inside {@link AnySpan}, and only such conditions, {@link And}, {@link Or} and
 * {@link Not} stand there: all of it then speaks of one span.
 */
public sealed interface Filter {

    /** Matches every trace: what an empty text means. */
    Filter ALL = new And(List.of());

    /** Parses a filter; see {@link FilterParser}. */
    static Filter parse(String text) {
        return FilterParser.parse(text);
    }

    /** All parts hold; with no parts, always true. */
    record And(List<Filter> parts) implements Filter {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** At least one of two or more parts holds. */
    record Or(List<Filter> parts) implements Filter {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    record Not(Filter part) implements Filter {}

    /** Some span of the trace satisfies the condition. */
    record AnySpan(Filter condition) implements Filter {}

    /**
     * @param operands none for the NULL operators, two for BETWEEN (both included), one or more for IN, else one
     */
    record Condition(FieldRef ref, Operator operator, List<Operand> operands) implements Filter {
        public Condition {
            operands = List.copyOf(operands);
        }
    }
}
