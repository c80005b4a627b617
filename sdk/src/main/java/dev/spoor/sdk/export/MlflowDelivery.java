package dev.spoor.sdk.export;

import dev.spoor.sdk.json.JsonReader;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Delivers spans by OTLP, and for each trace whose root has ended what MLflow wants to know of the whole. That may reach
 * it before or after the spans. What cannot be told waits in memory, and at the end on disk, as the spans do.
 */
final class MlflowDelivery implements Delivery {
    /** Behind the destination's name: the folder of what is to be told. */
    static final String FOLDER_SUFFIX = ".mlflow-traces";

    /** Traces that wait in memory; further ones go to disk. */
    private static final int MAX_UNTOLD = 1000;

    private final Delivery spans;
    private final MlflowApi api;
    private final @Nullable DiskFallback disk;
    private final Counts counts;
    private final ArrayDeque<Map<String, @Nullable Object>> untold = new ArrayDeque<>();
    private final Backoff backoff = new Backoff();

    MlflowDelivery(Delivery spans, MlflowApi api, @Nullable DiskFallback disk, Counts counts) {
        this.spans = spans;
        this.api = api;
        this.disk = disk;
        this.counts = counts;
    }

    @Override
    public void open() {
        spans.open();
        if (disk != null) {
            disk.open();
        }
    }

    @Override
    public void deliver(List<SpanData> batch) {
        List<SpanData> structured = new ArrayList<>(batch.size());
        for (SpanData span : batch) {
            structured.add(StructuredContent.of(span));
            if (!span.getParentSpanContext().isValid()) {
                if (untold.size() == MAX_UNTOLD) {
                    keep(untold.remove());
                }
                untold.add(MlflowTraceInfo.of(span));
            }
        }
        spans.deliver(structured);
        tell();
    }

    private void keep(Map<String, @Nullable Object> info) {
        try {
            byte[] json = MlflowApi.json(info).getBytes(StandardCharsets.UTF_8);
            if (disk != null && disk.keep(new KeptRequest(json, Compression.NONE, 0))) {
                return;
            }
            counts.error("no room for what is to be said of a trace; its spans are kept");
        } catch (IOException e) {
            counts.error("cannot keep what is to be said of a trace: " + e);
        }
    }

    /** @return nanoseconds until it is to be tried again, 0 when there is more */
    private long tell() {
        while (!untold.isEmpty() && backoff.remainingNanos() == 0) {
            if (told(untold.element())) {
                untold.remove();
            }
        }
        boolean more = !untold.isEmpty();
        if (!more && disk != null && !disk.isEmpty() && backoff.remainingNanos() == 0) {
            tellOneFromDisk(disk);
        }
        return more || disk != null && !disk.isEmpty() ? backoff.remainingNanos() : NOTHING_TO_DO;
    }

    private void tellOneFromDisk(DiskFallback kept) {
        try {
            DiskFallback.Kept oldest = kept.claimOldest();
            if (oldest != null) {
                String json = new String(oldest.request().body(), StandardCharsets.UTF_8);
                if (told(JsonReader.readObject(json))) {
                    kept.done(oldest);
                } else {
                    kept.giveBack(oldest);
                }
            }
        } catch (IOException | JsonReader.JsonException e) {
            counts.error("cannot use what was kept of traces on disk: " + e);
            backoff.failed(0);
        }
    }

    /** @return false when it is to be tried again */
    private boolean told(Map<String, @Nullable Object> info) {
        try {
            String refused = api.tell(info);
            if (refused != null) {
                counts.error(refused);
            }
            backoff.succeeded();
            return true;
        } catch (IOException e) {
            counts.failed(e.toString());
            backoff.failed(0);
            return false;
        }
    }

    @Override
    public long work() {
        return Math.min(tell(), spans.work());
    }

    @Override
    public void tryNow() {
        backoff.now();
        spans.tryNow();
    }

    @Override
    public long keptOnDisk() {
        return spans.keptOnDisk();
    }

    @Override
    public boolean hasPutAside() {
        return spans.hasPutAside() || !untold.isEmpty() || disk != null && !disk.isEmpty();
    }

    @Override
    public void giveUp() {
        spans.giveUp();
    }

    @Override
    public void close() {
        backoff.now();
        tell();
        // An interrupt that ended the last request must not cut files short.
        Thread.interrupted();
        untold.forEach(this::keep);
        if (disk != null) {
            disk.close();
        }
        spans.close();
    }
}
