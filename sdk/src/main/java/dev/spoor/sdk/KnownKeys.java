package dev.spoor.sdk;

import io.opentelemetry.api.common.AttributeKey;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's keys by their names. An application says the same few names on every span, and each would make a key
 * anew, which waits in the queue with its span and is encoded anew on its way out. Names share a fixed number of places,
 * where the last one stays, so names without end take no memory. Safe for several threads: keys do not change, and a
 * thread that misses another's makes its own.
 */
final class KnownKeys<T> {
    static final KnownKeys<String> STRING = new KnownKeys<>(AttributeKey::stringKey);
    static final KnownKeys<Long> LONG = new KnownKeys<>(AttributeKey::longKey);
    static final KnownKeys<Double> DOUBLE = new KnownKeys<>(AttributeKey::doubleKey);
    static final KnownKeys<Boolean> BOOLEAN = new KnownKeys<>(AttributeKey::booleanKey);

    /** A power of two, several times what applications have names. */
    private static final int PLACES = 1024;
    /** Longer names are seldom said twice, and would be kept for nothing. */
    private static final int MAX_CHARS = 128;

    private final Function<String, AttributeKey<T>> make;

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays have no type arguments
    private final AttributeKey<T>[] keys = new AttributeKey[PLACES];

    private KnownKeys(Function<String, AttributeKey<T>> make) {
        this.make = make;
    }

    /** A null name is the empty one, which spans leave out: the application shall not fail for what it says here. */
    AttributeKey<T> of(@Nullable String name) {
        if (name == null) {
            return make.apply("");
        }
        int hash = name.hashCode();
        int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
        AttributeKey<T> known = keys[place];
        return known != null && known.getKey().equals(name) ? known : made(place, name);
    }

    private AttributeKey<T> made(int place, String name) {
        AttributeKey<T> key = make.apply(name);
        if (name.length() <= MAX_CHARS) {
            keys[place] = key;
        }
        return key;
    }
}
