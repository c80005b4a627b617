package dev.spoor.sdk.test;

import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.trace.RecordedSpan;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on one span. */
public final class SpanAssert extends AbstractAssert<SpanAssert, RecordedSpan> {
    SpanAssert(RecordedSpan span) {
        super(span, SpanAssert.class);
    }

    public SpanAssert hasType(SpanType type) {
        return holds("type", type.name(), actual.type().name());
    }

    /** As read from JSON: maps, lists, texts, booleans, {@code Long} and {@code BigDecimal}. */
    public SpanAssert hasInputs(@Nullable Object inputs) {
        return holds("inputs", inputs, actual.inputs());
    }

    /** As read from JSON: maps, lists, texts, booleans, {@code Long} and {@code BigDecimal}. */
    public SpanAssert hasOutputs(@Nullable Object outputs) {
        return holds("outputs", outputs, actual.outputs());
    }

    public SpanAssert hasAttribute(String key, Object value) {
        return holds("attribute '" + key + "'", value, actual.attributes().get(key));
    }

    public SpanAssert hasFailed() {
        return holds("failed", true, actual.failed());
    }

    public SpanAssert hasNotFailed() {
        return holds("failed", false, actual.failed());
    }

    /** An exception of that class is among its events. */
    public SpanAssert hasException(Class<? extends Throwable> type) {
        boolean found = actual.events().stream()
                .anyMatch(event -> type.getName().equals(event.attributes().get("exception.type")));
        if (!found) {
            failWithMessage(
                    "%s",
                    "expected span '" + actual.name() + "' to have an exception of " + type + ", and its events are "
                            + actual.events());
        }
        return this;
    }

    private SpanAssert holds(String what, @Nullable Object expected, @Nullable Object found) {
        if (!Objects.equals(expected, found)) {
            failWithMessage(
                    "%s",
                    "expected " + what + " of span '" + actual.name() + "' to be <" + expected + ">, and it is <"
                            + found + ">");
        }
        return this;
    }
}
