package dev.spoor.server.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.stream.SubscriptionOption;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Collects a request's body, with or without a Content-Length, within a limit and a budget. */
public final class RequestBody {
    /** A body that announces to be this long at most gets its array at once; a longer one as it comes. */
    private static final int AT_ONCE_BYTES = 1 << 20;

    private static final int SMALLEST_BYTES = 8 << 10;
    private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

    private RequestBody() {}

    /**
     * Reads all of the body.
     *
     * @param share is charged for the memory that is set aside: at most a MiB, or twice what has come. A length that is only
     *     announced takes no more than that
     * @return fails with {@link ApiException} 413 when the body is larger, 429 when the budget is spent
     */
    public static CompletableFuture<byte[]> read(HttpRequest request, long maxBytes, ByteBudget.Share share) {
        long announced = request.headers().contentLength();
        if (announced > maxBytes) {
            request.abort();
            return CompletableFuture.failedFuture(tooLarge(announced, maxBytes));
        }
        Collector collector = new Collector(maxBytes, share, announced);
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
        private final long announced;
        private byte[] bytes = new byte[0];
        private int length;
        private Subscription subscription = new None();

        /** @param announced what the client says it sends, or less than 0 */
        Collector(long maxBytes, ByteBudget.Share share, long announced) {
            this.maxBytes = Math.min(maxBytes, MAX_ARRAY_BYTES);
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
                append(data.byteBuf());
            } catch (ApiException e) {
                whole.completeExceptionally(e);
                subscription.cancel();
            }
        }

        private void append(ByteBuf part) {
            int partBytes = part.readableBytes();
            if (length + partBytes > bytes.length) {
                int longer = roomFor(length + partBytes);
                share.take(longer - bytes.length);
                bytes = Arrays.copyOf(bytes, longer);
            }
            part.getBytes(part.readerIndex(), bytes, length, partBytes);
            length += partBytes;
        }

        private int roomFor(int needed) {
            if (announced >= needed && announced <= AT_ONCE_BYTES) {
                return (int) announced;
            }
            long roomy = Math.max(Math.max(needed, SMALLEST_BYTES), 2L * bytes.length);
            return (int) Math.min(roomy, announced >= needed ? announced : maxBytes);
        }

        @Override
        public void onError(Throwable failure) {
            whole.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            if (announced > 0 && length != announced) {
                whole.completeExceptionally(ApiException.malformed(
                        "the body has " + length + " bytes, but Content-Length says " + announced));
            } else {
                whole.complete(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
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
