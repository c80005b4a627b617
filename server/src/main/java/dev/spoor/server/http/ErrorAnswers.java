package dev.spoor.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.HttpResponseException;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every error as {@code {"error_code","message"}}, those that Armeria raises before a route is found too. */
public final class ErrorAnswers implements ServerErrorHandler {

    @Override
    public HttpResponse onServiceException(ServiceRequestContext ctx, Throwable cause) {
        return switch (cause) {
            case HttpResponseException e -> e.httpResponse();
            case HttpStatusException e -> json(ofStatus(e.httpStatus(), null)).toHttpResponse();
            default -> json(Failures.asApi(cause)).toHttpResponse();
        };
    }

    @Override
    public AggregatedHttpResponse onProtocolViolation(
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        return json(ofStatus(status, description));
    }

    @Override
    public AggregatedHttpResponse renderStatus(
            @Nullable ServiceRequestContext ctx,
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        return json(ofStatus(status, description));
    }

    private static ApiException ofStatus(HttpStatus status, @Nullable String description) {
        String message = description == null ? status.reasonPhrase() : description;
        return switch (status.code()) {
            case 404 -> new ApiException(status, "ENDPOINT_NOT_FOUND", "there is nothing at this address", 0);
            case 405 -> new ApiException(status, "BAD_REQUEST", "this address does not take that method", 0);
            case 413 -> ApiException.tooLarge(message);
            case 415 -> ApiException.unsupported(message);
            case 429 -> ApiException.busy(message, 1);
            case 503 -> ApiException.unavailable(message, 1);
            default -> new ApiException(status, status.code() < 500 ? "BAD_REQUEST" : "INTERNAL_ERROR", message, 0);
        };
    }

    /** The answer with the body in JSON. */
    public static AggregatedHttpResponse json(ApiException failure) {
        return AggregatedHttpResponse.of(headers(failure, MediaType.JSON_UTF_8), HttpData.wrap(body(failure)));
    }

    /** Status, type and Retry-After, for bodies of another form. */
    public static ResponseHeaders headers(ApiException failure, MediaType type) {
        ResponseHeadersBuilder headers =
                ResponseHeaders.builder(failure.status()).contentType(type);
        if (failure.retryAfterSeconds() > 0) {
            headers.setInt(HttpHeaderNames.RETRY_AFTER, failure.retryAfterSeconds());
        }
        return headers.build();
    }

    private static byte[] body(ApiException failure) {
        try (var bytes = new java.io.ByteArrayOutputStream();
                JsonGenerator out = Json.FACTORY.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("error_code", failure.errorCode());
            out.writeStringField("message", failure.getMessage());
            for (Map.Entry<String, Object> detail : failure.details().entrySet()) {
                out.writeFieldName(detail.getKey());
                if (detail.getValue() instanceof Integer number) {
                    out.writeNumber(number);
                } else {
                    out.writeString(String.valueOf(detail.getValue()));
                }
            }
            out.writeEndObject();
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
