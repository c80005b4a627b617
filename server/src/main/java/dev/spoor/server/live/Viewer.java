package dev.spoor.server.live;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import dev.spoor.store.StoreEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * One client of the feed. Events wait here until the client has taken those before; of a trace whose spans are not asked
 * for only the newest waits. When too many wait they are dropped, and the client is told to load anew. Safe for use by
 * several threads.
 */
final class Viewer {
    /** One write carries so many events at most, so that a write stays small. */
    private static final int MAX_EVENTS_PER_WRITE = 100;

    private final Interest interest;
    private final int maxWaiting;
    private final LongFunction<String> ids;
    private final HttpResponseWriter response = HttpResponse.streaming();

    /** Guarded by this. Key: the trace where only its newest event counts, else the event's number. */
    private final Map<Object, LiveEvent> waiting = new LinkedHashMap<>();

    private boolean resetWaits;
    private long lastNumber;
    private boolean writing;

    /** @param ids the id that a client gets for an event's number */
    Viewer(Interest interest, int maxWaiting, LongFunction<String> ids) {
        this.interest = interest;
        this.maxWaiting = maxWaiting;
        this.ids = ids;
        response.write(ResponseHeaders.builder(HttpStatus.OK)
                .contentType(MediaType.EVENT_STREAM)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("x-accel-buffering", "no")
                .build());
    }

    HttpResponseWriter response() {
        return response;
    }

    boolean gone() {
        return !response.isOpen();
    }

    synchronized void offer(LiveEvent event) {
        lastNumber = event.number();
        if (!interest.includes(event.event())) {
            return;
        }
        Object key = event.event() instanceof StoreEvent.TraceUpdated updated && !interest.spans()
                ? updated.trace().traceId()
                : event.number();
        waiting.remove(key);
        if (waiting.size() >= maxWaiting) {
            waiting.clear();
            resetWaits = true;
        } else {
            waiting.put(key, event);
        }
    }

    /** Something was missed before the event of that number. */
    synchronized void reset(long number) {
        waiting.clear();
        resetWaits = true;
        lastNumber = number;
    }

    /** Writes what waits, unless the client has yet to take what was written before. */
    void flush() {
        List<LiveEvent> batch = new ArrayList<>();
        boolean reset;
        long resetNumber;
        synchronized (this) {
            if (writing || (!resetWaits && waiting.isEmpty())) {
                return;
            }
            writing = true;
            reset = resetWaits;
            resetNumber = lastNumber;
            resetWaits = false;
            Iterator<LiveEvent> events = waiting.values().iterator();
            while (events.hasNext() && batch.size() < MAX_EVENTS_PER_WRITE) {
                batch.add(events.next());
                events.remove();
            }
        }
        EventText text = new EventText();
        if (reset) {
            long before = batch.isEmpty() ? resetNumber : batch.getFirst().number() - 1;
            text.reset(ids.apply(before));
        }
        for (LiveEvent event : batch) {
            text.event(ids.apply(event.number()), event.event(), interest.spans());
        }
        write(text.utf8());
    }

    /** A comment, which clients ignore, when nothing else is on its way. */
    void heartbeat() {
        synchronized (this) {
            if (writing) {
                return;
            }
            writing = true;
        }
        write(HttpData.ofUtf8(": alive\n\n"));
    }

    private void write(HttpData data) {
        if (!response.tryWrite(data)) {
            return;
        }
        response.whenConsumed().thenRun(() -> {
            synchronized (this) {
                writing = false;
            }
            flush();
        });
    }

    void end() {
        response.close();
    }
}
