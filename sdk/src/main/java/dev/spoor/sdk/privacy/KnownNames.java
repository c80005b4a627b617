package dev.spoor.sdk.privacy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What was found out of names of attributes and of keys in JSON. They are few and come with every span, so each is looked
 * at once; only so many are remembered, since some applications make names without end. Safe for several threads.
 */
final class KnownNames<T> {
    private static final int MAX = 4096;
    /** Longer ones are no names that come again. */
    private static final int MAX_CHARS = 256;

    private final Map<String, T> known = new ConcurrentHashMap<>();
    private final Function<String, T> judge;

    /** @param judge gives the same for the same name */
    KnownNames(Function<String, T> judge) {
        this.judge = judge;
    }

    T of(String name) {
        T found = known.get(name);
        if (found == null) {
            found = judge.apply(name);
            if (known.size() < MAX && name.length() <= MAX_CHARS) {
                known.put(name, found);
            }
        }
        return found;
    }
}
