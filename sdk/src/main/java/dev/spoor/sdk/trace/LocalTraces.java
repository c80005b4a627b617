package dev.spoor.sdk.trace;

import dev.spoor.sdk.SpoorAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The latest traces of this process, in memory. Safe for several threads.
 *
 * <pre>{@code
 * LocalTraces recent = new LocalTraces(Limits.DEFAULT);
 * Spoor.builder().keep(recent).start();
 * ...
 * recent.latestOfRun(runId).ifPresent(trace -> show(trace));
 * }</pre>
 *
 * <p>A trace belongs to a run, and to a corpus, by its tags {@value #RUN_TAG} and {@value #CORPUS_TAG}. When a run's id
 * comes again in another trace, as with a retry, the older trace goes at once; only then is counted how many there are.
 */
public final class LocalTraces {
    public static final String RUN_TAG = "run_id";
    public static final String CORPUS_TAG = "corpus";

    /**
     * How much is kept; what is beyond goes, oldest start first.
     *
     * @param maxTraces in all
     * @param maxTracesPerCorpus of each corpus
     * @param maxSpansPerTrace further ones are left out and counted
     * @param maxAge since the trace's first span ended
     * @param maxBytes of all spans, as estimated from their texts; the latest trace stays, whatever it holds
     */
    public record Limits(int maxTraces, int maxTracesPerCorpus, int maxSpansPerTrace, Duration maxAge, long maxBytes) {
        /** 50 traces in all, also of one corpus, 10,000 spans of each, for a day, 64 MiB. */
        public static final Limits DEFAULT = new Limits(50, 50, 10_000, Duration.ofDays(1), 64L << 20);

        public Limits {
            if (maxTraces < 1
                    || maxTracesPerCorpus < 1
                    || maxSpansPerTrace < 1
                    || maxBytes < 1
                    || maxAge.isNegative()) {
                throw new IllegalArgumentException("limits must be at least 1, and the age not negative");
            }
        }
    }

    /** A span without texts, in memory. */
    private static final long BASE_BYTES = 512;

    private static final int MAX_GONE = 10_000;

    private static final AttributeKey<String> RUN = AttributeKey.stringKey(SpoorAttributes.TAG_PREFIX + RUN_TAG);
    private static final AttributeKey<String> CORPUS = AttributeKey.stringKey(SpoorAttributes.TAG_PREFIX + CORPUS_TAG);

    private static final class Kept {
        final long sinceNanoTime = System.nanoTime();
        final List<SpanData> spans = new ArrayList<>();
        long bytes;

        @Nullable
        String run;

        @Nullable
        String corpus;

        @Nullable
        String session;
    }

    private final Limits limits;
    /** By trace id, in the order in which their first spans ended. Guarded by itself. */
    private final Map<String, Kept> traces = new LinkedHashMap<>();
    /** Ids of traces that have gone, the latest of them: their late spans must not bring them back. Guarded likewise. */
    private final Set<String> gone = new LinkedHashSet<>();
    /** Guarded by the traces. */
    private long bytes;
    /** Guarded by the traces. */
    private long leftOut;
    /** Guarded by the traces. */
    private UnaryOperator<@Nullable SpanData> transform = span -> span;

    public LocalTraces(Limits limits) {
        this.limits = limits;
    }

    /**
     * What fills it, to be given to OpenTelemetry; {@code SpoorBuilder.keep} does so.
     *
     * @param shown makes of each span what readers see, null for nothing
     */
    public SpanProcessor processor(UnaryOperator<@Nullable SpanData> shown) {
        synchronized (traces) {
            transform = shown;
        }
        return new SpanProcessor() {
            @Override
            public void onStart(Context parent, ReadWriteSpan span) {}

            @Override
            public boolean isStartRequired() {
                return false;
            }

            @Override
            public void onEnd(ReadableSpan span) {
                if (span.getSpanContext().isSampled()) {
                    add(span.toSpanData());
                }
            }

            @Override
            public boolean isEndRequired() {
                return true;
            }
        };
    }

    private void add(SpanData span) {
        synchronized (traces) {
            if (gone.contains(span.getTraceId())) {
                leftOut++;
                return;
            }
            Kept kept = traces.computeIfAbsent(span.getTraceId(), id -> new Kept());
            // The root comes last, and without it a trace has neither name nor end.
            boolean isRoot = !span.getParentSpanContext().isValid();
            if (isRoot || kept.spans.size() < limits.maxSpansPerTrace()) {
                kept.spans.add(span);
                long size = size(span);
                kept.bytes += size;
                bytes += size;
            } else {
                leftOut++;
            }
            String run = span.getAttributes().get(RUN);
            if (run != null && !run.equals(kept.run)) {
                remove(other -> other != kept && run.equals(other.run), Integer.MAX_VALUE);
                kept.run = run;
            }
            kept.corpus = Objects.requireNonNullElse(
                    span.getAttributes().get(CORPUS), kept.corpus == null ? "" : kept.corpus);
            String session = span.getAttributes().get(SpoorAttributes.SESSION);
            kept.session = session == null ? kept.session : session;
            evict(kept.corpus);
        }
    }

    private static long size(SpanData span) {
        long[] size = {BASE_BYTES};
        span.getAttributes().forEach((key, value) -> size[0] += value instanceof String text ? text.length() : 32);
        return size[0];
    }

    private void evict(String corpus) {
        long now = System.nanoTime();
        remove(kept -> now - kept.sinceNanoTime > limits.maxAge().toNanos(), Integer.MAX_VALUE);
        while (bytes > limits.maxBytes() && traces.size() > 1) {
            remove(kept -> true, 1);
        }
        int ofCorpus = (int) traces.values().stream()
                .filter(kept -> corpus.equals(kept.corpus))
                .count();
        if (!corpus.isEmpty() && ofCorpus > limits.maxTracesPerCorpus()) {
            remove(kept -> corpus.equals(kept.corpus), 1);
        }
        if (traces.size() > limits.maxTraces()) {
            remove(kept -> true, 1);
        }
    }

    /** The oldest first. */
    private void remove(Predicate<Kept> which, int most) {
        var all = traces.entrySet().iterator();
        for (int removed = 0; removed < most && all.hasNext(); ) {
            Map.Entry<String, Kept> next = all.next();
            if (which.test(next.getValue())) {
                all.remove();
                removed++;
                bytes -= next.getValue().bytes;
                gone.add(next.getKey());
                if (gone.size() > MAX_GONE) {
                    var oldest = gone.iterator();
                    oldest.next();
                    oldest.remove();
                }
            }
        }
    }

    /** All of them, the latest first. */
    public List<RecordedTrace> all() {
        return matching(kept -> true, Integer.MAX_VALUE);
    }

    /** The one that began to end last. */
    public Optional<RecordedTrace> latest() {
        return one(kept -> true);
    }

    public Optional<RecordedTrace> byTraceId(String traceId) {
        synchronized (traces) {
            Kept kept = traces.get(traceId);
            return kept == null ? Optional.empty() : Optional.of(copy(traceId, kept));
        }
    }

    public Optional<RecordedTrace> latestOfRun(String runId) {
        return one(kept -> runId.equals(kept.run));
    }

    /** Empty when the run is of another corpus. */
    public Optional<RecordedTrace> latestOfRun(String runId, String corpus) {
        return one(kept -> runId.equals(kept.run) && corpus.equals(kept.corpus));
    }

    public Optional<RecordedTrace> latestOfCorpus(String corpus) {
        return one(kept -> corpus.equals(kept.corpus));
    }

    public Optional<RecordedTrace> latestOfSession(String session) {
        return one(kept -> session.equals(kept.session));
    }

    /** Spans that were left out since their traces were too large, or had gone already. */
    public long spansLeftOut() {
        synchronized (traces) {
            return leftOut;
        }
    }

    /** Forgets all. */
    public void clear() {
        synchronized (traces) {
            traces.clear();
            bytes = 0;
        }
    }

    private Optional<RecordedTrace> one(Predicate<Kept> which) {
        return matching(which, 1).stream().findFirst();
    }

    private List<RecordedTrace> matching(Predicate<Kept> which, int limit) {
        synchronized (traces) {
            List<Map.Entry<String, Kept>> entries = new ArrayList<>(traces.entrySet());
            List<RecordedTrace> found = new ArrayList<>();
            for (int i = entries.size() - 1; i >= 0 && found.size() < limit; i--) {
                if (which.test(entries.get(i).getValue())) {
                    found.add(copy(entries.get(i).getKey(), entries.get(i).getValue()));
                }
            }
            return found;
        }
    }

    private RecordedTrace copy(String traceId, Kept kept) {
        List<RecordedSpan> spans = new ArrayList<>(kept.spans.size());
        for (SpanData span : kept.spans) {
            SpanData shown = transform.apply(span);
            if (shown != null) {
                spans.add(RecordedSpan.of(shown));
            }
        }
        return new RecordedTrace(traceId, spans);
    }
}
