package dev.spoor.store.local.index;

import dev.spoor.model.filter.Field;
import dev.spoor.model.filter.Filter;
import dev.spoor.model.filter.Filter.Condition;
import dev.spoor.model.filter.Operand;
import dev.spoor.model.filter.Operator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Translates filters to conditions on rows of {@code traces t}. What SQL cannot decide as {@code FilterEvaluator} does (the
 * content of spans, their attributes, numbers in texts, regular expressions) becomes a condition that holds for more, and
 * says so: the store then checks each trace.
 */
final class FilterSql {
    private static final String SAME_TRACE = ".trace_high = t.trace_high AND %1$s.trace_low = t.trace_low";

    private final long nowEpochNanos;
    private final TextBlocks text;

    private FilterSql(long nowEpochNanos, TextBlocks text) {
        this.nowEpochNanos = nowEpochNanos;
        this.text = text;
    }

    /**
     * @param nowEpochNanos what {@code now} means
     * @param text narrows conditions on content
     */
    static SqlCondition of(Filter filter, long nowEpochNanos, TextBlocks text) {
        return new FilterSql(nowEpochNanos, text).trace(filter);
    }

    /** Of content, the entries in which it may be. */
    private SqlCondition content(Condition condition) {
        BlockSelection blocks = text.of(condition);
        if (blocks == null) {
            return SqlCondition.UNKNOWN;
        }
        return condition.ref().field() == Field.SPAN_CONTENT ? blocks.has("s.block") : blocks.ofTrace();
    }

    private SqlCondition one(Condition condition) {
        return switch (condition.ref().field()) {
            case TEXT_CONTENT, SPAN_CONTENT -> content(condition);
            default -> ConditionSql.of(condition, nowEpochNanos);
        };
    }

    private SqlCondition trace(Filter filter) {
        return switch (filter) {
            case Filter.And and ->
                SqlCondition.and(and.parts().stream().map(this::trace).toList());
            case Filter.Or or ->
                SqlCondition.or(or.parts().stream().map(this::trace).toList());
            case Filter.Not not -> trace(not.part()).not();
            case Filter.AnySpan any -> anySpan(any.condition());
            case Condition condition ->
                condition.ref().field().scope() == Field.Scope.ASSESSMENT ? assessment(condition) : one(condition);
        };
    }

    /** A row of the span, and an entry that has what is asked of its attributes. */
    private SqlCondition anySpan(Filter inner) {
        List<SqlCondition> parts = new ArrayList<>();
        SqlCondition row = span(inner);
        if (row.exact() || !row.sql().equals(SqlCondition.UNKNOWN.sql())) {
            parts.add(row.within("EXISTS (SELECT 1 FROM spans s WHERE " + sameTrace("s") + " AND %s)"));
        }
        Set<Integer> hashes = new LinkedHashSet<>();
        collectHashes(inner, hashes);
        if (!hashes.isEmpty()) {
            List<Object> wanted = List.copyOf(hashes);
            // One by one: DuckDB's list_has_all takes sixty times as long.
            String all = String.join(
                    " AND ",
                    hashes.stream()
                            .map(hash -> "list_contains(b.attributes, ?)")
                            .toList());
            parts.add(new SqlCondition(
                    "EXISTS (SELECT 1 FROM blocks b WHERE " + sameTrace("b") + " AND (" + all
                            + " OR list_contains(b.attributes, " + AttributeHashes.ANY + ")))",
                    wanted,
                    false));
        }
        return parts.isEmpty() ? SqlCondition.UNKNOWN : SqlCondition.and(parts);
    }

    private SqlCondition span(Filter filter) {
        return switch (filter) {
            case Filter.And and ->
                simplified(and.parts().stream().map(this::span).toList());
            case Filter.Or or -> {
                List<SqlCondition> parts = or.parts().stream().map(this::span).toList();
                yield parts.contains(SqlCondition.UNKNOWN) ? SqlCondition.UNKNOWN : SqlCondition.or(parts);
            }
            case Filter.Not not -> span(not.part()).not();
            case Filter.AnySpan any -> throw new IllegalArgumentException("a span within a span");
            case Condition condition -> one(condition);
        };
    }

    /** Without the parts that say nothing, but still no more exact than they were. */
    private static SqlCondition simplified(List<SqlCondition> parts) {
        List<SqlCondition> telling = parts.stream()
                .filter(part -> !part.equals(SqlCondition.UNKNOWN))
                .toList();
        if (telling.size() == parts.size()) {
            return SqlCondition.and(parts);
        }
        SqlCondition rest = SqlCondition.and(telling);
        return telling.isEmpty() ? SqlCondition.UNKNOWN : new SqlCondition(rest.sql(), rest.parameters(), false);
    }

    /** Hashes that an entry must have for one of its spans to satisfy the filter. */
    private static void collectHashes(Filter filter, Set<Integer> hashes) {
        if (filter instanceof Filter.And and) {
            and.parts().forEach(part -> collectHashes(part, hashes));
        } else if (filter instanceof Condition condition
                && condition.ref().field() == Field.SPAN_ATTRIBUTE
                && condition.operator() != Operator.IS_NULL) {
            String key = condition.ref().key();
            hashes.add(AttributeHashes.ofKey(key));
            if (condition.operator() == Operator.EQUAL
                    && condition.operands().get(0) instanceof Operand.Text(String text)
                    && text.length() <= AttributeHashes.MAX_VALUE_BYTES / 4) {
                hashes.add(AttributeHashes.ofEntry(key, text));
            } else if (condition.operator() == Operator.EQUAL
                    && condition.operands().get(0) instanceof Operand.Bool(boolean value)) {
                hashes.add(AttributeHashes.ofEntry(key, String.valueOf(value)));
            }
        }
    }

    /** Only whether there is one of that kind and name; its value may be anything, so it is read. */
    private static SqlCondition assessment(Condition condition) {
        if (condition.operator() == Operator.IS_NULL) {
            return SqlCondition.UNKNOWN;
        }
        Field field = condition.ref().field();
        String exists = "EXISTS (SELECT 1 FROM assessments a WHERE " + sameTrace("a") + " AND a.json->>'$.kind' = ?%s)";
        return field.keyed()
                ? SqlCondition.atMost(
                        exists.formatted(" AND a.json->>'$.name' = ?"),
                        field.name(),
                        condition.ref().key())
                : SqlCondition.atMost(exists.formatted(""), field.name());
    }

    private static String sameTrace(String alias) {
        return (alias + SAME_TRACE).formatted(alias);
    }
}
