package dev.spoor.model.filter;

import dev.spoor.model.text.Folding;

/** Matches LIKE patterns in time proportional to pattern times text at worst, without recursion. */
final class LikePattern {
    private LikePattern() {}

    /** Whether the whole text matches; {@code %} is any text, {@code _} any one code point. */
    static boolean matches(String pattern, String text, boolean anyCase) {
        int[] wanted = points(pattern, anyCase);
        int[] given = points(text, anyCase);
        int p = 0;
        int t = 0;
        int afterPercent = -1;
        int retryAt = 0;
        while (t < given.length) {
            if (p < wanted.length && wanted[p] == '%') {
                afterPercent = ++p;
                retryAt = t;
            } else if (p < wanted.length && (wanted[p] == '_' || wanted[p] == given[t])) {
                p++;
                t++;
            } else if (afterPercent >= 0) {
                p = afterPercent;
                t = ++retryAt;
            } else {
                return false;
            }
        }
        while (p < wanted.length && wanted[p] == '%') {
            p++;
        }
        return p == wanted.length;
    }

    private static int[] points(String text, boolean anyCase) {
        return (anyCase ? Folding.of(text) : text).codePoints().toArray();
    }
}
