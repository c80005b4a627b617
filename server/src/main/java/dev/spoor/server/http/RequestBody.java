package dev.spoor.server.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.stream.SubscriptionOption;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Collects a request's body, with or without a Content-Length, within a limit and a budget. */
public final class RequestBody {
    private RequestBody() {}

    /**
     * Reads all of the body.
     *
     * @param share is charged for each byte
     * @return fails with {@link ApiException} 413 when the body is larger, 429 when the budget is spent
     */
    public static CompletableFuture<byte[]> read(HttpRequest request, long maxBytes, ByteBudget.Share share) {
        long announced = request.headers().contentLength();
        if (announced > maxBytes) {
            request.abort();
            return CompletableFuture.failedFuture(tooLarge(announced, maxBytes));
        }
        Collector collector = new Collector(maxBytes, share, (int) Math.max(0, announced));
        // Pooled, so that each byte is copied once, from the network's buffer to where it stays.
        request.subscribe(collector, SubscriptionOption.WITH_POOLED_OBJECTS);
        return collector.whole;
    }

    static ApiException tooLarge(long bytes, long maxBytes) {
        return ApiException.tooLarge(
                "the body has " + bytes + " bytes or more, and at most " + maxBytes + " are taken");
    }

    private static final class Collector implements Subscriber<HttpObject> {
        private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
        private final long maxBytes;
        private final ByteBudget.Share share;
        private final int announced;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private byte[] exact = new byte[0];
        private int length;
        private Subscription subscription = new None();

        Collector(long maxBytes, ByteBudget.Share share, int announced) {
            this.maxBytes = maxBytes;
            this.share = share;
            this.announced = announced;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            this.subscription = subscription;
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(HttpObject object) {
            if (object instanceof HttpData data) {
                try (data) {
                    take(data);
                }
            }
        }

        private void take(HttpData data) {
            if (whole.isDone()) {
                return;
            }
            try {
                if ((long) length + data.length() > maxBytes) {
                    throw tooLarge((long) length + data.length(), maxBytes);
                }
                share.take(data.length());
                append(data.byteBuf());
            } catch (ApiException e) {
                whole.completeExceptionally(e);
                subscription.cancel();
            }
        }

        /** A body of known length is written once into an array of that length. */
        private void append(ByteBuf part) {
            int partBytes = part.readableBytes();
            if (announced > 0 && length + partBytes <= announced) {
                if (exact.length == 0) {
                    exact = new byte[announced];
                }
                part.getBytes(part.readerIndex(), exact, length, partBytes);
            } else {
                bytes.writeBytes(ByteBufUtil.getBytes(part));
            }
            length += partBytes;
        }

        @Override
        public void onError(Throwable failure) {
            whole.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            if (length == exact.length) {
                whole.complete(exact);
            } else if (exact.length == 0) {
                whole.complete(bytes.toByteArray());
            } else {
                whole.completeExceptionally(ApiException.malformed(
                        "the body has " + length + " bytes, but Content-Length says " + announced));
            }
        }
    }

    private static final class None implements Subscription {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }
}
