package dev.spoor.model.text;

/**
 * A text as it reads, which is what searches look at. Most texts read as they were sent. In JSON, and in JSON within its
 * strings, escapes become what they stand for: {@code {"q":"caf\u005cu00e9"}} reads {@code {"q":"café"}}. In other text only
 * {@code \u005cuXXXX} does, since a backslash may as well be part of a path. Of encoded data (a run of more than {@value
 * #LONGEST_RUN} letters, digits and {@code +/=_-}) only the beginning is left.
 */
public final class ReadableText {
    static final int LONGEST_RUN = 512;
    static final int KEPT_OF_RUN = 64;
    /** JSON in JSON, as agents pass it on; deeper is left as it is. */
    private static final int MAX_DEPTH = 8;

    private static final char MORE = '…';

    private ReadableText() {}

    /** The same text when there is nothing to change. */
    public static String of(String sent) {
        return withoutData(sent.indexOf('\\') < 0 ? sent : unescaped(sent, 0));
    }

    private static String unescaped(String text, int depth) {
        if (depth < MAX_DEPTH && looksLikeJson(text)) {
            StringBuilder out = new StringBuilder(text.length());
            json(text, out, depth);
            return out.toString();
        }
        return withoutUnicodeEscapes(text);
    }

    private static boolean looksLikeJson(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ') {
                return c == '{' || c == '[' || c == '"';
            }
        }
        return false;
    }

    /** Takes what is not quite JSON too, such as JSON that was cut off. */
    private static void json(String text, StringBuilder out, int depth) {
        int at = 0;
        while (at < text.length()) {
            int quote = text.indexOf('"', at);
            if (quote < 0) {
                out.append(text, at, text.length());
                return;
            }
            out.append(text, at, quote + 1);
            int end = endOfLiteral(text, quote + 1);
            if (text.substring(quote + 1, end).indexOf('\\') < 0) {
                out.append(text, quote + 1, end);
            } else {
                String literal = literal(text, quote + 1, end);
                out.append(literal.indexOf('\\') < 0 ? literal : unescaped(literal, depth + 1));
            }
            if (end < text.length()) {
                out.append('"');
            }
            at = end + 1;
        }
    }

    private static int endOfLiteral(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i;
            }
            if (c == '\\') {
                i++;
            }
        }
        return text.length();
    }

    private static String literal(String text, int from, int to) {
        StringBuilder out = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 >= to) {
                out.append(c);
                continue;
            }
            char escape = text.charAt(++i);
            switch (escape) {
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case '"', '\\', '/' -> out.append(escape);
                case 'u' -> {
                    int unit = hex(text, i + 1, to);
                    if (unit < 0) {
                        out.append("\\u");
                    } else {
                        out.append((char) unit);
                        i += 4;
                    }
                }
                default -> out.append('\\').append(escape);
            }
        }
        return out.toString();
    }

    private static String withoutUnicodeEscapes(String text) {
        int next = text.indexOf("\\u");
        if (next < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (next >= 0) {
            int unit = hex(text, next + 2, text.length());
            if (unit >= 0) {
                out.append(text, at, next).append((char) unit);
                at = next + 6;
            }
            next = text.indexOf("\\u", next + 2);
        }
        return out.append(text, at, text.length()).toString();
    }

    /** Four hex digits, or -1. */
    private static int hex(String text, int from, int limit) {
        if (from + 4 > limit) {
            return -1;
        }
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0 || text.charAt(i) >= 0x80) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    /** A run that is too long covers two places that are half as far from each other, so most texts cost next to nothing. */
    private static String withoutData(String text) {
        if (text.length() <= LONGEST_RUN) {
            return text;
        }
        StringBuilder out = null;
        int copied = 0;
        int half = LONGEST_RUN / 2;
        int at = half - 1;
        while (at + half < text.length()) {
            if (!isOfRun(text.charAt(at)) || !isOfRun(text.charAt(at + half))) {
                at += half;
                continue;
            }
            int from = at;
            while (from > copied && isOfRun(text.charAt(from - 1))) {
                from--;
            }
            int to = at;
            while (to < text.length() && isOfRun(text.charAt(to))) {
                to++;
            }
            if (to - from > LONGEST_RUN) {
                out = out == null ? new StringBuilder() : out;
                out.append(text, copied, from + KEPT_OF_RUN).append(MORE);
                copied = to;
            }
            at = Math.max(at + half, to);
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    private static boolean isOfRun(char c) {
        return c < 0x80
                ? c >= 'a' && c <= 'z'
                        || c >= 'A' && c <= 'Z'
                        || c >= '0' && c <= '9'
                        || c == '+'
                        || c == '/'
                        || c == '='
                        || c == '_'
                        || c == '-'
                : Words.classOf(c) == Words.LETTER;
    }
}
