package dev.spoor.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search has found.
 *
 * @param nextCursor where to go on; null when all is searched. The page that it leads to may be empty
 * @param complete false when the time was up before the page was full
 * @param searchedUntilEpochNanos all traces that started later are searched; 0 when all are
 */
public record SearchPage(
        List<SearchHit> hits, @Nullable String nextCursor, boolean complete, long searchedUntilEpochNanos) {
    public SearchPage {
        hits = List.copyOf(hits);
    }
}
