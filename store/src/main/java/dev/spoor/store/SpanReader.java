package dev.spoor.store;

import dev.spoor.model.Cost;
import dev.spoor.model.Span;
import dev.spoor.model.SpanSummary;

/**
 * Reads the meaning of spans for the index. Pure: the same version gives the same answer for the same span. Called from
 * many threads.
 */
public interface SpanReader {

    /** Changes whenever the answers may; an index of another version is made anew. */
    String version();

    /** Never throws, whatever the span holds. */
    SpanSummary summarise(Span span);

    /** What the call cost, by what the sender said or by price. */
    Cost price(Span span, SpanSummary summary);
}
