package dev.spoor.model.filter;

/** A filter that cannot be understood. The message is for people and names the place. */
@SuppressWarnings("serial") // never serialized
public final class FilterException extends IllegalArgumentException {
    private final int position;
    private final String expected;
    private final String nearest;

    /**
     * @param position the index of the offending character, from 0
     * @param expected what would be right there
     * @param nearest the known name nearest to what was written, or empty
     */
    public FilterException(String problem, int position, String expected, String nearest) {
        super(problem + " at position " + position + (expected.isEmpty() ? "" : ": expected " + expected)
                + (nearest.isEmpty() ? "" : "; did you mean " + nearest + "?"));
        this.position = position;
        this.expected = expected;
        this.nearest = nearest;
    }

    public int position() {
        return position;
    }

    public String expected() {
        return expected;
    }

    public String nearest() {
        return nearest;
    }
}
