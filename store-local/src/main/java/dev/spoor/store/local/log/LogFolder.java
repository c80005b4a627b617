package dev.spoor.store.local.log;

import dev.spoor.store.Maintenance;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The files of a log's folder. */
final class LogFolder {
    private LogFolder() {}

    /**
     * Numbers of the segments, ascending, without what a compaction that was cut short has left: its unfinished file, and
     * segments that are in a compacted one already.
     */
    static List<Long> segments(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Long> numbers = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                Long number = Segment.number(file);
                if (number != null) {
                    numbers.add(number);
                } else if (file.getFileName().toString().endsWith(SegmentRewrite.SUFFIX)) {
                    Files.delete(file);
                }
            }
        }
        List<Long> kept = new ArrayList<>();
        long within = 0;
        for (long number : numbers) {
            if (number <= within) {
                Files.delete(Segment.file(folder, number));
                continue;
            }
            kept.add(number);
            within = lastIn(folder, number);
        }
        return kept;
    }

    private static long lastIn(Path folder, long number) throws IOException {
        Path file = Segment.file(folder, number);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            // A shorter one was just begun when a crash came.
            return channel.size() < Segment.HEADER_BYTES
                    ? number
                    : Segment.readHeader(channel, file, number).last();
        }
    }

    /** A new file's name is durable only once its folder is. */
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            if (!System.getProperty("os.name", "").startsWith("Windows")) {
                throw e;
            }
            // Windows cannot open folders, and makes names durable by itself.
        }
    }

    static List<Path> setAside(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains(TailRepair.ASIDE))
                    .sorted()
                    .toList();
        }
    }

    /** Copies what is durable of each file now into another folder, in which a log can then be opened. */
    static void copy(List<SegmentFile> files, Path target, Maintenance.Progress progress) throws IOException {
        Files.createDirectories(target);
        record Part(SegmentFile file, long bytes) {}
        List<Part> parts =
                files.stream().map(file -> new Part(file, file.bytes())).toList();
        long total = parts.stream().mapToLong(Part::bytes).sum();
        long done = 0;
        for (Part part : parts) {
            Path copy = Segment.file(target, part.file().first());
            Path partial = copy.resolveSibling(copy.getFileName() + ".part");
            try (FileChannel from = part.file().openAnew();
                    FileChannel to = FileChannel.open(
                            partial,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING)) {
                long at = 0;
                while (at < part.bytes()) {
                    at += from.transferTo(at, Math.min(8 << 20, part.bytes() - at), to);
                    progress.report(done + at, total, "copying the log");
                }
                to.force(true);
            }
            Files.move(partial, copy, StandardCopyOption.ATOMIC_MOVE);
            done += part.bytes();
        }
        sync(target);
    }
}
