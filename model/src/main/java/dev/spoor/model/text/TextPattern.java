package dev.spoor.model.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text that is looked for within others. It is found in what a text {@linkplain ReadableText reads}, and, when it has a
 * backslash, also in the text as it was sent. White space in it stands for any white space. Immutable.
 *
 * <pre>{@code
 * TextPattern.of("refund policy", false).find("Our Refund\nPolicy …")   // one place: 4 to 17
 * }</pre>
 */
public final class TextPattern {
    /** So many characters at most. */
    public static final int MAX_LENGTH = 1000;

    private final String text;
    private final boolean caseSensitive;
    /** Folded unless case counts, and without white space. */
    private final List<String> pieces = new ArrayList<>();

    private final boolean spaceBefore;
    private final boolean spaceAfter;

    private TextPattern(String text, boolean caseSensitive) {
        this.text = text;
        this.caseSensitive = caseSensitive;
        this.spaceBefore = isSpace(text.charAt(0));
        this.spaceAfter = isSpace(text.charAt(text.length() - 1));
        String folded = caseSensitive ? text : Folding.of(text);
        int from = -1;
        for (int i = 0; i <= folded.length(); i++) {
            boolean within = i < folded.length() && !isSpace(folded.charAt(i));
            if (within && from < 0) {
                from = i;
            } else if (!within && from >= 0) {
                pieces.add(folded.substring(from, i));
                from = -1;
            }
        }
    }

    /** @throws IllegalArgumentException when there is nothing to look for, or more than {@value #MAX_LENGTH} characters */
    public static TextPattern of(String text, boolean caseSensitive) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "text must be at most " + MAX_LENGTH + " characters long, not " + text.length());
        }
        if (text.chars().allMatch(c -> isSpace((char) c))) {
            throw new IllegalArgumentException("text must say what to look for; it is empty or white space");
        }
        return new TextPattern(text, caseSensitive);
    }

    public String text() {
        return text;
    }

    public boolean caseSensitive() {
        return caseSensitive;
    }

    /** Whether texts are also looked at as they were sent. */
    public boolean looksAtSource() {
        return text.indexOf('\\') >= 0;
    }

    /**
     * Where it is found.
     *
     * @param shown the text in which it is: as it reads, or as it was sent
     * @param places begin and end of each, in UTF-16 units, in order and without overlaps; at least one
     */
    public record Found(String shown, List<Place> places) {
        public Found {
            places = List.copyOf(places);
        }
    }

    /** @param end behind the last character */
    public record Place(int start, int end) {}

    public boolean isIn(String sent) {
        return find(sent, 1) != null;
    }

    /** All places in a text, null when there is none. */
    public @Nullable Found find(String sent) {
        return find(sent, Integer.MAX_VALUE);
    }

    private @Nullable Found find(String sent, int max) {
        String readable = ReadableText.of(sent);
        List<Place> places = places(readable, max);
        if (!places.isEmpty()) {
            return new Found(readable, places);
        }
        if (looksAtSource()) {
            places = places(sent, max);
            if (!places.isEmpty()) {
                return new Found(sent, places);
            }
        }
        return null;
    }

    /** In this very text. */
    public List<Place> places(String shown, int max) {
        String hay = caseSensitive ? shown : Folding.of(shown);
        String first = pieces.get(0);
        List<Place> places = new ArrayList<>();
        int from = 0;
        while (places.size() < max) {
            int start = hay.indexOf(first, from);
            if (start < 0) {
                break;
            }
            int end = end(hay, start);
            if (end > 0) {
                places.add(new Place(start, end));
            }
            from = end > 0 ? end : start + 1;
        }
        return places;
    }

    /** Where the pattern ends whose first piece begins here; 0 when it does not. */
    private int end(String hay, int start) {
        if (spaceBefore && (start == 0 || !isSpace(hay.charAt(start - 1)))) {
            return 0;
        }
        int at = start + pieces.get(0).length();
        for (int i = 1; i < pieces.size(); i++) {
            int spaces = at;
            while (at < hay.length() && isSpace(hay.charAt(at))) {
                at++;
            }
            if (at == spaces || !hay.startsWith(pieces.get(i), at)) {
                return 0;
            }
            at += pieces.get(i).length();
        }
        return spaceAfter && (at == hay.length() || !isSpace(hay.charAt(at))) ? 0 : at;
    }

    static boolean isSpace(char c) {
        return c <= ' ' || c > 0x7e && (Character.isWhitespace(c) || Character.isSpaceChar(c));
    }
}
