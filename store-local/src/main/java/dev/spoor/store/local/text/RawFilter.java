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
 * letters that someone escaped all the same. Horspool's search. Immutable.
 */
public final class RawFilter {
    private static final int SHORTEST = 3;
    /** Numbers and truth as text; they are not in the bytes. */
    private static final List<String> WRITTEN = List.of("true", "false", "null", "infinity", "nan");

    private static final byte[] ESCAPED_ASCII = "\\u00".getBytes(StandardCharsets.US_ASCII);

    private final byte @Nullable [] run;
    private final int[] skip = new int[256];
    private final byte[] fold = new byte[256];

    private RawFilter(@Nullable String longest, boolean caseSensitive) {
        for (int i = 0; i < 256; i++) {
            fold[i] = (byte) (!caseSensitive && i >= 'A' && i <= 'Z' ? i + 32 : i);
        }
        run = longest == null ? null : longest.getBytes(StandardCharsets.US_ASCII);
        if (run != null) {
            Arrays.fill(skip, run.length);
            for (int i = 0; i < run.length; i++) {
                run[i] = fold[run[i]];
            }
            for (int i = 0; i + 1 < run.length; i++) {
                skip[run[i]] = run.length - 1 - i;
                if (!caseSensitive && run[i] >= 'a' && run[i] <= 'z') {
                    skip[run[i] - 32] = run.length - 1 - i;
                }
            }
        }
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
        byte[] wanted = run;
        return wanted == null || contains(raw, wanted) || indexOfEscape(raw);
    }

    private boolean contains(byte[] raw, byte[] wanted) {
        int last = wanted.length - 1;
        int at = 0;
        while (at + last < raw.length) {
            int i = last;
            while (fold[raw[at + i] & 0xff] == wanted[i]) {
                if (i-- == 0) {
                    return true;
                }
            }
            at += skip[raw[at + last] & 0xff];
        }
        return false;
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
