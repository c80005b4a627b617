package dev.spoor.store.local.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Written when a log is closed in order: how its last segment ended. An open that finds the segment so checks its last
 * record only, where after a crash it reads the whole segment, up to 256 MiB. A mark that got lost, or is of an earlier
 * close, costs that time and nothing else: the log only grows, so an old mark names a size that is no more.
 *
 * @param segment number of the last segment
 * @param lastRecord offset of the last record in it
 * @param size of the segment, in bytes
 */
record CloseMark(long segment, long lastRecord, long size) {
    private static final String FILE = "closed";

    /** The mark of the last close; null when there is none that can be read. */
    static @Nullable CloseMark read(Path folder) {
        try {
            String[] numbers = Files.readString(folder.resolve(FILE)).strip().split(" ", -1);
            return numbers.length == 3
                    ? new CloseMark(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]))
                    : null;
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }

    /** Leaves none where it cannot be written: a full disk must not hinder a close. */
    void write(Path folder) {
        try {
            Files.writeString(folder.resolve(FILE), segment + " " + lastRecord + " " + size + "\n");
        } catch (IOException e) {
            // The next open reads the whole segment.
        }
    }

    /** Where to begin the check of a segment. */
    static long checkFrom(@Nullable CloseMark mark, long segment, long size) {
        return mark != null
                        && mark.segment == segment
                        && mark.size == size
                        && mark.lastRecord >= Segment.HEADER_BYTES
                        && mark.lastRecord < size
                ? mark.lastRecord
                : Segment.HEADER_BYTES;
    }
}
