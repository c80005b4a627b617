package dev.spoor.server;

import dev.spoor.model.LogRecord;
import dev.spoor.model.Span;
import dev.spoor.model.SpanContent;
import java.util.List;

/** Reads all that a span says, when someone opens it. Pure, never throws, called from many threads. */
@FunctionalInterface
public interface ContentReader {

    /** @param logs what was sent beside the span */
    SpanContent read(Span span, List<LogRecord> logs);

    /** Whether an attribute of this key is known to hold what went into its span. */
    default boolean isInput(String attributeKey) {
        return false;
    }

    /** Whether an attribute of this key is known to hold what came out of its span. */
    default boolean isOutput(String attributeKey) {
        return false;
    }
}
