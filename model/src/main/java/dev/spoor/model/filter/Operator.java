package dev.spoor.model.filter;

/**
 * How a condition compares. A value that is absent satisfies none of them but {@link #IS_NULL}: the negated ones ask for
 * a value that differs.
 */
public enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    IN("IN"),
    NOT_IN("NOT IN"),
    BETWEEN("BETWEEN"),
    NOT_BETWEEN("NOT BETWEEN"),
    /** {@code %} is any text, {@code _} any one character; there is no escape. */
    LIKE("LIKE"),
    NOT_LIKE("NOT LIKE"),
    /** As {@link #LIKE}, in any case. */
    ILIKE("ILIKE"),
    NOT_ILIKE("NOT ILIKE"),
    /** A regular expression of RE2's syntax that is found anywhere in the text. */
    RLIKE("RLIKE"),
    NOT_RLIKE("NOT RLIKE"),
    IS_NULL("IS NULL"),
    IS_NOT_NULL("IS NOT NULL");

    private final String text;

    Operator(String text) {
        this.text = text;
    }

    /** As it is written, in capitals. */
    public String text() {
        return text;
    }
}
