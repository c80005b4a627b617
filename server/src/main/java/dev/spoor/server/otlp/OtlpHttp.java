package dev.spoor.server.otlp;

import com.google.rpc.Code;
import com.google.rpc.Status;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.otlp.OtlpJson;
import dev.spoor.server.http.ApiException;
import dev.spoor.server.http.ByteBudget;
import dev.spoor.server.http.ContentDecoding;
import dev.spoor.server.http.ErrorAnswers;
import dev.spoor.server.http.Failures;
import dev.spoor.server.http.RequestBody;
import dev.spoor.server.ops.Metrics;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * OTLP/HTTP (opentelemetry.io, "OTLP Specification", section OTLP/HTTP). A request in protobuf is answered in protobuf,
 * errors too ({@code google.rpc.Status}); one in JSON in JSON.
 */
final class OtlpHttp implements HttpService {
    private static final MediaType PROTOBUF = MediaType.create("application", "x-protobuf");

    private final Signal signal;
    private final Receiver receiver;
    private final ByteBudget budget;
    private final long maxRequestBytes;
    private final Metrics metrics;

    OtlpHttp(Signal signal, Receiver receiver, ByteBudget budget, long maxRequestBytes, Metrics metrics) {
        this.signal = signal;
        this.receiver = receiver;
        this.budget = budget;
        this.maxRequestBytes = maxRequestBytes;
        this.metrics = metrics;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
        boolean json = isJson(request.contentType());
        ByteBudget.Share share = budget.open();
        CompletableFuture<HttpResponse> answer = receive(ctx, request, json, share)
                .thenApply(receipt -> answer(receipt, json))
                .exceptionally(failure -> {
                    ApiException refusal = Failures.asApi(failure);
                    metrics.requestRefused(signal.lowerCase(), refusal.errorCode());
                    return error(refusal, json);
                });
        return HttpResponse.of(answer.whenComplete((done, failure) -> share.close()));
    }

    private CompletableFuture<Receipt> receive(
            ServiceRequestContext ctx, HttpRequest request, boolean json, ByteBudget.Share share) {
        String encoding = request.headers().get(HttpHeaderNames.CONTENT_ENCODING);
        try {
            if (!json && !isProtobuf(request.contentType())) {
                throw ApiException.unsupported("Content-Type '" + request.contentType()
                        + "' is not taken; application/x-protobuf and application/json are");
            }
            ContentDecoding.check(encoding);
        } catch (ApiException e) {
            request.abort();
            return CompletableFuture.failedFuture(e);
        }
        ProjectChoice choice =
                new ProjectChoice(ctx.pathParam("project"), request.headers().get(ProjectChoice.ID_HEADER));
        return RequestBody.read(request, maxRequestBytes, share)
                .thenCompose(body -> receiver.receive(
                        signal,
                        () -> protobuf(ContentDecoding.decode(body, encoding, maxRequestBytes, share), json, share),
                        choice,
                        share));
    }

    private byte[] protobuf(byte[] unpacked, boolean json, ByteBudget.Share share) {
        if (!json) {
            return unpacked;
        }
        share.take(JsonWeight.bytes(unpacked));
        return switch (signal) {
            case TRACES -> OtlpJson.tracesToProtobuf(unpacked);
            case LOGS -> OtlpJson.logsToProtobuf(unpacked);
            case METRICS -> unpacked;
        };
    }

    private static HttpResponse answer(Receipt receipt, boolean json) {
        return HttpResponse.of(
                ResponseHeaders.of(HttpStatus.OK, HttpHeaderNames.CONTENT_TYPE, json ? MediaType.JSON : PROTOBUF),
                HttpData.wrap(json ? receipt.json() : receipt.protobuf()));
    }

    private static HttpResponse error(ApiException failure, boolean json) {
        if (json) {
            return ErrorAnswers.json(failure).toHttpResponse();
        }
        Status status = Status.newBuilder()
                .setCode(code(failure.status()).getNumber())
                .setMessage(failure.getMessage())
                .build();
        return HttpResponse.of(ErrorAnswers.headers(failure, PROTOBUF), HttpData.wrap(status.toByteArray()));
    }

    private static Code code(HttpStatus status) {
        return switch (status.code()) {
            case 404 -> Code.NOT_FOUND;
            case 429, 413 -> Code.RESOURCE_EXHAUSTED;
            case 503 -> Code.UNAVAILABLE;
            case 500 -> Code.INTERNAL;
            default -> Code.INVALID_ARGUMENT;
        };
    }

    private static boolean isJson(@Nullable MediaType type) {
        return type != null && type.isJson();
    }

    private static boolean isProtobuf(@Nullable MediaType type) {
        return type != null
                && type.type().equals("application")
                && (type.subtype().equals("x-protobuf") || type.subtype().equals("protobuf"));
    }
}
