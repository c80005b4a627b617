package dev.spoor.store.local.index;

import dev.spoor.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place in an order, as clients carry it: the sort key of the last item, in base64url. */
final class Cursor {
    private Cursor() {}

    static String of(Object... key) {
        StringBuilder text = new StringBuilder("1");
        for (Object part : key) {
            text.append('\n').append(part);
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The key's parts, or null for no cursor.
     *
     * @throws StoreException.BadCursor when it is not a cursor with so many parts
     */
    static @Nullable List<String> parse(@Nullable String cursor, int parts) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            List<String> found = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (found.size() == parts + 1 && found.get(0).equals("1")) {
                return found.subList(1, found.size());
            }
        } catch (IllegalArgumentException e) {
            // Told below, like any other text that is no cursor.
        }
        throw new StoreException.BadCursor("'" + cursor + "' is not a page token that this server gave");
    }

    static long number(String part) {
        try {
            return Long.parseLong(part);
        } catch (NumberFormatException e) {
            throw new StoreException.BadCursor("'" + part + "' is not part of a page token that this server gave");
        }
    }
}
