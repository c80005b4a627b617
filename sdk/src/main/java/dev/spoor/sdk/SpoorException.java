package dev.spoor.sdk;

/** Tracing is required, and cannot be had. */
public final class SpoorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SpoorException(String message) {
        super(message);
    }
}
