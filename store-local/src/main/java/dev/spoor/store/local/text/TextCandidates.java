package dev.spoor.store.local.text;

import dev.spoor.model.text.WordQuery;
import dev.spoor.store.local.index.BlockSelection;
import dev.spoor.store.local.index.BlockSelection.Stretch;
import dev.spoor.store.local.log.Segment;
import dev.spoor.store.local.log.TraceLog;
import dev.spoor.store.local.text.TextFormat.DamagedException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The entries of the log that may contain what a search is for. A file of the index is read when the first of its entries is
 * asked for. For one thread.
 */
public final class TextCandidates {
    private final TextIndex index;
    private final TraceLog log;
    private final WordQuery query;
    /** All of the log, by the position at which each stretch begins. */
    private final TreeMap<Long, Region> regions = new TreeMap<>();

    /** Behind all that there was when the search began. */
    private final long end;

    /** A stretch of the log with a file, or without. */
    private static final class Region {
        private final long first;
        private final long end;
        private final TextIndex.@Nullable Part part;
        private boolean evaluated;
        /** Ascending; null for all that is there. */
        private long @Nullable [] positions;

        Region(long first, long end, TextIndex.@Nullable Part part) {
            this.first = first;
            this.end = end;
            this.part = part;
        }
    }

    TextCandidates(TextIndex index, TraceLog log, WordQuery query) {
        this.index = index;
        this.log = log;
        this.query = query;
        // Before the files: what comes later has none.
        TreeMap<Long, Long> segments = new TreeMap<>(log.segments());
        List<TextIndex.Part> parts = index.parts();
        for (Map.Entry<Long, Long> segment : segments.entrySet()) {
            long number = segment.getKey();
            long at = Segment.HEADER_BYTES;
            for (TextIndex.Part part : parts) {
                if (part.segment() == number) {
                    add(number, at, part.range().from(), null);
                    add(number, part.range().from(), part.range().to(), part);
                    at = part.range().to();
                }
            }
            add(number, at, segment.getValue(), null);
        }
        end = Segment.position(segments.lastKey(), segments.lastEntry().getValue());
    }

    private void add(long segment, long from, long to, TextIndex.@Nullable Part part) {
        if (from < to) {
            long first = Segment.position(segment, from);
            regions.put(first, new Region(first, Segment.position(segment, to), part));
        }
    }

    /** Whether one of the entries from the first to the last position, both included, may. */
    public boolean mayContain(long first, long last) {
        if (last >= end) {
            return true;
        }
        Long from = regions.floorKey(first);
        for (Region region :
                regions.subMap(from == null ? first : from, true, last, true).values()) {
            if (region.end > first && mayContain(region, first, last)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayContain(Region region, long first, long last) {
        long[] positions = positions(region);
        if (positions == null) {
            return true;
        }
        int at = Arrays.binarySearch(positions, first);
        at = at < 0 ? -at - 1 : at;
        return at < positions.length && positions[at] <= last;
    }

    /** All of them, or null when they are more than so many. */
    public @Nullable BlockSelection all(int max) {
        List<Stretch> stretches = new ArrayList<>();
        List<long[]> lists = new ArrayList<>();
        int count = 0;
        for (Region region : regions.values()) {
            long[] positions = positions(region);
            if (positions == null) {
                // The entries of a stretch are as many as its bytes allow; a thousand bytes each is few.
                count += (int) Math.min(max, (region.end - region.first) / 1000);
                stretches.add(new Stretch(region.first, region.end));
            } else {
                count += positions.length;
                lists.add(positions);
            }
            if (count > max) {
                return null;
            }
        }
        stretches.add(new Stretch(end, Long.MAX_VALUE));
        return new BlockSelection(lists.stream().flatMapToLong(Arrays::stream).toArray(), stretches);
    }

    private long @Nullable [] positions(Region region) {
        TextIndex.Part part = region.part;
        if (part == null) {
            return null;
        }
        if (!region.evaluated) {
            region.positions = query.words().isEmpty() ? null : read(part);
            region.evaluated = true;
        }
        return region.positions;
    }

    private long @Nullable [] read(TextIndex.Part part) {
        try (TextFile file = TextFile.open(part.file())) {
            if (!file.range().equals(part.range())
                    || log.begun(part.segment()) != part.range().begun()) {
                return null;
            }
            BitSet units = file.units(query);
            if (units.cardinality() == file.units()) {
                return null;
            }
            if (units.isEmpty()) {
                return new long[0];
            }
            long[][] entries = file.entries();
            return units.stream()
                    .mapToObj(unit -> entries[unit])
                    .flatMapToLong(Arrays::stream)
                    .map(offset -> Segment.position(part.segment(), offset))
                    .toArray();
        } catch (NoSuchFileException e) {
            // Replaced a moment ago, or gone; what it was about is searched itself.
            if (index.parts().contains(part)) {
                index.damaged(part, "it is missing");
            }
            return null;
        } catch (IOException | DamagedException | RuntimeException e) {
            index.damaged(part, String.valueOf(e.getMessage()));
            return null;
        }
    }
}
