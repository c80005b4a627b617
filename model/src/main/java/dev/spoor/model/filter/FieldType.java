package dev.spoor.model.filter;

import static dev.spoor.model.filter.Operator.*;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a field holds, and so how it can be compared. */
public enum FieldType {
    /** Text, compared case by case. */
    TEXT(
            "a quoted text",
            EnumSet.of(
                    EQUAL,
                    NOT_EQUAL,
                    IN,
                    NOT_IN,
                    LIKE,
                    NOT_LIKE,
                    ILIKE,
                    NOT_ILIKE,
                    RLIKE,
                    NOT_RLIKE,
                    IS_NULL,
                    IS_NOT_NULL)),
    /** A number without unit. */
    NUMBER(
            "a number",
            EnumSet.of(
                    EQUAL,
                    NOT_EQUAL,
                    LESS,
                    LESS_OR_EQUAL,
                    GREATER,
                    GREATER_OR_EQUAL,
                    IN,
                    NOT_IN,
                    BETWEEN,
                    NOT_BETWEEN,
                    IS_NULL,
                    IS_NOT_NULL)),
    /** Nanoseconds. */
    DURATION("a duration such as 2s, 150ms or 1h30m", NUMBER.operators),
    /** Nanoseconds since 1970. */
    TIME("a time such as now - 1h, '2026-01-31T12:00:00Z' or milliseconds since 1970", NUMBER.operators),
    /** Any JSON value: compared as a number with numbers, else by its text. */
    ANY("a quoted text, a number, true or false", EnumSet.allOf(Operator.class)),
    /** Content that is only searched. */
    CONTENT("a quoted pattern such as '%refund%'", EnumSet.of(LIKE, NOT_LIKE, ILIKE, NOT_ILIKE)),
    /** Name and version of a prompt, as {@code 'name/version'}. */
    PROMPT("'name/version'", EnumSet.of(EQUAL));

    private final String expected;
    private final Set<Operator> operators;

    FieldType(String expected, Set<Operator> operators) {
        this.expected = expected;
        this.operators = Collections.unmodifiableSet(operators);
    }

    /** What a value for it looks like, for people. */
    public String expected() {
        return expected;
    }

    public Set<Operator> operators() {
        return operators;
    }
}
