package dev.spoor.store.local.text;

import dev.spoor.model.text.TextPattern;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells of an entry's bytes that a text cannot be in them, without reading spans: its longest run of ASCII letters and digits
 * is not. Such a run lies in the bytes as it is, since it takes no escape; but for numbers, which are no text there, and for
 * letters that someone escaped all the same. Immutable.
 */
public final class RawFilter {
    private static final int SHORTEST = 3;
    /** Numbers and truth as text; they are not in the bytes. */
    private static final List<String> WRITTEN = List.of("true", "false", "null", "infinity", "nan");

    private static final byte[] ESCAPED_ASCII = "\\u00".getBytes(StandardCharsets.US_ASCII);

    private final @Nullable ByteSearch run;

    private RawFilter(@Nullable String longest, boolean caseSensitive) {
        run = longest == null ? null : new ByteSearch(longest.getBytes(StandardCharsets.US_ASCII), caseSensitive);
    }

    public static RawFilter of(TextPattern pattern) {
        String longest = null;
        if (!pattern.looksAtSource()) {
            for (String run : pattern.text().split("[^A-Za-z0-9]+")) {
                if (run.length() >= SHORTEST && isText(run) && (longest == null || run.length() > longest.length())) {
                    longest = run;
                }
            }
        }
        return new RawFilter(longest, pattern.caseSensitive());
    }

    private static boolean isText(String run) {
        String lower = run.toLowerCase(Locale.ROOT);
        return lower.chars().filter(c -> c >= 'a' && c <= 'z').count() >= 2
                && WRITTEN.stream().noneMatch(word -> word.contains(lower));
    }

    public boolean mayContain(byte[] raw) {
        return run == null || run.isIn(raw) || indexOfEscape(raw);
    }

    private static boolean indexOfEscape(byte[] raw) {
        for (int at = 0; at + 6 <= raw.length; at++) {
            if (raw[at] == '\\' && Arrays.equals(raw, at, at + 4, ESCAPED_ASCII, 0, 4)) {
                return true;
            }
        }
        return false;
    }
}
