package dev.spoor.sdk.export;

import dev.spoor.sdk.size.EndingSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Queues ended spans for one destination, and has a thread that delivers them. Putting a span in neither waits nor
 * throws: what does not fit is dropped and counted. Safe for several threads.
 */
public final class ExportQueue implements SpanProcessor {
    /** Where large texts stand; the rest is small. */
    private static final List<AttributeKey<String>> CONTENT_KEYS = List.of(
            AttributeKey.stringKey("mlflow.spanInputs"),
            AttributeKey.stringKey("mlflow.spanOutputs"),
            AttributeKey.stringKey("gen_ai.input.messages"),
            AttributeKey.stringKey("gen_ai.output.messages"));

    private final String name;
    private final QueueLimits limits;
    private final Delivery delivery;
    private final Counts counts;
    private final UnaryOperator<@Nullable SpanData> transform;
    private final SpanRing ring;
    /** A batch is waiting, roughly, when the number of a span has none of these bits: a division would cost more. */
    private final long wakeMask;

    private final Queue<Flush> flushes = new ConcurrentLinkedQueue<>();
    private final CompletableResultCode stopped = new CompletableResultCode();
    private final Thread worker;
    private volatile boolean stopping;

    private record Flush(long upTo, long droppedBefore, CompletableResultCode result) {}

    /** @param transform makes of each span what is sent, null for nothing; called by the worker */
    ExportQueue(
            String name,
            QueueLimits limits,
            Delivery delivery,
            Counts counts,
            UnaryOperator<@Nullable SpanData> transform) {
        this.name = name;
        this.limits = limits;
        this.delivery = delivery;
        this.counts = counts;
        this.transform = transform;
        this.ring = new SpanRing(limits.maxSpans(), limits.maxBytes());
        this.wakeMask = Integer.highestOneBit(limits.maxBatchSpans()) - 1L;
        this.worker = new Thread(this::work, "spoor-export-" + name);
        worker.setDaemon(true);
        worker.start();
    }

    /** The destination's name. */
    public String name() {
        return name;
    }

    /** How it stands now. */
    public DestinationStatus status() {
        return counts.status(ring.size(), delivery.keptOnDisk());
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (!span.getSpanContext().isSampled()) {
            return;
        }
        long number = stopping ? 0 : ring.offer(span, content(span));
        if (number == 0) {
            counts.queueFull.increment();
        } else if ((number & wakeMask) == 0) {
            LockSupport.unpark(worker);
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    /** Characters of what it holds. */
    private static int content(ReadableSpan span) {
        if (span.getInstrumentationScopeInfo().getName().equals(EndingSpan.SCOPE)) {
            return EndingSpan.contentChars();
        }
        // Looking up costs more than knowing, and only few know.
        long chars = 0;
        for (int i = 0; i < CONTENT_KEYS.size(); i++) {
            String text = span.getAttribute(CONTENT_KEYS.get(i));
            if (text != null) {
                chars += text.length();
            }
        }
        return (int) Math.min(chars, Integer.MAX_VALUE);
    }

    /** Succeeds when everything that was put in before has been delivered, and fails when some of it could not be. */
    @Override
    public CompletableResultCode forceFlush() {
        CompletableResultCode result = new CompletableResultCode();
        flushes.add(new Flush(ring.offered(), counts.dropped(), result));
        if (!worker.isAlive()) {
            completeFlushes();
        }
        LockSupport.unpark(worker);
        return result;
    }

    /** Delivers what is waiting and stops; the result is there when it has. */
    @Override
    public CompletableResultCode shutdown() {
        stopping = true;
        LockSupport.unpark(worker);
        return stopped;
    }

    /** Puts on disk, or drops, what cannot be delivered at once, for a stop that takes too long. */
    public void giveUp() {
        delivery.giveUp();
        worker.interrupt();
    }

    private void work() {
        try {
            delivery.open();
            deliverUntilStopped();
            delivery.close();
        } catch (RuntimeException | Error e) {
            counts.failed("the export thread failed: " + e);
            counts.undelivered.add(ring.size());
        } finally {
            stopping = true;
            completeFlushes();
            counts.say(true);
            stopped.succeed();
        }
    }

    private void deliverUntilStopped() {
        List<SpanData> batch = new ArrayList<>(Math.min(limits.maxBatchSpans(), 1024));
        long due = System.nanoTime() + limits.delay().toNanos();
        while (true) {
            boolean last = stopping;
            boolean flushing = !flushes.isEmpty();
            int waiting = ring.size();
            long now = System.nanoTime();
            if (waiting >= limits.maxBatchSpans() || (waiting > 0 && (last || flushing || now - due >= 0))) {
                deliverOne(batch);
                continue;
            }
            if (flushing) {
                finish(flushes.remove());
                continue;
            }
            if (last) {
                return;
            }
            if (waiting == 0 || now - due >= 0) {
                due = now + limits.delay().toNanos();
            }
            long again = delivery.work();
            counts.say(false);
            LockSupport.parkNanos(Math.min(again, Math.max(1, due - System.nanoTime())));
        }
    }

    private void deliverOne(List<SpanData> batch) {
        long bytes = 0;
        ReadableSpan span;
        long taken = 0;
        while (batch.size() < limits.maxBatchSpans()
                && bytes < limits.maxBatchBytes()
                && (span = ring.poll()) != null) {
            bytes += ring.bytesOfLast();
            taken++;
            SpanData sent = transformed(span);
            if (sent != null) {
                batch.add(sent);
            }
        }
        if (taken == 0) {
            // A span is just being put in.
            Thread.yield();
        }
        if (!batch.isEmpty()) {
            delivery.deliver(batch);
            batch.clear();
        }
    }

    /** What fails leaves the span out: better nothing than something that should have been taken out. */
    private @Nullable SpanData transformed(ReadableSpan span) {
        try {
            return transform.apply(span.toSpanData());
        } catch (RuntimeException | StackOverflowError e) {
            counts.error("a span could not be prepared: " + e);
            counts.refused.increment();
            return null;
        }
    }

    /** Everything up to it was handed to the delivery, which may have put some of it aside. */
    private void finish(Flush flush) {
        delivery.tryNow();
        while (delivery.hasPutAside() && delivery.work() == 0) {
            // It goes on.
        }
        if (!delivery.hasPutAside() && counts.dropped() == flush.droppedBefore()) {
            flush.result().succeed();
        } else {
            flush.result().fail();
        }
    }

    /** For those that came too late. */
    private void completeFlushes() {
        Flush flush;
        while ((flush = flushes.poll()) != null) {
            if (ring.size() == 0 && counts.dropped() == flush.droppedBefore()) {
                flush.result().succeed();
            } else {
                flush.result().fail();
            }
        }
    }
}
