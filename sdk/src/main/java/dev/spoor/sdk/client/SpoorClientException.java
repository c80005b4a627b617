package dev.spoor.sdk.client;

/** The server refused, or could not be reached. */
public final class SpoorClientException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String errorCode;

    SpoorClientException(int status, String errorCode, String message) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
    }

    /** HTTP's status; 0 when there was no answer. */
    public int status() {
        return status;
    }

    /** {@code RESOURCE_DOES_NOT_EXIST}, {@code INVALID_PARAMETER_VALUE} and others; empty when there was no answer. */
    public String errorCode() {
        return errorCode;
    }
}
