package dev.spoor.store.local.log;

import dev.spoor.store.local.log.LogEntry.CorruptEntryException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Goes through a compacted segment in the order in which its records arrived. */
final class CompactedScan {
    private CompactedScan() {}

    static void run(SegmentFile file, FileChannel channel, long from, long to, LogScanner.Visitor visitor)
            throws IOException {
        PositionTable.Entries table;
        try {
            table = PositionTable.readAll(channel, file.header());
        } catch (CorruptEntryException e) {
            visitor.damage(Segment.position(file.first(), file.header().table()), 0, String.valueOf(e.getMessage()));
            table = fromRecords(file, channel, visitor);
        }
        for (int i = 0; i < table.size(); i++) {
            long position = table.positions()[i];
            if (position < from || position >= to) {
                continue;
            }
            long offset = table.offsets()[i];
            try {
                LogEntry entry = file.readAt(channel, offset);
                if (entry.position() != position) {
                    throw new CorruptEntryException(
                            "expected the record of position " + position + ", found that of " + entry.position());
                }
                visitor.record(position, entry.encodedBytes(), entry);
            } catch (CorruptEntryException e) {
                visitor.damage(
                        Segment.position(file.first(), offset),
                        0,
                        "the record of position " + position + ": " + e.getMessage());
            }
        }
    }

    /** Each record says its position, so that a damaged table costs nothing but time. */
    private static PositionTable.Entries fromRecords(SegmentFile file, FileChannel channel, LogScanner.Visitor visitor)
            throws IOException {
        record Found(long position, long offset) {}
        List<Found> found = new ArrayList<>();
        LogScanner.Visitor collector = new LogScanner.Visitor() {
            @Override
            public void record(long at, int length, LogEntry entry) {
                found.add(new Found(entry.position(), Segment.offset(at)));
            }

            @Override
            public void damage(long position, long bytes, String reason) {
                visitor.damage(position, bytes, reason);
            }
        };
        new LogScanner(channel, file.first(), file.recordsEnd()).scan(Segment.COMPACTED_HEADER_BYTES, collector);
        found.sort(Comparator.comparingLong(Found::position));
        return new PositionTable.Entries(
                found.stream().mapToLong(Found::position).toArray(),
                found.stream().mapToLong(Found::offset).toArray());
    }
}
