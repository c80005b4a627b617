package dev.spoor.sdk.export;

import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Delivers by OTLP over HTTP. OpenTelemetry's exporter writes the request; the way it takes is ours, so that what cannot
 * be delivered can be put on disk as it is, and what is refused is told from what fails.
 */
final class OtlpDelivery implements Delivery {
    private static final int TOO_LARGE = 413;

    private final OtlpHttpSpanExporter exporter;
    private final OtlpHttp http;
    private final @Nullable DiskFallback fallback;
    private final Duration retryTimeout;
    private final Counts counts;
    private final Compression compression;
    private final Backoff backoff = new Backoff();
    private volatile boolean givenUp;
    /** Spans of the request that the exporter is writing. */
    private int spans;
    /** Whether that request was refused for its size. */
    private boolean tooLarge;

    OtlpDelivery(
            OtlpHttp http,
            Compression compression,
            @Nullable DiskFallback fallback,
            Duration retryTimeout,
            Counts counts) {
        this.http = http;
        this.fallback = fallback;
        this.retryTimeout = retryTimeout;
        this.counts = counts;
        this.compression = compression;
        this.exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(http.endpoint().toString())
                .setRetryPolicy(null)
                .setComponentLoader(new OwnSender())
                .build();
    }

    @Override
    public void open() {
        if (fallback != null) {
            fallback.open();
        }
    }

    @Override
    public void deliver(List<SpanData> batch) {
        spans = batch.size();
        tooLarge = false;
        exporter.export(batch).join(0, TimeUnit.SECONDS);
        if (tooLarge) {
            // Smaller requests may pass; a single span that does not is refused.
            deliver(List.copyOf(batch.subList(0, batch.size() / 2)));
            deliver(List.copyOf(batch.subList(batch.size() / 2, batch.size())));
        }
    }

    private void take(KeptRequest request) {
        if (fallback == null) {
            sendUntilDelivered(request);
        } else if (givenUp || backoff.remainingNanos() > 0 || !sent(request, true)) {
            if (givenUp) {
                // Files are not to be cut short by the interrupt that ended the request.
                Thread.interrupted();
            }
            keep(fallback, request);
        }
    }

    private void sendUntilDelivered(KeptRequest request) {
        long deadline = System.nanoTime() + retryTimeout.toNanos();
        while (!sent(request, true)) {
            long wait = backoff.remainingNanos();
            if (givenUp || System.nanoTime() + wait - deadline > 0) {
                counts.undelivered.add(request.spans());
                return;
            }
            backoff.await(() -> givenUp);
        }
    }

    private void keep(DiskFallback disk, KeptRequest request) {
        try {
            if (!disk.keep(request)) {
                counts.diskFull.add(request.spans());
            }
        } catch (IOException e) {
            counts.error("cannot write the fallback on disk: " + e);
            counts.diskFull.add(request.spans());
        }
    }

    /** @return false when it is to be tried again */
    private boolean sent(KeptRequest request, boolean canBeSplit) {
        int count = request.spans();
        OtlpHttp.Answer answer = http.post(request.body(), request.compression());
        if (answer instanceof OtlpHttp.Taken taken) {
            long refused = Math.min(taken.refusedSpans(), count);
            if (refused > 0) {
                counts.error("refused " + refused + " spans: " + taken.reason());
            }
            counts.refused.add(refused);
            counts.delivered.add(count - refused);
        } else if (answer instanceof OtlpHttp.Refused refused
                && refused.status() == TOO_LARGE
                && count > 1
                && canBeSplit) {
            tooLarge = true;
        } else if (answer instanceof OtlpHttp.Refused refused) {
            counts.error(refused.reason());
            counts.refused.add(count);
        } else if (answer instanceof OtlpHttp.Failed failed) {
            counts.failed(failed.reason());
            backoff.failed(failed.retryAfterNanos());
            return false;
        }
        backoff.succeeded();
        counts.reached();
        return true;
    }

    @Override
    public long work() {
        DiskFallback disk = fallback;
        if (disk == null || disk.isEmpty()) {
            return NOTHING_TO_DO;
        }
        long wait = backoff.remainingNanos();
        if (wait > 0) {
            return wait;
        }
        try {
            DiskFallback.Kept kept = disk.claimOldest();
            if (kept == null) {
                return NOTHING_TO_DO;
            }
            if (sent(kept.request(), false)) {
                disk.done(kept);
                return 0;
            }
            disk.giveBack(kept);
        } catch (IOException e) {
            counts.error("cannot use the fallback on disk: " + e);
            backoff.failed(0);
        }
        return Math.max(1, backoff.remainingNanos());
    }

    @Override
    public void tryNow() {
        backoff.now();
    }

    @Override
    public long keptOnDisk() {
        return fallback == null ? 0 : fallback.spans();
    }

    @Override
    public void giveUp() {
        givenUp = true;
    }

    @Override
    public void close() {
        exporter.shutdown();
        if (fallback != null) {
            fallback.close();
        }
    }

    /** What the exporter looks for, and finds, as the one way to send. */
    private final class OwnSender implements ComponentLoader {
        @Override
        public <T> Iterable<T> load(Class<T> type) {
            return type == HttpSenderProvider.class
                    ? List.of(type.cast((HttpSenderProvider) config -> sender()))
                    : List.of();
        }

        private HttpSender sender() {
            return new HttpSender() {
                @Override
                public void send(
                        MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
                    try {
                        take(written(message));
                        onResponse.accept(Accepted.INSTANCE);
                    } catch (IOException | RuntimeException e) {
                        counts.undelivered.add(spans);
                        onError.accept(e);
                    }
                }

                @Override
                public CompletableResultCode shutdown() {
                    return CompletableResultCode.ofSuccess();
                }
            };
        }
    }

    private KeptRequest written(MessageWriter message) throws IOException {
        return new KeptRequest(compression.pack(message::writeMessage, message.getContentLength()), compression, spans);
    }

    /** What became of the request was counted here; the exporter need not log it once more. */
    private enum Accepted implements HttpResponse {
        INSTANCE;

        @Override
        public int getStatusCode() {
            return 200;
        }

        @Override
        public String getStatusMessage() {
            return "OK";
        }

        @Override
        public byte[] getResponseBody() {
            return new byte[0];
        }
    }
}
