package dev.spoor.sdk.json;

/**
 * How much of a value is written. What is beyond a limit is replaced by a mark, and what comes out is always valid JSON.
 *
 * @param maxChars of a whole value, at least 100. Marks and closing brackets may exceed it a little
 * @param maxTextChars of one text in it, at least 10
 * @param maxItems of one list or map, at least 1
 * @param maxDepth of lists and maps in each other, at least 1
 */
public record JsonLimits(int maxChars, int maxTextChars, int maxItems, int maxDepth) {
    /** 256 Ki characters in all, 64 Ki in a text, 1,000 items, 16 levels. */
    public static final JsonLimits DEFAULT = new JsonLimits(256 * 1024, 64 * 1024, 1000, 16);

    public JsonLimits {
        atLeast("maxChars", maxChars, 100);
        atLeast("maxTextChars", maxTextChars, 10);
        atLeast("maxItems", maxItems, 1);
        atLeast("maxDepth", maxDepth, 1);
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
        }
    }
}
