package dev.spoor.store.local.compact;

import dev.spoor.store.local.index.CompactionQueries.Deletion;
import dev.spoor.store.local.log.Segment;
import dev.spoor.store.local.log.SegmentFile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Which segments are worth compacting, and with which neighbours. */
final class CompactionPlan {
    /** A small segment joins a group unless that would mostly write its own bytes again. */
    private static final int MAX_NEIGHBOUR_RATIO = 4;
    /** So many compacted neighbours that fit in one are joined; fewer wait, so that bytes are not written again often. */
    private static final int MIN_JOINED = 3;

    private final List<SegmentFile> files;
    private final long segmentBytes;
    private final Duration maxSpan;
    private final Map<SegmentFile, Long> deletedBytes = new HashMap<>();

    /**
     * @param files of the log, the last being the one that is written to
     * @param segmentBytes how large a segment may become by joining
     * @param maxSpan how much time one may reach over, since retention drops it as a whole; 0 for any
     */
    CompactionPlan(List<SegmentFile> files, long segmentBytes, Duration maxSpan) {
        this.files = files;
        this.segmentBytes = segmentBytes;
        this.maxSpan = maxSpan;
    }

    /** Notes what a deletion has left in the segments. */
    void deleted(Deletion deletion) {
        for (int i = indexOf(deletion.firstBlock()); i < files.size(); i++) {
            SegmentFile file = files.get(i);
            if (Segment.position(file.first(), 0) > deletion.lastBlock()) {
                break;
            }
            if (deletion.position() >= file.cleanedTo()) {
                // How it is spread is not known; too much is better than never.
                deletedBytes.merge(file, deletion.bytes(), Long::sum);
            }
        }
    }

    /** The file that holds, or held, the position. */
    private int indexOf(long position) {
        long number = Segment.number(position);
        int from = 0;
        int to = files.size() - 1;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (files.get(middle).last() < number) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** Bytes of deleted content that a segment may hold, for those that do. */
    Map<SegmentFile, Long> deletedBytes() {
        return deletedBytes;
    }

    /** Segments that are to become one, oldest first. */
    List<List<SegmentFile>> groups(Predicate<SegmentFile> isDue) {
        List<SegmentFile> sealed = files.subList(0, files.size() - 1);
        List<List<SegmentFile>> groups = new ArrayList<>();
        List<SegmentFile> group = new ArrayList<>();
        for (int i = 0; i < sealed.size(); i++) {
            SegmentFile file = sealed.get(i);
            boolean due = isDue.test(file);
            if (!group.isEmpty() && (!due || !fit(group, file))) {
                groups.add(group);
                group = new ArrayList<>();
            }
            if (due) {
                if (group.isEmpty()) {
                    group.addAll(smallBefore(sealed, i, groups));
                }
                group.add(file);
            }
        }
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return groups.isEmpty() ? joined(sealed) : groups;
    }

    /** Compacted segments right before that one which are small beside it. */
    private List<SegmentFile> smallBefore(List<SegmentFile> sealed, int index, List<List<SegmentFile>> taken) {
        List<SegmentFile> small = new ArrayList<>();
        long bytes = sealed.get(index).bytes();
        for (int i = index - 1; i >= 0; i--) {
            SegmentFile file = sealed.get(i);
            boolean used = taken.stream().anyMatch(group -> group.contains(file));
            if (used
                    || !file.isCompacted()
                    || file.bytes() > MAX_NEIGHBOUR_RATIO * bytes
                    || bytes + file.bytes() > segmentBytes
                    || spans(file, sealed.get(index))) {
                break;
            }
            bytes += file.bytes();
            small.addFirst(file);
        }
        return small;
    }

    private boolean fit(List<SegmentFile> group, SegmentFile next) {
        return bytes(group) + next.bytes() <= segmentBytes && !spans(group.getFirst(), next);
    }

    private static long bytes(List<SegmentFile> group) {
        return group.stream().mapToLong(SegmentFile::bytes).sum();
    }

    private boolean spans(SegmentFile oldest, SegmentFile newest) {
        return !maxSpan.isZero() && newest.createdEpochMillis() - oldest.createdEpochMillis() > maxSpan.toMillis();
    }

    /** When nothing else is to be done: neighbours that have become small enough to be one. */
    private List<List<SegmentFile>> joined(List<SegmentFile> sealed) {
        List<SegmentFile> group = new ArrayList<>();
        for (SegmentFile file : sealed) {
            if (!file.isCompacted() || (!group.isEmpty() && !fit(group, file))) {
                if (group.size() >= MIN_JOINED) {
                    return List.of(group);
                }
                group = new ArrayList<>();
            }
            if (file.isCompacted()) {
                group.add(file);
            }
        }
        return group.size() >= MIN_JOINED ? List.of(group) : List.of();
    }

    /** Whether nothing has been written to a segment for so long. */
    static boolean isOlder(SegmentFile file, Duration age) {
        try {
            return System.currentTimeMillis() - file.modifiedEpochMillis() >= age.toMillis();
        } catch (IOException e) {
            // Retention has just dropped it.
            return false;
        }
    }
}
