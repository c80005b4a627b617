package dev.spoor.server.otlp;

/**
 * Guesses, before it is read, how much memory a JSON request takes as objects: {@code {},} is three bytes of text and a
 * message of two hundred in memory.
 */
final class JsonWeight {
    private static final int BYTES_PER_CONTAINER = 200;

    private JsonWeight() {}

    /** What the objects and arrays take besides their texts. */
    static long bytes(byte[] json) {
        long containers = 0;
        boolean inText = false;
        for (int i = 0; i < json.length; i++) {
            byte b = json[i];
            if (inText) {
                if (b == '\\') {
                    i++;
                } else if (b == '"') {
                    inText = false;
                }
            } else if (b == '"') {
                inText = true;
            } else if (b == '{' || b == '[') {
                containers++;
            }
        }
        return containers * BYTES_PER_CONTAINER;
    }
}
