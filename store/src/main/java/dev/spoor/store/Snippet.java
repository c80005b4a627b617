package dev.spoor.store;

import dev.spoor.model.text.TextPattern.Found;
import dev.spoor.model.text.TextPattern.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * Some text around the first place at which something was found, in one line: runs of white space become one space, and
 * {@code …} stands where more was.
 *
 * @param highlights places within the text, in UTF-16 units, in order and without overlaps; at least one
 */
public record Snippet(String text, List<Place> highlights) {
    private static final int BEFORE = 60;
    private static final int LENGTH = 220;
    /** Of a long pattern so much is shown. */
    private static final int LONGEST_PLACE = 160;

    private static final char MORE = '…';

    public Snippet {
        highlights = List.copyOf(highlights);
    }

    public static Snippet of(Found found) {
        return new Writer(found).write();
    }

    private static final class Writer {
        private final String shown;
        private final List<Place> places;
        private final StringBuilder text = new StringBuilder(LENGTH + 2);
        private final List<Place> highlights = new ArrayList<>();

        Writer(Found found) {
            shown = found.shown();
            places = found.places();
        }

        Snippet write() {
            Place first = places.get(0);
            int from = wordStart(Math.max(0, first.start() - BEFORE), first.start());
            int to = Math.min(
                    shown.length(), Math.max(from + LENGTH, Math.min(first.end(), first.start() + LONGEST_PLACE)));
            to = to < shown.length() && Character.isLowSurrogate(shown.charAt(to)) ? to - 1 : to;
            if (from > 0) {
                text.append(MORE);
            }
            int at = from;
            for (Place place : places) {
                if (place.start() >= to) {
                    break;
                }
                append(at, place.start());
                int start = text.length();
                at = Math.min(place.end(), to);
                append(place.start(), at);
                highlights.add(new Place(start, text.length()));
            }
            append(at, to);
            if (to < shown.length()) {
                text.append(MORE);
            }
            return new Snippet(text.toString(), highlights);
        }

        /** Where a word begins behind the place, so that none is cut, when there is one before the limit. */
        private int wordStart(int from, int limit) {
            if (from == 0) {
                return 0;
            }
            for (int i = from; i < Math.min(limit, from + BEFORE / 3); i++) {
                if (Character.isWhitespace(shown.charAt(i))) {
                    return i + 1;
                }
            }
            return Character.isLowSurrogate(shown.charAt(from)) ? from + 1 : from;
        }

        private void append(int from, int to) {
            for (int i = from; i < to; i++) {
                char c = shown.charAt(i);
                boolean space = c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c);
                if (!space) {
                    text.append(c);
                } else if (text.length() > 0 && text.charAt(text.length() - 1) != ' ') {
                    text.append(' ');
                }
            }
        }
    }
}
