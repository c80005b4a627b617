package dev.spoor.otlp;

/** Bytes that are not the OTLP message they should be. The message says what was expected, what was found, and where. */
public final class MalformedOtlpException extends RuntimeException {
    public MalformedOtlpException(String message) {
        super(message);
    }

    public MalformedOtlpException(String message, Throwable cause) {
        super(message, cause);
    }
}
