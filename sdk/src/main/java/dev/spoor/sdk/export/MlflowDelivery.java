package dev.spoor.sdk.export;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Delivers spans by OTLP, and for each trace whose root has ended what MLflow wants to know of the whole. That may reach
 * it before or after the spans.
 */
final class MlflowDelivery implements Delivery {
    /** Traces that MLflow is yet to be told of; of further ones it gets the spans only. */
    private static final int MAX_UNTOLD = 10_000;

    private final Delivery spans;
    private final MlflowApi api;
    private final Counts counts;
    private final ArrayDeque<SpanData> untold = new ArrayDeque<>();
    private final Backoff backoff = new Backoff();

    MlflowDelivery(Delivery spans, MlflowApi api, Counts counts) {
        this.spans = spans;
        this.api = api;
        this.counts = counts;
    }

    @Override
    public void open() {
        spans.open();
    }

    @Override
    public void deliver(List<SpanData> batch) {
        List<SpanData> structured = new ArrayList<>(batch.size());
        for (SpanData span : batch) {
            structured.add(StructuredContent.of(span));
            if (!span.getParentSpanContext().isValid() && untold.size() < MAX_UNTOLD) {
                untold.add(span);
            }
        }
        spans.deliver(structured);
        tell();
    }

    /** @return nanoseconds until it is to be tried again */
    private long tell() {
        while (!untold.isEmpty() && backoff.remainingNanos() == 0) {
            try {
                String refused = api.tell(untold.peek());
                if (refused != null) {
                    counts.error(refused);
                }
                untold.poll();
                backoff.succeeded();
            } catch (IOException e) {
                counts.failed(e.toString());
                backoff.failed(0);
            }
        }
        return untold.isEmpty() ? NOTHING_TO_DO : Math.max(1, backoff.remainingNanos());
    }

    @Override
    public long work() {
        return Math.min(tell(), spans.work());
    }

    @Override
    public void tryNow() {
        backoff.now();
        spans.tryNow();
        tell();
    }

    @Override
    public long keptOnDisk() {
        return spans.keptOnDisk();
    }

    @Override
    public void giveUp() {
        spans.giveUp();
    }

    @Override
    public void close() {
        tryNow();
        spans.close();
    }
}
