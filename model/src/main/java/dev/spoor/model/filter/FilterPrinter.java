package dev.spoor.model.filter;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a filter as text that parses to the same tree. */
public final class FilterPrinter {
    private FilterPrinter() {}

    /** Empty for {@link Filter#ALL}. */
    public static String print(Filter filter) {
        return filter.equals(Filter.ALL) ? "" : part(filter);
    }

    private static String part(Filter filter) {
        if (filter instanceof Filter.And and) {
            return and.parts().isEmpty() ? "TRUE" : join(and.parts(), " AND ");
        } else if (filter instanceof Filter.Or or) {
            return join(or.parts(), " OR ");
        } else if (filter instanceof Filter.Not not) {
            return "NOT " + bracketed(not.part());
        } else if (filter instanceof Filter.AnySpan span) {
            return "span(" + part(span.condition()) + ")";
        }
        return condition((Filter.Condition) filter);
    }

    private static String join(List<Filter> parts, String word) {
        return parts.stream().map(FilterPrinter::bracketed).collect(Collectors.joining(word));
    }

    private static String bracketed(Filter filter) {
        boolean compound = filter instanceof Filter.Or
                || (filter instanceof Filter.And and && !and.parts().isEmpty());
        return compound ? "(" + part(filter) + ")" : part(filter);
    }

    private static String condition(Filter.Condition condition) {
        String start = print(condition.ref()) + " " + condition.operator().text();
        List<String> values =
                condition.operands().stream().map(FilterPrinter::print).toList();
        return switch (condition.operator()) {
            case IS_NULL, IS_NOT_NULL -> start;
            case IN, NOT_IN -> start + " (" + String.join(", ", values) + ")";
            case BETWEEN, NOT_BETWEEN -> start + " " + values.get(0) + " AND " + values.get(1);
            default -> start + " " + values.get(0);
        };
    }

    /** A field as it is written, its key in backticks where that is needed. */
    public static String print(FieldRef ref) {
        if (!ref.field().keyed()) {
            return ref.field().printedName();
        }
        boolean plain = ref.key().matches("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");
        return ref.field().printedName() + "."
                + (plain ? ref.key() : "`" + ref.key().replace("`", "``") + "`");
    }

    private static String print(Operand operand) {
        if (operand instanceof Operand.Text text) {
            return "'" + text.text().replace("'", "''") + "'";
        } else if (operand instanceof Operand.Number number) {
            return print(number.value());
        } else if (operand instanceof Operand.Bool bool) {
            return String.valueOf(bool.value());
        } else if (operand instanceof Operand.Duration duration) {
            return DurationText.print(duration.nanos());
        } else if (operand instanceof Operand.Instant instant) {
            return print(BigDecimal.valueOf(instant.epochNanos(), 6).stripTrailingZeros());
        }
        long offset = ((Operand.Now) operand).offsetNanos();
        return offset == 0
                ? "now"
                : offset < 0
                        ? "now - " + DurationText.print(offset).substring(1)
                        : "now + " + DurationText.print(offset);
    }

    private static String print(BigDecimal number) {
        return Math.abs(number.scale()) > 30 ? number.toString() : number.toPlainString();
    }
}
