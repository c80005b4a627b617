package dev.spoor.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextCursor asks for what follows; null at the end. It names a place in the order, not a count, so what arrives
 *     in between neither repeats nor skips an item.
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    public Page {
        items = List.copyOf(items);
    }
}
