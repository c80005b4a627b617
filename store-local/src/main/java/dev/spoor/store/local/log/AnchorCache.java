package dev.spoor.store.local.log;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Contents that were read lately because others are made from them: who reads a conversation needs the same one again and
 * again. Bounded in bytes; the one that was not used for longest goes first. Safe for use by many threads.
 */
final class AnchorCache {
    private final long maxBytes;
    /** Guarded by this. */
    private final LinkedHashMap<Key, byte[]> contents = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;

    AnchorCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    private record Key(SegmentFile file, long offset) {}

    byte[] get(SegmentFile file, long offset, Supplier<byte[]> read) {
        Key key = new Key(file, offset);
        synchronized (this) {
            byte[] known = contents.get(key);
            if (known != null) {
                return known;
            }
        }
        byte[] content = read.get();
        synchronized (this) {
            if (contents.put(key, content) == null) {
                bytes += content.length;
            }
            Iterator<Map.Entry<Key, byte[]>> oldest = contents.entrySet().iterator();
            while (bytes > maxBytes && oldest.hasNext()) {
                bytes -= oldest.next().getValue().length;
                oldest.remove();
            }
        }
        return content;
    }

    synchronized void forget(SegmentFile file) {
        contents.entrySet().removeIf(entry -> {
            boolean gone = entry.getKey().file() == file;
            bytes -= gone ? entry.getValue().length : 0;
            return gone;
        });
    }
}
