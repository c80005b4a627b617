package dev.spoor.server.http;

import com.linecorp.armeria.common.HttpStatus;
import dev.spoor.model.filter.FilterException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request that cannot be answered as it is asked. The message goes to the client as it stands. */
public final class ApiException extends RuntimeException {
    private final HttpStatus status;
    private final String errorCode;
    private final int retryAfterSeconds;
    private final Map<String, Object> details;

    /**
     * @param errorCode one of MLflow's codes, or ours where it has none
     * @param retryAfterSeconds when to try again; 0 when that will not help
     */
    public ApiException(HttpStatus status, String errorCode, String message, int retryAfterSeconds) {
        this(status, errorCode, message, retryAfterSeconds, Map.of());
    }

    private ApiException(
            HttpStatus status, String errorCode, String message, int retryAfterSeconds, Map<String, Object> details) {
        super(message, null, false, false);
        this.details = details;
        this.status = status;
        this.errorCode = errorCode;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** 400: a parameter, header or field has a value that cannot be used; the message names it. */
    public static ApiException invalid(String message) {
        return new ApiException(HttpStatus.BAD_REQUEST, "INVALID_PARAMETER_VALUE", message, 0);
    }

    /** 400: a filter or an order that cannot be read; where, what was expected, and the nearest known name are details. */
    public static ApiException invalidFilter(FilterException cause) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("position", cause.position());
        details.put("expected", cause.expected());
        details.put("nearest", cause.nearest());
        return new ApiException(
                HttpStatus.BAD_REQUEST, "INVALID_PARAMETER_VALUE", "Invalid filter: " + cause.getMessage(), 0, details);
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

    /** Further fields of the answer for programs: numbers and texts. */
    public Map<String, Object> details() {
        return details;
    }

    /** Never null here. */
    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? errorCode : message;
    }
}
