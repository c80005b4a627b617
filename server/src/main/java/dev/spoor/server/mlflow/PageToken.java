package dev.spoor.server.mlflow;

import dev.spoor.server.http.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** MLflow's token of a page, for lists that are short: base64 of {@code {"offset": n}}. */
final class PageToken {
    private static final Pattern OFFSET = Pattern.compile("\\{\"offset\": ?(\\d{1,9})}");

    private PageToken() {}

    static String of(int offset) {
        return Base64.getEncoder().encodeToString(("{\"offset\": " + offset + "}").getBytes(StandardCharsets.UTF_8));
    }

    /** 0 for no token. */
    static int offset(@Nullable String token) {
        if (token == null) {
            return 0;
        }
        try {
            Matcher offset = OFFSET.matcher(new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8));
            if (offset.matches()) {
                return Integer.parseInt(offset.group(1));
            }
        } catch (IllegalArgumentException e) {
            // the message below says it
        }
        throw ApiException.invalid("Invalid page token, could not base64-decode");
    }
}
