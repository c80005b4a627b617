package dev.spoor.model.text;

/**
 * Text without the difference of case, one code point for one, so that places in it are places in the original. Unlike full
 * case folding it never makes a letter of ASCII out of another character: the Kelvin sign is not a k, nor the long s an s.
 * Then text of ASCII is only found where its bytes are.
 */
public final class Folding {
    private static final char[] TABLE = new char[0x10000];

    static {
        for (int i = 0; i < TABLE.length; i++) {
            TABLE[i] = (char) (Character.isSurrogate((char) i) ? i : codePoint(i));
        }
    }

    private Folding() {}

    /** A character of the basic plane; a half of a pair stays as it is. */
    public static char of(char c) {
        return TABLE[c];
    }

    public static int of(int codePoint) {
        return codePoint < TABLE.length ? TABLE[codePoint] : codePoint(codePoint);
    }

    private static int codePoint(int codePoint) {
        int folded = Character.toLowerCase(Character.toUpperCase(codePoint));
        boolean intoAscii = folded < 0x80 && codePoint >= 0x80;
        return intoAscii || Character.charCount(folded) != Character.charCount(codePoint) ? codePoint : folded;
    }

    /** As long as the text. */
    public static String of(String text) {
        char[] folded = text.toCharArray();
        return inPlace(folded, folded.length) ? new String(folded) : text;
    }

    /** Folds the first so many characters; whether any changed. */
    public static boolean inPlace(char[] text, int length) {
        boolean changed = false;
        for (int i = 0; i < length; i++) {
            char c = text[i];
            char folded = TABLE[c];
            if (folded != c) {
                text[i] = folded;
                changed = true;
            } else if (c >= Character.MIN_HIGH_SURROGATE && c <= Character.MAX_HIGH_SURROGATE && i + 1 < length) {
                changed |= pair(text, i);
            }
        }
        return changed;
    }

    private static boolean pair(char[] text, int at) {
        if (!Character.isLowSurrogate(text[at + 1])) {
            return false;
        }
        int codePoint = Character.toCodePoint(text[at], text[at + 1]);
        int folded = codePoint(codePoint);
        if (folded != codePoint) {
            text[at] = Character.highSurrogate(folded);
            text[at + 1] = Character.lowSurrogate(folded);
        }
        return folded != codePoint;
    }
}
