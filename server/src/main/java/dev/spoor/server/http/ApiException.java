package dev.spoor.server.http;

import com.linecorp.armeria.common.HttpStatus;

/** A request that cannot be answered as it is asked. The message goes to the client as it stands. */
public final class ApiException extends RuntimeException {
    private final HttpStatus status;
    private final String errorCode;
    private final int retryAfterSeconds;

    /**
     * @param errorCode one of MLflow's codes, or ours where it has none
     * @param retryAfterSeconds when to try again; 0 when that will not help
     */
    public ApiException(HttpStatus status, String errorCode, String message, int retryAfterSeconds) {
        super(message, null, false, false);
        this.status = status;
        this.errorCode = errorCode;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** 400: a parameter, header or field has a value that cannot be used; the message names it. */
    public static ApiException invalid(String message) {
        return new ApiException(HttpStatus.BAD_REQUEST, "INVALID_PARAMETER_VALUE", message, 0);
    }

    /** 400: the body cannot be decoded. */
    public static ApiException malformed(String message) {
        return new ApiException(HttpStatus.BAD_REQUEST, "BAD_REQUEST", message, 0);
    }

    /** 404: there is no such trace, span, project and so on. */
    public static ApiException notFound(String message) {
        return new ApiException(HttpStatus.NOT_FOUND, "RESOURCE_DOES_NOT_EXIST", message, 0);
    }

    /** 413. */
    public static ApiException tooLarge(String message) {
        return new ApiException(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "REQUEST_TOO_LARGE", message, 0);
    }

    /** 415: the type or the encoding of the body. */
    public static ApiException unsupported(String message) {
        return new ApiException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE", message, 0);
    }

    /** 429: the server has too much to do. */
    public static ApiException busy(String message, int retryAfterSeconds) {
        return new ApiException(
                HttpStatus.TOO_MANY_REQUESTS, "REQUEST_LIMIT_EXCEEDED", message, Math.max(1, retryAfterSeconds));
    }

    /** 503: the server cannot do it now. */
    public static ApiException unavailable(String message, int retryAfterSeconds) {
        return new ApiException(
                HttpStatus.SERVICE_UNAVAILABLE, "TEMPORARILY_UNAVAILABLE", message, Math.max(1, retryAfterSeconds));
    }

    public HttpStatus status() {
        return status;
    }

    public String errorCode() {
        return errorCode;
    }

    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** Never null here. */
    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? errorCode : message;
    }
}
