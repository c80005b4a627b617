package dev.spoor.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseCompleteException;
import com.linecorp.armeria.common.stream.AbortedStreamException;
import com.linecorp.armeria.common.stream.CancelledSubscriptionException;
import com.linecorp.armeria.common.stream.ClosedStreamException;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.RequestTimeoutException;
import dev.spoor.model.filter.FilterException;
import dev.spoor.otlp.MalformedOtlpException;
import dev.spoor.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that says which answer a failure becomes, whatever the protocol. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** How long a sender waits when the disk is full, which seldom passes in a second. */
    private static final int FULL_RETRY_SECONDS = 30;

    private Failures() {}

    /** The failure as clients may see it. What nobody expected is logged with a number that the client is told. */
    public static ApiException asApi(Throwable failure) {
        Throwable cause = unwrap(failure);
        return switch (cause) {
            case ApiException e -> e;
            case MalformedOtlpException e -> ApiException.malformed(message(e));
            case JsonEOFException e -> ApiException.malformed("the body is not JSON: it ends too early");
            case JsonProcessingException e -> ApiException.malformed("the body is not JSON: " + e.getOriginalMessage());
            case StoreException.Busy e -> ApiException.busy(message(e), e.retryAfterSeconds());
            case StoreException.Full e ->
                new ApiException(HttpStatus.SERVICE_UNAVAILABLE, "STORE_FULL", message(e), FULL_RETRY_SECONDS);
            case StoreException.BadCursor e -> ApiException.invalid("page_token: " + message(e));
            case StoreException.TooSlow e -> ApiException.invalid("filter: " + message(e));
            case StoreException.Cancelled e -> gone();
            case FilterException e -> ApiException.invalidFilter(e);
            case StoreException e -> ApiException.unavailable(message(e), 1);
            case ContentTooLargeException e ->
                ApiException.tooLarge("the body is larger than " + e.maxContentLength() + " bytes");
            case ClosedStreamException e -> gone();
            case AbortedStreamException e -> gone();
            case ResponseCompleteException e -> gone();
            case CancelledSubscriptionException e -> gone();
            case RequestTimeoutException e -> ApiException.unavailable("the request took too long", 1);
            // Reading and writing fail only when the client goes.
            case IOException e -> gone();
            case UncheckedIOException e -> gone();
            default -> unexpected(cause);
        };
    }

    /** Nobody will read it, but it is counted. */
    private static ApiException gone() {
        return ApiException.malformed("the connection was closed before the request had arrived");
    }

    private static ApiException unexpected(Throwable cause) {
        String number = Long.toHexString(ThreadLocalRandom.current().nextLong(1L << 40));
        LOG.atError().setCause(cause).addKeyValue("failure", number).log("Unexpected failure");
        return new ApiException(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "INTERNAL_ERROR",
                "something unexpected happened; the server's log has it under failure=" + number,
                0);
    }

    private static Throwable unwrap(Throwable failure) {
        Throwable peeled = Exceptions.peel(failure);
        while ((peeled instanceof CompletionException || peeled instanceof ExecutionException)
                && peeled.getCause() != null) {
            peeled = peeled.getCause();
        }
        return peeled;
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
