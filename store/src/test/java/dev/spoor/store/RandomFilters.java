package dev.spoor.store;

import dev.spoor.model.filter.Field;
import dev.spoor.model.filter.Operator;
import java.util.List;
import java.util.Random;

/** Filters of every field, operator and kind of value, nested at random, that match some of {@link RandomTraces}. */
final class RandomFilters {
    private final Random random;

    RandomFilters(Random random) {
        this.random = random;
    }

    /** @param depth of brackets and NOT at most */
    String tree(int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(6)) {
            case 1 -> "(" + tree(depth - 1) + " AND " + tree(depth - 1) + ")";
            case 2 -> "(" + tree(depth - 1) + " OR " + tree(depth - 1) + ")";
            case 3 -> "NOT (" + tree(depth - 1) + ")";
            case 4 -> "span(" + ofOneSpan(depth - 1) + ")";
            default -> condition(Field.values()[random.nextInt(Field.values().length)]);
        };
    }

    private String ofOneSpan(int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(4)) {
            case 1 -> "(" + ofOneSpan(depth - 1) + " AND " + ofOneSpan(depth - 1) + ")";
            case 2 -> "(" + ofOneSpan(depth - 1) + " OR " + ofOneSpan(depth - 1) + ")";
            case 3 -> "NOT " + ofOneSpan(depth - 1);
            default -> {
                List<Field> ofSpans = List.of(Field.values()).stream()
                        .filter(field -> field.scope() == Field.Scope.SPAN)
                        .toList();
                yield condition(ofSpans.get(random.nextInt(ofSpans.size())));
            }
        };
    }

    private String condition(Field field) {
        List<Operator> operators = List.copyOf(field.type().operators());
        return condition(field, operators.get(random.nextInt(operators.size())));
    }

    String condition(Field field, Operator operator) {
        String name = field.printedName()
                + (field.keyed() ? "." + pick("env", "region", "grade", "score", "n", "flag", "list", "ratio") : "");
        return name + " "
                + switch (operator) {
                    case IS_NULL, IS_NOT_NULL -> operator.text();
                    case IN, NOT_IN -> operator.text() + " (" + value(field) + ", " + value(field) + ")";
                    case BETWEEN, NOT_BETWEEN -> operator.text() + " " + number(field) + " AND " + number(field);
                    case LIKE, NOT_LIKE, ILIKE, NOT_ILIKE ->
                        operator.text() + " " + pick("'%a%'", "'e_%'", "'%'", "'%REFUND%'", "'chat'", "'CHAT'", "''");
                    case RLIKE, NOT_RLIKE ->
                        operator.text() + " " + pick("'^a'", "'[0-9]+'", "'prod|dev'", "'(?i)CHAT'");
                    case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> operator.text() + " " + number(field);
                    default -> operator.text() + " " + value(field);
                };
    }

    private String value(Field field) {
        return switch (field.type()) {
            case TEXT, CONTENT ->
                pick(
                        "'answer'",
                        "'ERROR'",
                        "'OK'",
                        "'chat'",
                        "'LLM'",
                        "'gpt-5'",
                        "'prod'",
                        "'s1'",
                        "'run2'",
                        "'it''s'",
                        "''",
                        "'0000000000000002'",
                        "'INTERNAL'");
            case PROMPT -> pick("'greet/2'", "'greet/1'");
            case ANY ->
                pick("'prod'", "'7'", "7", "7.0", "0.5", "true", "false", "'true'", "'eu-west'", "10", "'[1,\"a\"]'");
            default -> number(field);
        };
    }

    private String number(Field field) {
        return switch (field.type()) {
            case DURATION -> pick("5ms", "1s", "0s", "15ms", "10m", "2ms");
            case TIME -> pick("now", "now - 1h", "1700000002010", "'2023-11-14T22:13:21Z'", "'2023-11-14T22:13:26Z'");
            default -> pick("0", "1", "2.5", "3", "7", "100", "0.25", "1700000002010", "1700000005010", "-1");
        };
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
