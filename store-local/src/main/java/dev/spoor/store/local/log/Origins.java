package dev.spoor.store.local.log;

import dev.spoor.store.local.log.LogEntry.CorruptEntryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * The segments that a compacted one was made from, as those remember them who know places by positions.
 *
 * <pre>
 * Origins --> Origin*, Checksum
 * Origin  --> Begun int64, End int64     for each number from the first to the last
 * Begun       milliseconds since 1970 when the segment was made, or when compaction last left something of it out
 * End         the offset behind its last record, as it was written
 * Checksum    int32, CRC32C of the fields before
 * </pre>
 */
final class Origins {
    private static final int ENTRY_BYTES = 8 + 8;

    private Origins() {}

    record Origin(long begunEpochMillis, long end) {}

    static byte[] encode(List<Origin> origins) {
        ByteBuffer out = ByteBuffer.allocate(origins.size() * ENTRY_BYTES + 4);
        origins.forEach(origin -> out.putLong(origin.begunEpochMillis).putLong(origin.end));
        return out.putInt(Segment.checksum(out.array(), out.position())).array();
    }

    static List<Origin> read(FileChannel channel, Segment.Header header) throws IOException {
        int count = (int) (header.last() - header.number() + 1);
        ByteBuffer in = ByteBuffer.allocate(count * ENTRY_BYTES + 4);
        long at = header.table() + PositionTable.bytes(header.records());
        while (in.hasRemaining() && channel.read(in, at + in.position()) >= 0) {
            // Until it is whole or the file ends.
        }
        int filled = in.position();
        in.flip();
        if (filled < in.capacity() || in.getInt(filled - 4) != Segment.checksum(in.array(), filled - 4)) {
            throw new CorruptEntryException("the end of compacted segment " + header.number() + " is damaged");
        }
        List<Origin> origins = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            origins.add(new Origin(in.getLong(), in.getLong()));
        }
        return origins;
    }
}
