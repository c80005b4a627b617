package dev.spoor.sdk;

import dev.spoor.sdk.trace.RecordedSpan;
import dev.spoor.sdk.trace.RecordedTrace;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Gathers the spans of single traces, from when it is asked to until they are taken. Safe for several threads. */
final class TraceCapture {
    /** Of one trace; further ones are left out. */
    static final int MAX_SPANS = 20_000;

    /** By trace id. Each list is guarded by itself. */
    private final Map<String, List<SpanData>> wanted = new ConcurrentHashMap<>();

    private final UnaryOperator<@Nullable SpanData> transform;

    /** @param shown makes of each span what readers see, null for nothing */
    TraceCapture(UnaryOperator<@Nullable SpanData> shown) {
        this.transform = shown;
    }

    void ended(ReadableSpan span) {
        List<SpanData> spans =
                wanted.isEmpty() ? null : wanted.get(span.getSpanContext().getTraceId());
        if (spans != null) {
            synchronized (spans) {
                if (spans.size() < MAX_SPANS) {
                    spans.add(span.toSpanData());
                }
            }
        }
    }

    void begin(String traceId) {
        wanted.put(traceId, new ArrayList<>());
    }

    /** What has ended since it began, and no more from now on. */
    RecordedTrace take(String traceId) {
        List<SpanData> spans = wanted.remove(traceId);
        List<RecordedSpan> recorded = new ArrayList<>();
        if (spans != null) {
            synchronized (spans) {
                for (SpanData span : spans) {
                    SpanData shown = transform.apply(span);
                    if (shown != null) {
                        recorded.add(RecordedSpan.of(shown));
                    }
                }
            }
        }
        return new RecordedTrace(traceId, recorded);
    }
}
