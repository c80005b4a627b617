package dev.spoor.server.otlp;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import com.linecorp.armeria.server.grpc.GrpcService;
import dev.spoor.server.http.ApiException;
import dev.spoor.server.http.ByteBudget;
import dev.spoor.server.http.Failures;
import dev.spoor.server.http.LateService;
import dev.spoor.server.ops.Metrics;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.netty.util.AttributeKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * OTLP/gRPC. Messages stay bytes: the receiver cuts them as they are. Overload is UNAVAILABLE, or RESOURCE_EXHAUSTED when
 * the store is full, with {@code RetryInfo}, without which the specification forbids clients to try again.
 */
final class OtlpGrpc {
    private static final AttributeKey<ByteBudget.Share> SHARE = AttributeKey.valueOf(OtlpGrpc.class, "SHARE");
    private static final Metadata.Key<Status> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", ProtoUtils.metadataMarshaller(Status.getDefaultInstance()));

    private final Receiver receiver;
    private final Metrics metrics;

    private OtlpGrpc(Receiver receiver, Metrics metrics) {
        this.receiver = receiver;
        this.metrics = metrics;
    }

    /**
     * One service for the paths of all three methods. Armeria's is built with the first call: it makes classes for JSON that
     * nobody sends here, which takes 0.4 s of a start and some MiB for ever.
     */
    static HttpService service(Receiver receiver, ByteBudget budget, long maxRequestBytes, Metrics metrics) {
        return new LateService(() -> budgeted(new OtlpGrpc(receiver, metrics).build(maxRequestBytes), budget));
    }

    private HttpService build(long maxRequestBytes) {
        var builder = GrpcService.builder()
                // Framing takes 5 bytes; the limit on a message is what counts.
                .maxRequestMessageLength((int) Math.min(Integer.MAX_VALUE, maxRequestBytes))
                .useMethodMarshaller(true)
                .supportedSerializationFormats(GrpcSerializationFormats.PROTO)
                .exceptionHandler((ctx, status, cause, metadata) -> status.getCode() == io.grpc.Status.Code.UNKNOWN
                        ? grpcStatus(Failures.asApi(cause), metadata)
                        : status);
        for (Signal signal : Signal.values()) {
            builder.addService(definition(signal));
        }
        return builder.build();
    }

    /** Charges the budget for each byte that arrives, and gives it back once the call is over. */
    private static HttpService budgeted(HttpService service, ByteBudget budget) {
        return new SimpleDecoratingHttpService(service) {
            @Override
            public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) throws Exception {
                ByteBudget.Share share = budget.open();
                ctx.setAttr(SHARE, share);
                ctx.log().whenComplete().thenAccept(log -> share.close());
                HttpRequest charged = request.peekData((HttpData data) -> share.take(data.length()));
                ctx.updateRequest(charged);
                return unwrap().serve(ctx, charged);
            }
        };
    }

    private ServerServiceDefinition definition(Signal signal) {
        MethodDescriptor<byte[], byte[]> export = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(signal.grpcMethod())
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
        return ServerServiceDefinition.builder(signal.grpcService)
                .addMethod(export, ServerCalls.asyncUnaryCall((request, observer) -> export(signal, request, observer)))
                .build();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // every outcome goes to the observer
    private void export(Signal signal, byte[] request, StreamObserver<byte[]> observer) {
        ServiceRequestContext ctx = ServiceRequestContext.current();
        ByteBudget.Share share = ctx.attr(SHARE);
        if (share == null) {
            throw new IllegalStateException("the service is not decorated with a budget");
        }
        ProjectChoice choice = new ProjectChoice(null, ctx.request().headers().get(ProjectChoice.ID_HEADER));
        receiver.receive(signal, () -> request, choice, share).whenComplete((receipt, failure) -> {
            if (failure == null) {
                observer.onNext(receipt.protobuf());
                observer.onCompleted();
            } else {
                ApiException refusal = Failures.asApi(failure);
                metrics.requestRefused(signal.lowerCase(), refusal.errorCode());
                Metadata trailers = new Metadata();
                io.grpc.Status status = grpcStatus(refusal, trailers);
                observer.onError(new StatusRuntimeException(status, trailers));
            }
        });
    }

    private static io.grpc.Status grpcStatus(ApiException failure, Metadata trailers) {
        io.grpc.Status status = switch (failure.errorCode()) {
            case "STORE_FULL", "REQUEST_TOO_LARGE" -> io.grpc.Status.RESOURCE_EXHAUSTED;
            case "REQUEST_LIMIT_EXCEEDED", "TEMPORARILY_UNAVAILABLE" -> io.grpc.Status.UNAVAILABLE;
            case "RESOURCE_DOES_NOT_EXIST" -> io.grpc.Status.NOT_FOUND;
            case "INTERNAL_ERROR" -> io.grpc.Status.INTERNAL;
            default -> io.grpc.Status.INVALID_ARGUMENT;
        };
        if (failure.retryAfterSeconds() > 0) {
            RetryInfo retry = RetryInfo.newBuilder()
                    .setRetryDelay(Duration.newBuilder().setSeconds(failure.retryAfterSeconds()))
                    .build();
            trailers.put(
                    DETAILS,
                    Status.newBuilder()
                            .setCode(status.getCode().value())
                            .setMessage(failure.getMessage())
                            .addDetails(Any.pack(retry))
                            .build());
        }
        return status.withDescription(failure.getMessage());
    }

    /** Messages as they are on the wire. */
    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
