package dev.spoor.store.local.compact;

import java.time.Duration;

/**
 * When compaction works, and how hard. The limits are for the work in the background; what is asked for by hand is done at
 * once and at full speed.
 *
 * @param enabled whether there is any in the background
 * @param interval how often it looks for work
 * @param minAge a segment is compacted when nothing was written to it for so long, since conversations go on
 * @param minDeletedBytes so many deleted bytes in a segment are worth compacting it again
 * @param maxDelay what was deleted is gone from disk after so long, however little it is, and the work it takes
 * @param bytesPerSecond read and written together; 0 for no limit
 * @param workPercent of one processor's time
 * @param pauseAboveBytesPerSecond rests while the log grows faster; 0 for never
 * @param level of zstd, 1 to 19
 * @param keepSetAside how long files that repairs have set aside stay, unless what was deleted may be in them; 0 for ever
 */
public record CompactionConfig(
        boolean enabled,
        Duration interval,
        Duration minAge,
        long minDeletedBytes,
        Duration maxDelay,
        long bytesPerSecond,
        int workPercent,
        long pauseAboveBytesPerSecond,
        int level,
        Duration keepSetAside) {
    private static final long MIB = 1L << 20;

    /** Sensible settings for a machine with two cores. */
    public static final CompactionConfig DEFAULT = new CompactionConfig(
            true,
            Duration.ofMinutes(1),
            Duration.ofMinutes(30),
            16 * MIB,
            Duration.ofHours(1),
            32 * MIB,
            50,
            4 * MIB,
            12,
            Duration.ofDays(7));

    public CompactionConfig {
        check("compaction.interval in milliseconds", interval.toMillis(), 1, Long.MAX_VALUE);
        check("compaction.minAge in milliseconds", minAge.toMillis(), 0, Long.MAX_VALUE);
        check("compaction.minDeletedBytes", minDeletedBytes, 0, Long.MAX_VALUE);
        check("compaction.maxDelay in milliseconds", maxDelay.toMillis(), 0, Long.MAX_VALUE);
        check("compaction.bytesPerSecond", bytesPerSecond, 0, Long.MAX_VALUE);
        check("compaction.workPercent", workPercent, 1, 100);
        check("compaction.pauseAboveBytesPerSecond", pauseAboveBytesPerSecond, 0, Long.MAX_VALUE);
        check("compaction.level", level, 1, 19);
        check("compaction.keepSetAside in milliseconds", keepSetAside.toMillis(), 0, Long.MAX_VALUE);
    }

    private static void check(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ", not " + value);
        }
    }
}
