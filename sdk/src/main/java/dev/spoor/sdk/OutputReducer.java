package dev.spoor.sdk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one output of the items that a stream or a publisher has given. Called once for each span. */
@FunctionalInterface
public interface OutputReducer {
    /** @param items the first of them, as many as are recorded of a list */
    @Nullable
    Object reduce(List<?> items);

    /** Texts are joined; other items stay a list. */
    final class Joined implements OutputReducer {
        @Override
        public Object reduce(List<?> items) {
            if (items.isEmpty() || !items.stream().allMatch(CharSequence.class::isInstance)) {
                return items;
            }
            StringBuilder joined = new StringBuilder();
            items.forEach(item -> joined.append((CharSequence) item));
            return joined.toString();
        }
    }
}
