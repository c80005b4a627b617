package dev.spoor.dialects;

import dev.spoor.model.SpanType;
import org.jspecify.annotations.Nullable;

/**
 * What one SDK, or family of SDKs, writes on its spans. Most of it is a table of keys; the methods are for what a table
 * cannot say. Stateless and safe for many threads. Methods may assume nothing of the values they find: what throws is
 * caught by {@link Dialects} and costs the span that dialect's part.
 *
 * <p>A span may speak several dialects at once: each fills what the ones before it left open, in the order of
 * {@link Dialects#standard}.
 */
abstract class Dialect {
    final String name;
    final KeyTable table;

    Dialect(String name, KeyTable table) {
        this.name = name;
        this.table = table;
    }

    /** Whether an attribute of this key shows that its span speaks this dialect. Asked once for each distinct key. */
    abstract boolean marks(String key);

    /** How the names of spans begin that speak this dialect without any key to tell; empty for the most. */
    String namePrefix() {
        return "";
    }

    /** A last look at a span that has a marking key. */
    boolean speaks(SpanView span) {
        return true;
    }

    /** What the span does, or null when this dialect does not say. */
    @Nullable
    SpanType type(SpanView span) {
        return null;
    }

    /** Whether input tokens leave out those that a cache served or stored, as Anthropic counts them. */
    boolean inputExcludesCache(SpanView span) {
        return false;
    }

    /** Fills what the table could not, of the fields that a summary needs. Must be cheap. */
    void summarise(SpanView span, Draft draft) {}

    /** Fills what the table could not, of everything; called after {@link #summarise}. */
    void read(SpanView span, Draft draft) {}
}
