package dev.spoor.store;

/** Why a store could not do what was asked. Messages are for people: they say what to do. */
public class StoreException extends RuntimeException {
    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Too much is waiting to be written; try again after a moment. */
    public static final class Busy extends StoreException {
        private final int retryAfterSeconds;

        public Busy(String message, int retryAfterSeconds) {
            super(message);
            this.retryAfterSeconds = retryAfterSeconds;
        }

        public int retryAfterSeconds() {
            return retryAfterSeconds;
        }
    }

    /** No room is left on disk, or within the configured limit. */
    public static final class Full extends StoreException {
        public Full(String message) {
            super(message);
        }
    }

    /** The store is closing or closed. */
    public static final class Closed extends StoreException {
        public Closed(String message) {
            super(message);
        }
    }

    /** Another process uses the data folder. */
    public static final class Locked extends StoreException {
        public Locked(String message) {
            super(message);
        }
    }

    /** The index did not catch up in time. */
    public static final class Lagging extends StoreException {
        public Lagging(String message) {
            super(message);
        }
    }

    /** A query needs more time than it may take. */
    public static final class TooSlow extends StoreException {
        public TooSlow(String message) {
            super(message);
        }
    }

    /** A cursor is not one that this store gave. */
    public static final class BadCursor extends StoreException {
        public BadCursor(String message) {
            super(message);
        }
    }

    /** Nobody waits for the answer any more. */
    public static final class Cancelled extends StoreException {
        public Cancelled(String message) {
            super(message);
        }
    }
}
