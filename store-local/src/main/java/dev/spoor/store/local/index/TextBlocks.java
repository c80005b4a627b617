package dev.spoor.store.local.index;

import dev.spoor.model.filter.Filter.Condition;
import org.jspecify.annotations.Nullable;

/** Knows in which entries of the log content may be that a condition asks for. */
@FunctionalInterface
public interface TextBlocks {
    /** Knows nothing. */
    TextBlocks UNKNOWN = condition -> null;

    /**
     * @param condition on the content of a trace or a span
     * @return all entries that may have what satisfies it, null when that cannot be said or does not narrow enough
     */
    @Nullable
    BlockSelection of(Condition condition);
}
