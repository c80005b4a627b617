package dev.spoor.store;

/** Checks of page sizes. */
final class Limits {
    private Limits() {}

    static void check(int limit, int max) {
        if (limit < 1 || limit > max) {
            throw new IllegalArgumentException("limit must be 1 to " + max + ", not " + limit);
        }
    }
}
