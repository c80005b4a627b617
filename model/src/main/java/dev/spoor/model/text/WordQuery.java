package dev.spoor.model.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Which {@link Words} a text must have for something to be found in it: more texts may have them than contain what is looked
 * for, never fewer.
 *
 * @param words all of these; none when words say nothing of it
 */
public record WordQuery(List<Word> words) {
    /** Characters of an escape behind its backslash, at most. */
    private static final int ESCAPE = 5;

    public WordQuery {
        words = List.copyOf(words);
    }

    /**
     * A word, folded.
     *
     * @param openBefore whether the word of the text may have more before it
     * @param openAfter likewise behind it
     */
    public record Word(String text, boolean openBefore, boolean openAfter) {
        /** Whether a word of a text, folded, is one that is meant. */
        public boolean accepts(String word) {
            if (openBefore) {
                return openAfter ? word.contains(text) : word.endsWith(text);
            }
            return openAfter ? word.startsWith(text) : word.equals(text);
        }
    }

    public static WordQuery of(TextPattern pattern) {
        List<Word> words = new ArrayList<>();
        if (pattern.looksAtSource()) {
            addAroundEscapes(pattern.text(), words);
        } else {
            add(pattern.text(), true, true, words);
        }
        return new WordQuery(words);
    }

    /** What a LIKE pattern asks for beside its {@code %} and {@code _}. */
    public static WordQuery ofLike(String pattern) {
        List<Word> words = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= pattern.length(); i++) {
            if (i == pattern.length() || pattern.charAt(i) == '%' || pattern.charAt(i) == '_') {
                add(pattern.substring(from, i), from > 0, i < pattern.length(), words);
                from = i + 1;
            }
        }
        return new WordQuery(words);
    }

    /**
     * A text with backslashes is found in what was sent, where what follows a backslash may be an escape and so no part of a
     * word; the text may even begin within one.
     */
    private static void addAroundEscapes(String text, List<Word> words) {
        int at = Math.min(ESCAPE, text.length());
        int first = text.indexOf('\\');
        if (first < at) {
            at = first;
        }
        while (at < text.length()) {
            int next = text.indexOf('\\', at);
            int end = next < 0 ? text.length() : next;
            // Cut into words one by one: each of them may have more on both sides.
            List<Word> between = new ArrayList<>();
            add(text.substring(at, end), true, true, between);
            between.forEach(word -> words.add(new Word(word.text, true, true)));
            if (next < 0) {
                return;
            }
            at = next;
            while (at < text.length() && text.charAt(at) == '\\') {
                at++;
            }
            int limit = Math.min(text.length(), at + ESCAPE);
            at = Math.min(text.length(), at + 1);
            while (at < limit && Character.digit(text.charAt(at), 16) >= 0) {
                at++;
            }
        }
    }

    private static void add(String text, boolean openBefore, boolean openAfter, List<Word> words) {
        char[] folded = text.toCharArray();
        Folding.inPlace(folded, folded.length);
        Words.forEach(folded, folded.length, (chars, from, to) -> {
            boolean pair = Character.codePointCount(chars, from, to - from) == 2 && isSign(chars[from]);
            // A pair of signs is a word of its own wherever it stands; a sign alone is part of two.
            boolean sign = !pair && isSign(chars[from]);
            words.add(new Word(
                    new String(chars, from, to - from),
                    sign || !pair && openBefore && from == 0,
                    sign || !pair && openAfter && to == chars.length));
        });
    }

    private static boolean isSign(char c) {
        return Words.classOf(c) == Words.SIGN || Character.isHighSurrogate(c);
    }
}
