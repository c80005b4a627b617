package dev.spoor.server.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The most recent events, within a number of bytes. Belongs to the feed's lock. */
final class History {
    private final long maxBytes;
    private final Deque<LiveEvent> events = new ArrayDeque<>();
    private long bytes;

    History(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void add(LiveEvent event) {
        events.addLast(event);
        bytes += event.bytes();
        while (bytes > maxBytes && !events.isEmpty()) {
            bytes -= events.removeFirst().bytes();
        }
    }

    /** Forgets everything: something is missing between before and after. */
    void clear() {
        events.clear();
        bytes = 0;
    }

    /** Whether all events after that number are here. */
    boolean reachesBackTo(long number, long lastNumber) {
        return number == lastNumber || (!events.isEmpty() && events.getFirst().number() <= number + 1);
    }

    List<LiveEvent> after(long number) {
        return events.stream().filter(event -> event.number() > number).toList();
    }
}
