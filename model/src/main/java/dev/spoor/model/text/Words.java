package dev.spoor.model.text;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/**
 * Cuts {@linkplain Folding folded} text into the words by which an index narrows a search: runs of letters and digits, and
 * pairs of signs, where writing has no spaces (東京都 is 東京 and 京都) and for symbols; a sign that stands alone is a word.
 * What a text contains is so found by whole words within it, and by words that begin or end as the text does.
 */
public final class Words {
    static final int SEPARATOR = 0;
    static final int LETTER = 1;
    static final int SIGN = 2;

    private static final Set<UnicodeScript> UNSPACED = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.YI,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN);

    private static final byte[] CLASSES = new byte[0x10000];

    static {
        for (int i = 0; i < CLASSES.length; i++) {
            CLASSES[i] = (byte) find(i);
        }
    }

    private Words() {}

    /** Told of each word; the array belongs to the caller. */
    @FunctionalInterface
    public interface Sink {
        void word(char[] text, int from, int to);
    }

    /** Hands over the words in the first so many characters, in their order, each as often as it comes. */
    public static void forEach(char[] folded, int length, Sink sink) {
        int at = 0;
        while (at < length) {
            char c = folded[at];
            int type = CLASSES[c];
            if (type == LETTER) {
                int end = at + 1;
                while (end < length && CLASSES[folded[end]] == LETTER) {
                    end++;
                }
                sink.word(folded, at, end);
                at = end;
            } else if (type == SIGN || Character.isHighSurrogate(c)) {
                at = signs(folded, at, length, sink);
            } else {
                at++;
            }
        }
    }

    private static int signs(char[] folded, int from, int length, Sink sink) {
        int first = sign(folded, from, length);
        if (first == 0) {
            return from + 1;
        }
        int before = from;
        int at = from + first;
        int next;
        while ((next = sign(folded, at, length)) > 0) {
            sink.word(folded, before, at + next);
            before = at;
            at += next;
        }
        if (before == from) {
            sink.word(folded, from, at);
        }
        return at;
    }

    /** How many characters the sign there has; 0 when there is none. Beyond the basic plane all that is shown is a sign. */
    private static int sign(char[] text, int at, int length) {
        if (at >= length) {
            return 0;
        }
        if (CLASSES[text[at]] == SIGN) {
            return 1;
        }
        boolean pair = Character.isHighSurrogate(text[at]) && at + 1 < length && Character.isLowSurrogate(text[at + 1]);
        return pair ? 2 : 0;
    }

    static int classOf(char c) {
        return CLASSES[c];
    }

    private static int find(int c) {
        if (c < 0x80) {
            return Character.isLetterOrDigit(c) ? LETTER : SEPARATOR;
        }
        return switch (Character.getType(c)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER ->
                UNSPACED.contains(UnicodeScript.of(c)) || c >= 0x3000 && c <= 0x30ff ? SIGN : LETTER;
            case Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.OTHER_SYMBOL,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> SIGN;
            default -> SEPARATOR;
        };
    }
}
