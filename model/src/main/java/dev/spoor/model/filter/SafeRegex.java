package dev.spoor.model.filter;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression within RE2's syntax, searched with a bounded number of steps: Java's own engine backtracks, which
 * can take exponential time. Immutable and safe for use by many threads.
 */
public final class SafeRegex {
    /** Characters looked at, per character of the text and in all at least a thousand times that many. */
    private static final int STEPS_PER_CHARACTER = 200;

    private static final Pattern NOT_IN_RE2 =
            Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*(?:\\(\\?(?:[=!>]|<[=!])|\\\\[1-9]|\\\\k<|[*+?}]\\+)");

    private final Pattern pattern;

    private SafeRegex(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException when it is no expression, or one that RE2 does not have */
    public static SafeRegex of(String expression) {
        if (NOT_IN_RE2.matcher(expression).find()) {
            throw new IllegalArgumentException("no lookaround, back references or possessive quantifiers");
        }
        try {
            return new SafeRegex(Pattern.compile(expression));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getDescription(), e);
        }
    }

    /**
     * Whether it is found anywhere in the text.
     *
     * @throws TooManySteps when the search takes longer than it may
     */
    public boolean find(String text) {
        try {
            return pattern.matcher(new Counted(
                            text, text.length(), new long[] {STEPS_PER_CHARACTER * (text.length() + 1000L)}))
                    .find();
        } catch (StackOverflowError e) {
            throw new TooManySteps();
        }
    }

    /** The search was given up. */
    @SuppressWarnings("serial") // never serialized
    public static final class TooManySteps extends RuntimeException {
        TooManySteps() {
            super("The regular expression takes too many steps on this text");
        }
    }

    /** Counts each look at a character. */
    private record Counted(String text, int length, long[] stepsLeft) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (--stepsLeft[0] < 0) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
