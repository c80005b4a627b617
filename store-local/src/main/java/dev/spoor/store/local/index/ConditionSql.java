package dev.spoor.store.local.index;

import dev.spoor.model.SpanId;
import dev.spoor.model.SpanKind;
import dev.spoor.model.SpanStatus;
import dev.spoor.model.TraceId;
import dev.spoor.model.Value;
import dev.spoor.model.filter.Field;
import dev.spoor.model.filter.FieldRef;
import dev.spoor.model.filter.Filter.Condition;
import dev.spoor.model.filter.FilterEvaluator;
import dev.spoor.model.filter.FilterTrace;
import dev.spoor.model.filter.Operand;
import dev.spoor.model.filter.Operator;
import dev.spoor.store.StoredTrace;
import dev.spoor.store.TraceState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** Translates one condition on a row of {@code traces t} or {@code spans s}. */
final class ConditionSql {
    private static final String TOTAL_INPUT =
            "(%1$s.input_tokens + %1$s.cache_read_tokens + %1$s.cache_write_tokens + %1$s.input_audio_tokens"
                    + " + %1$s.input_image_tokens)";
    private static final String TOTAL_OUTPUT =
            "(%1$s.output_tokens + %1$s.reasoning_tokens + %1$s.output_audio_tokens + %1$s.output_image_tokens)";

    /** The bound of a BIGINT, less one so that a comparison with it is never the last. */
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE - 1);

    private final Condition condition;
    private final long nowEpochNanos;

    private ConditionSql(Condition condition, long nowEpochNanos) {
        this.condition = condition;
        this.nowEpochNanos = nowEpochNanos;
    }

    static SqlCondition of(Condition condition, long nowEpochNanos) {
        return new ConditionSql(condition, nowEpochNanos).translate();
    }

    private SqlCondition translate() {
        Field field = condition.ref().field();
        return switch (field) {
            case TRACE_ID -> id();
            case STATUS -> oneOf("t.state", TraceState.values());
            case SPAN_STATUS -> oneOf("s.status", SpanStatus.Code.values());
            case SPAN_KIND -> oneOf("s.kind", SpanKind.values());
            case SPAN_ID, SPAN_PARENT_ID -> spanId(field == Field.SPAN_ID ? "s.span_id" : "nullif(s.parent_id, 0)");
            case TAG, METADATA -> text(column(condition.ref()), condition.ref().key());
            case RUN_ID ->
                condition.operator() == Operator.IS_NULL
                        ? SqlCondition.UNKNOWN
                        : SqlCondition.atMost(
                                "(t.metadata[?] IS NOT NULL OR t.metadata[?] IS NOT NULL)",
                                StoredTrace.SOURCE_RUN,
                                StoredTrace.LINKED_RUNS);
            case PROMPT -> SqlCondition.atMost("t.tags[?] IS NOT NULL", StoredTrace.LINKED_PROMPTS);
            case SPAN_ATTRIBUTE -> SqlCondition.UNKNOWN;
            case COST, SPAN_COST -> number(column(condition.ref()), Money.UNITS_PER_USD);
            default ->
                switch (field.type()) {
                    case TEXT -> text(column(condition.ref()));
                    case NUMBER, DURATION, TIME -> number(column(condition.ref()), BigDecimal.ONE);
                    default -> SqlCondition.UNKNOWN;
                };
        };
    }

    /** The expression that gives a field's value, with a {@code ?} for the key of a keyed one. */
    static String column(FieldRef ref) {
        return switch (ref.field()) {
            case CLIENT_REQUEST_ID -> "t.client_request_id";
            case PROJECT -> "t.project";
            case NAME -> "t.name";
            case SESSION -> "t.session";
            case USER -> "t.\"user\"";
            case ENVIRONMENT -> "t.environment";
            case RELEASE -> "t.release";
            case SERVICE -> "t.service";
            case INPUT -> "t.input";
            case OUTPUT -> "t.output";
            case TAG -> "t.tags[?]";
            case METADATA -> "t.metadata[?]";
            case TIME -> "t.start";
            case END_TIME -> "nullif(t.\"end\", 0)";
            case DURATION -> duration("t");
            case TIMESTAMP_MS -> "(t.start // 1000000)";
            case END_TIME_MS -> "(nullif(t.\"end\", 0) // 1000000)";
            case EXECUTION_TIME_MS -> "(" + duration("t") + " // 1000000)";
            case SPAN_COUNT -> "t.spans";
            case ERROR_COUNT -> "t.errors";
            case TOKENS_TOTAL -> "(" + TOTAL_INPUT.formatted("t") + " + " + TOTAL_OUTPUT.formatted("t") + ")";
            case TOKENS_INPUT -> TOTAL_INPUT.formatted("t");
            case TOKENS_OUTPUT -> TOTAL_OUTPUT.formatted("t");
            case COST -> "t.cost";
            case SPAN_NAME -> "s.name";
            case SPAN_TYPE -> "s.type";
            case SPAN_MODEL -> "s.model";
            case SPAN_PROVIDER -> "s.provider";
            case SPAN_AGENT -> "s.agent";
            case SPAN_TOOL -> "s.tool";
            case SPAN_ERROR_TYPE -> "s.error_type";
            case SPAN_ERROR_MESSAGE -> "s.error";
            case SPAN_TIME -> "s.start";
            case SPAN_DURATION -> "CASE WHEN s.\"end\" <> 0 THEN s.\"end\" - s.start END";
            case SPAN_TIME_TO_FIRST_TOKEN -> "nullif(s.first_token, 0)";
            case SPAN_TOKENS_TOTAL -> "(" + TOTAL_INPUT.formatted("s") + " + " + TOTAL_OUTPUT.formatted("s") + ")";
            case SPAN_TOKENS_INPUT -> TOTAL_INPUT.formatted("s");
            case SPAN_TOKENS_OUTPUT -> TOTAL_OUTPUT.formatted("s");
            case SPAN_COST -> "s.cost";
            default -> throw new IllegalArgumentException(ref.field() + " has no column of its own");
        };
    }

    private static String duration(String alias) {
        return "CASE WHEN %1$s.\"end\" <> 0 THEN greatest(%1$s.\"end\" - %1$s.start, 0) END".formatted(alias);
    }

    /** Which of an enum's constants satisfy the condition is decided here, whatever the operator. */
    private <E extends Enum<E>> SqlCondition oneOf(String column, E[] constants) {
        List<String> numbers = new ArrayList<>();
        for (E constant : constants) {
            if (holds(constant.name())) {
                numbers.add(Integer.toString(constant.ordinal()));
            }
        }
        return numbers.isEmpty()
                ? SqlCondition.NEVER
                : SqlCondition.exactly(column + " IN (" + String.join(", ", numbers) + ")");
    }

    /** Asks the language itself, for a trace whose only value is this text. */
    private boolean holds(String text) {
        Condition ofTrace = new Condition(FieldRef.of(Field.NAME), condition.operator(), condition.operands());
        return new FilterEvaluator(ofTrace, nowEpochNanos).test(new FilterTrace() {
            @Override
            public List<Value> values(FieldRef ref) {
                return List.of(Value.of(text));
            }

            @Override
            public boolean anySpan(Predicate<? super FilterSpan> predicate) {
                return false;
            }
        });
    }

    private SqlCondition id() {
        return switch (condition.operator()) {
            case EQUAL, IN -> {
                List<SqlCondition> ids = new ArrayList<>();
                for (Operand operand : condition.operands()) {
                    try {
                        String text = ((Operand.Text) operand).text();
                        TraceId id = TraceId.parse(text);
                        if (id.toString().equals(text)) {
                            ids.add(SqlCondition.exactly(
                                    "(t.trace_high = ? AND t.trace_low = ?)", id.high(), id.low()));
                        }
                    } catch (IllegalArgumentException e) {
                        // No trace has such an id.
                    }
                }
                yield ids.isEmpty() ? SqlCondition.NEVER : SqlCondition.or(ids);
            }
            default -> SqlCondition.UNKNOWN;
        };
    }

    private SqlCondition spanId(String column) {
        return switch (condition.operator()) {
            case IS_NULL -> SqlCondition.exactly(column + " IS NULL");
            case IS_NOT_NULL -> SqlCondition.exactly(column + " IS NOT NULL");
            case EQUAL, IN -> {
                List<SqlCondition> ids = new ArrayList<>();
                for (Operand operand : condition.operands()) {
                    try {
                        String text = ((Operand.Text) operand).text();
                        SpanId id = SpanId.parse(text);
                        if (id.toString().equals(text)) {
                            ids.add(SqlCondition.exactly(column + " = ?", id.value()));
                        }
                    } catch (IllegalArgumentException e) {
                        // No span has such an id.
                    }
                }
                yield ids.isEmpty() ? SqlCondition.NEVER : SqlCondition.or(ids);
            }
            default -> SqlCondition.atMost(column + " IS NOT NULL");
        };
    }

    /** @param key parameters that the column itself has */
    private SqlCondition text(String column, Object... key) {
        boolean texts = condition.operands().stream()
                .allMatch(operand -> operand instanceof Operand.Text || operand instanceof Operand.Bool);
        String comparison = !texts
                ? null
                : switch (condition.operator()) {
                    case EQUAL -> "= ?";
                    case NOT_EQUAL -> "<> ?";
                    case IN -> "IN (" + marks() + ")";
                    case NOT_IN -> "NOT IN (" + marks() + ")";
                    case LIKE -> "LIKE ?";
                    case NOT_LIKE -> "NOT LIKE ?";
                    case ILIKE -> "ILIKE ?";
                    case NOT_ILIKE -> "NOT ILIKE ?";
                    case IS_NULL -> "IS NULL";
                    case IS_NOT_NULL -> "IS NOT NULL";
                    default -> null;
                };
        List<Object> parameters = new ArrayList<>(List.of(key));
        if (comparison == null) {
            return new SqlCondition(column + " IS NOT NULL", parameters, false);
        }
        for (Operand operand : condition.operands()) {
            parameters.add(
                    operand instanceof Operand.Bool(boolean value)
                            ? String.valueOf(value)
                            : ((Operand.Text) operand).text());
        }
        return new SqlCondition(column + " " + comparison, parameters, true);
    }

    private String marks() {
        return String.join(", ", Collections.nCopies(condition.operands().size(), "?"));
    }

    /**
     * Compares a BIGINT: an operand between two whole numbers becomes the one below or above it.
     *
     * @param scale what 1 is in the column
     */
    private SqlCondition number(String column, BigDecimal scale) {
        return switch (condition.operator()) {
            case IS_NULL -> SqlCondition.exactly(column + " IS NULL");
            case IS_NOT_NULL -> SqlCondition.exactly(column + " IS NOT NULL");
            case EQUAL, IN -> equalToAny(column, scale);
            case NOT_EQUAL, NOT_IN ->
                SqlCondition.and(List.of(
                        SqlCondition.exactly(column + " IS NOT NULL"),
                        equalToAny(column, scale).not()));
            case LESS -> SqlCondition.exactly(column + " < ?", whole(0, scale, RoundingMode.CEILING));
            case LESS_OR_EQUAL -> SqlCondition.exactly(column + " <= ?", whole(0, scale, RoundingMode.FLOOR));
            case GREATER -> SqlCondition.exactly(column + " > ?", whole(0, scale, RoundingMode.FLOOR));
            case GREATER_OR_EQUAL -> SqlCondition.exactly(column + " >= ?", whole(0, scale, RoundingMode.CEILING));
            case BETWEEN, NOT_BETWEEN ->
                SqlCondition.exactly(
                        column + (condition.operator() == Operator.BETWEEN ? "" : " NOT") + " BETWEEN ? AND ?",
                        whole(0, scale, RoundingMode.CEILING),
                        whole(1, scale, RoundingMode.FLOOR));
            default -> SqlCondition.atMost(column + " IS NOT NULL");
        };
    }

    private SqlCondition equalToAny(String column, BigDecimal scale) {
        List<SqlCondition> parts = new ArrayList<>();
        for (int i = 0; i < condition.operands().size(); i++) {
            BigDecimal number = scaled(i, scale);
            if (number.stripTrailingZeros().scale() <= 0 && number.abs().compareTo(LARGEST) <= 0) {
                parts.add(SqlCondition.exactly(column + " = ?", number.longValueExact()));
            }
        }
        return parts.isEmpty() ? SqlCondition.NEVER : SqlCondition.or(parts);
    }

    private long whole(int operand, BigDecimal scale, RoundingMode rounding) {
        return scaled(operand, scale)
                .setScale(0, rounding)
                .max(LARGEST.negate())
                .min(LARGEST)
                .longValueExact();
    }

    private BigDecimal scaled(int operand, BigDecimal scale) {
        BigDecimal number = switch (condition.operands().get(operand)) {
            case Operand.Number(BigDecimal value) -> value;
            case Operand.Duration(long nanos) -> BigDecimal.valueOf(nanos);
            case Operand.Instant(long epochNanos) -> BigDecimal.valueOf(epochNanos);
            case Operand.Now(long offset) -> BigDecimal.valueOf(nowEpochNanos).add(BigDecimal.valueOf(offset));
            case Operand.Text text -> throw new IllegalArgumentException("no number: " + text);
            case Operand.Bool bool -> throw new IllegalArgumentException("no number: " + bool);
        };
        return number.multiply(scale);
    }
}
