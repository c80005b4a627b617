package dev.spoor.sdk.export;

/**
 * How one destination stands. Numbers are spans since the start, but for those that wait.
 *
 * @param reachable false from a failure to deliver until the next success
 * @param delivered that the destination has taken
 * @param waiting in memory
 * @param keptOnDisk on disk until the destination is back
 * @param droppedQueueFull since they came faster than they could be sent
 * @param droppedDiskFull since the fallback on disk was full, or could not be written
 * @param droppedRefused since the destination does not want them
 * @param droppedUndelivered since they could not be delivered in time, and there was no fallback
 * @param lastError what went wrong last, for people; empty when nothing has
 */
public record DestinationStatus(
        String name,
        boolean reachable,
        long delivered,
        long waiting,
        long keptOnDisk,
        long droppedQueueFull,
        long droppedDiskFull,
        long droppedRefused,
        long droppedUndelivered,
        String lastError) {

    /** All that were dropped. */
    public long dropped() {
        return droppedQueueFull + droppedDiskFull + droppedRefused + droppedUndelivered;
    }
}
