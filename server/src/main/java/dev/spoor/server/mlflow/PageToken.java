package dev.spoor.server.mlflow;

import dev.spoor.server.http.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * MLflow's token of a page: base64 of {@code {"offset": n}}. Lists of traces add the store's cursor, so that a page goes on
 * behind the last one, whatever has arrived since; a token without it is taken too.
 *
 * @param offset how many came before
 * @param cursor where the store goes on; null when only the offset is known
 */
record PageToken(int offset, @Nullable String cursor) {
    private static final Pattern JSON =
            Pattern.compile("\\{\"offset\": ?(\\d{1,9})(?:, ?\"cursor\": ?\"([^\"\\\\]*)\")?}");
    private static final PageToken FIRST = new PageToken(0, null);

    static String of(int offset) {
        return encoded("{\"offset\": " + offset + "}");
    }

    /** @param cursor without quotes and backslashes, as the store's are */
    static String of(int offset, String cursor) {
        return encoded("{\"offset\": " + offset + ", \"cursor\": \"" + cursor + "\"}");
    }

    private static String encoded(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The first page for no token. */
    static PageToken parse(@Nullable String token) {
        if (token == null) {
            return FIRST;
        }
        try {
            Matcher json = JSON.matcher(new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8));
            if (json.matches()) {
                return new PageToken(Integer.parseInt(json.group(1)), json.group(2));
            }
        } catch (IllegalArgumentException e) {
            // the message below says it
        }
        throw ApiException.invalid("Invalid page token, could not base64-decode");
    }
}
