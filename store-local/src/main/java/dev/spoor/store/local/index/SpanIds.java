package dev.spoor.store.local.index;

/**
 * The spans of one trace and their parents: a map from span id to parent id (0 for none) over two arrays. Written for
 * memory: a trace of a million spans takes 32 MB. Not safe for use by several threads.
 */
final class SpanIds {
    private long[] ids = new long[16];
    private long[] parents = new long[16];
    private int size;

    /** Adds a span; false when it was there, and its parent is then replaced. */
    boolean put(long id, long parent) {
        int slot = slot(id);
        boolean added = ids[slot] == 0;
        ids[slot] = id;
        parents[slot] = parent;
        if (added && ++size * 2 > ids.length) {
            grow();
        }
        return added;
    }

    boolean contains(long id) {
        return ids[slot(id)] != 0;
    }

    /** The span's parent; 0 when it has none or is not there. */
    long parent(long id) {
        return parents[slot(id)];
    }

    int size() {
        return size;
    }

    private int slot(long id) {
        int mask = ids.length - 1;
        long hash = id * 0x9E3779B97F4A7C15L;
        int slot = (int) (hash >>> 32) & mask;
        while (ids[slot] != 0 && ids[slot] != id) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldIds = ids;
        long[] oldParents = parents;
        ids = new long[oldIds.length * 2];
        parents = new long[oldIds.length * 2];
        for (int i = 0; i < oldIds.length; i++) {
            if (oldIds[i] != 0) {
                int slot = slot(oldIds[i]);
                ids[slot] = oldIds[i];
                parents[slot] = oldParents[i];
            }
        }
    }
}
