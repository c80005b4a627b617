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

    /**
     * The same, but the previews may be left out, where that saves time: they cost more than all the rest, and a trace
     * needs them of one or two of its spans.
     */
    default SpanSummary summariseWithoutPreviews(Span span) {
        return summarise(span);
    }

    /** What the call cost, by what the sender said or by price. */
    Cost price(Span span, SpanSummary summary);
}
