package dev.spoor.model.filter;

import dev.spoor.model.filter.Lexer.Kind;
import dev.spoor.model.filter.Lexer.Token;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;

/** Reads a value and checks that it suits its field. */
final class OperandParser {
    private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);
    private static final Set<Operator> PATTERNS = EnumSet.of(
            Operator.LIKE, Operator.NOT_LIKE, Operator.ILIKE, Operator.NOT_ILIKE, Operator.RLIKE, Operator.NOT_RLIKE);
    private static final Set<Operator> ORDERED = EnumSet.of(
            Operator.LESS,
            Operator.LESS_OR_EQUAL,
            Operator.GREATER,
            Operator.GREATER_OR_EQUAL,
            Operator.BETWEEN,
            Operator.NOT_BETWEEN);

    private OperandParser() {}

    static Operand operand(TokenReader tokens, FieldRef ref, Operator operator) {
        Token first = tokens.peek();
        FieldType type = ref.field().type();
        try {
            Operand operand = switch (type) {
                case TEXT, CONTENT, PROMPT -> text(tokens);
                case NUMBER -> number(tokens);
                case DURATION -> new Operand.Duration(duration(tokens));
                case TIME -> time(tokens);
                case ANY -> any(tokens, operator);
            };
            if (operand instanceof Operand.Text text) {
                return checked(ref, operator, text);
            }
            return operand;
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException wrong) {
            if (wrong instanceof FilterException said) {
                throw said;
            }
            String expected = PATTERNS.contains(operator)
                            && wrong.getMessage() != null
                            && operator.text().endsWith("RLIKE")
                    ? "a regular expression: " + wrong.getMessage()
                    : type == FieldType.ANY && ORDERED.contains(operator) ? "a number" : type.expected();
            throw new FilterException("Unsuitable value " + first.shown(), first.position(), expected, "");
        }
    }

    private static Operand.Text checked(FieldRef ref, Operator operator, Operand.Text text) {
        if (operator == Operator.RLIKE || operator == Operator.NOT_RLIKE) {
            SafeRegex.of(text.text());
        }
        if (ref.field() == Field.PROMPT && !text.text().matches(".+/.+")) {
            throw new IllegalArgumentException("no version");
        }
        boolean mlflowId = ref.field() == Field.TRACE_ID && text.text().startsWith("tr-");
        return mlflowId ? new Operand.Text(text.text().substring(3)) : text;
    }

    private static Operand.Text text(TokenReader tokens) {
        Token token = tokens.next();
        if (token.kind() != Kind.TEXT) {
            throw new IllegalArgumentException("not quoted");
        }
        return new Operand.Text(token.text());
    }

    private static Operand.Number number(TokenReader tokens) {
        boolean negative = tokens.take("-");
        Token token = tokens.next();
        BigDecimal value = plainNumber(token.text());
        if (token.kind() != Kind.NUMBER) {
            throw new IllegalArgumentException("not a number");
        }
        return new Operand.Number(negative ? value.negate() : value);
    }

    /** Bounded, so that no exponent makes arithmetic expensive. */
    private static BigDecimal plainNumber(String text) {
        BigDecimal value = new BigDecimal(text);
        if (text.length() > 64 || Math.abs((long) value.scale()) > 400) {
            throw new IllegalArgumentException("too large or too precise");
        }
        return value;
    }

    private static long duration(TokenReader tokens) {
        boolean negative = tokens.take("-");
        Token token = tokens.next();
        if (token.kind() != Kind.NUMBER) {
            throw new IllegalArgumentException("not a duration");
        }
        long nanos = DurationText.nanos(token.text());
        return negative ? Math.negateExact(nanos) : nanos;
    }

    private static Operand time(TokenReader tokens) {
        if (tokens.takeWord("now")) {
            if (tokens.take("-")) {
                return new Operand.Now(Math.negateExact(duration(tokens)));
            }
            return new Operand.Now(tokens.take("+") ? duration(tokens) : 0);
        }
        if (tokens.peek().kind() == Kind.TEXT) {
            return new Operand.Instant(instant(tokens.next().text()));
        }
        BigDecimal millis = number(tokens).value();
        return new Operand.Instant(millis.multiply(NANOS_PER_MILLI)
                .setScale(0, java.math.RoundingMode.HALF_EVEN)
                .longValueExact());
    }

    private static long instant(String text) {
        java.time.Instant instant = text.length() == 10
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : OffsetDateTime.parse(text).toInstant();
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }

    private static Operand any(TokenReader tokens, Operator operator) {
        Token token = tokens.peek();
        if (token.kind() == Kind.TEXT && !ORDERED.contains(operator)) {
            return text(tokens);
        }
        if (PATTERNS.contains(operator)) {
            throw new IllegalArgumentException("not quoted");
        }
        if (!ORDERED.contains(operator) && (token.isWord("true") || token.isWord("false"))) {
            tokens.next();
            return new Operand.Bool(token.isWord("true"));
        }
        return number(tokens);
    }
}
