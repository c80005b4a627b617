package dev.spoor.store.local.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Cuts what a crash left half-written at the end of a log, and keeps it in a file beside it, for people. */
final class TailRepair implements LogScanner.Visitor {
    static final String ASIDE = ".cut-";

    private final long size;
    private final List<String> middle = new ArrayList<>();
    private long goodEnd;
    private long lastRecord;
    private String reason = "";

    private TailRepair(long from, long size) {
        this.size = size;
        this.goodEnd = from;
        this.lastRecord = from;
    }

    /**
     * Repairs the last segment.
     *
     * @return the offset of its last record; that of the first when it has none; -1 when it was begun but never used, and
     *     so was removed
     */
    static long run(Path folder, long number, Consumer<String> report) throws IOException {
        Path file = Segment.file(folder, number);
        long size = Files.size(file);
        if (size < Segment.HEADER_BYTES) {
            Files.delete(file);
            report.accept("segment " + file.getFileName() + " was begun but never used; removed");
            return -1;
        }
        long from = CloseMark.checkFrom(CloseMark.read(folder), number, size);
        TailRepair check = new TailRepair(from, size);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (Segment.readHeader(channel, file, number).isCompacted()) {
                return Segment.HEADER_BYTES;
            }
            new LogScanner(channel, number, size).scan(from, check);
        }
        if (check.goodEnd < size) {
            Path aside = folder.resolve(file.getFileName() + ASIDE + System.currentTimeMillis());
            cut(file, check.goodEnd, size, aside);
            report.accept("the last " + (size - check.goodEnd) + " bytes of " + file.getFileName()
                    + " are no whole record (" + check.reason + "): cut off at " + check.goodEnd + ", kept in "
                    + aside.getFileName());
        }
        check.middle.forEach(report);
        return check.lastRecord;
    }

    private static void cut(Path file, long from, long to, Path aside) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            try (FileChannel copy = FileChannel.open(aside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                long at = from;
                while (at < to) {
                    at += channel.transferTo(at, to - at, copy);
                }
                copy.force(true);
            }
            channel.truncate(from);
            channel.force(true);
        }
    }

    @Override
    public void record(long position, int length, LogEntry entry) {
        lastRecord = Segment.offset(position);
        goodEnd = lastRecord + length;
    }

    @Override
    public void damage(long position, long bytes, String why) {
        if (Segment.offset(position) + bytes >= size) {
            reason = why;
        } else {
            middle.add(text(position, bytes, why));
        }
    }

    /** Damage in a line for people. */
    static String text(long position, long bytes, String reason) {
        return "segment " + Segment.number(position) + ", offset " + Segment.offset(position) + ": "
                + (bytes == 0 ? "" : bytes + " bytes are ") + "damaged (" + reason + "); skipped";
    }
}
