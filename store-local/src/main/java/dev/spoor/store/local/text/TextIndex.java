package dev.spoor.store.local.text;

import dev.spoor.model.text.WordQuery;
import dev.spoor.store.local.log.Segment;
import dev.spoor.store.local.log.TraceLog;
import dev.spoor.store.local.text.TextFormat.DamagedException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Which words lie where in the log: files that {@link TextIndexer} makes in the background, one or a few for a segment. What
 * has no file yet is searched itself, so an index that is missing, damaged or incomplete makes searches slower and never
 * wrong. Safe for use by many threads.
 */
public final class TextIndex {
    private static final Logger LOG = System.getLogger(TextIndex.class.getName());
    private static final String PREFIX = "text-";
    private static final String SUFFIX = ".idx";

    private final Path folder;
    private final TraceLog log;
    private final AtomicInteger made = new AtomicInteger();
    /** In the order of the log, without overlaps; replaced as a whole. */
    private volatile List<Part> parts = List.of();

    /** A file and what it is about. */
    record Part(Path file, TextFile.Range range, long bytes) {
        /** Log position. */
        long first() {
            return Segment.position(range.segment(), range.from());
        }

        /** Log position behind it. */
        long end() {
            return Segment.position(range.segment(), range.to());
        }

        long segment() {
            return range.segment();
        }
    }

    private TextIndex(Path folder, TraceLog log) {
        this.folder = folder;
        this.log = log;
    }

    /** Takes up the files in the folder; those that cannot be used are removed, and made anew. */
    public static TextIndex open(Path folder, TraceLog log) throws IOException {
        TextIndex index = new TextIndex(Files.createDirectories(folder), log);
        List<Part> found = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith(PREFIX) && name.endsWith(SUFFIX + ".part")) {
                    delete(file);
                } else if (name.startsWith(PREFIX) && name.endsWith(SUFFIX)) {
                    index.take(file, found);
                }
            }
        }
        // Where a crash left both, what was made of several files wins over them.
        found.sort(Comparator.comparingLong((Part part) -> part.range.from() - part.range.to()));
        List<Part> kept = new ArrayList<>();
        for (Part part : found) {
            if (kept.stream().anyMatch(other -> other.first() < part.end() && part.first() < other.end())) {
                delete(part.file);
            } else {
                kept.add(part);
            }
        }
        index.parts = sorted(kept);
        return index;
    }

    private void take(Path file, List<Part> into) throws IOException {
        try {
            TextFile.Range range = TextFile.range(file);
            if (isOfLog(range)) {
                into.add(new Part(file, range, Files.size(file)));
            } else {
                delete(file);
            }
        } catch (DamagedException e) {
            LOG.log(Level.WARNING, file.getFileName() + " is made anew: " + e.getMessage());
            delete(file);
        }
    }

    /** Whether the log has the segment that is meant, and all of the range. */
    private boolean isOfLog(TextFile.Range range) {
        Long size = log.segments().get(range.segment());
        return size != null && range.to() <= size && log.begun(range.segment()) == range.begun();
    }

    List<Part> parts() {
        return parts;
    }

    /** Bytes on disk. */
    public long bytes() {
        return parts.stream().mapToLong(Part::bytes).sum();
    }

    /** Bytes of log, as they were written, that no file is about. */
    public long lagBytes() {
        long written = log.segments().values().stream()
                .mapToLong(end -> end - Segment.HEADER_BYTES)
                .sum();
        long indexed =
                parts.stream().mapToLong(part -> part.end() - part.first()).sum();
        return Math.max(0, written - indexed);
    }

    /** What of the log may contain something, as it stands now. */
    public TextCandidates candidates(WordQuery query) {
        return new TextCandidates(this, log, query);
    }

    /** Forgets what is known of a segment that has been dropped, or of which the records have other places now. */
    public void discard(long segment) {
        remove(part -> part.segment() == segment);
    }

    /** Forgets segments that are no more. */
    void discardDropped() {
        if (parts.stream().anyMatch(part -> !log.segments().containsKey(part.segment()))) {
            remove(part -> !log.segments().containsKey(part.segment()));
        }
    }

    /** Forgets a file that cannot be used; what it was about is searched itself until another is made. */
    void damaged(Part part, String why) {
        LOG.log(Level.WARNING, part.file.getFileName() + " is made anew: " + why);
        remove(part::equals);
    }

    private synchronized void remove(Predicate<Part> unwanted) {
        List<Part> gone = parts.stream().filter(unwanted).toList();
        parts = parts.stream().filter(unwanted.negate()).toList();
        gone.forEach(part -> delete(part.file));
    }

    /** A file for a stretch of the log, not yet in use. */
    Part write(TextFileBuilder builder, TextFile.Range range) throws IOException {
        String name = "%s%012d-%d-%d-%d-%d%s"
                .formatted(
                        PREFIX,
                        range.segment(),
                        range.from(),
                        range.to(),
                        System.currentTimeMillis(),
                        made.incrementAndGet(),
                        SUFFIX);
        Path file = folder.resolve(name);
        Path partial = folder.resolve(name + ".part");
        builder.write(partial, range.begun(), range.to());
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        return new Part(file, range, Files.size(file));
    }

    /** Uses files, instead of those that they overlap. */
    synchronized void use(List<Part> written) {
        List<Part> next = new ArrayList<>();
        List<Part> gone = new ArrayList<>();
        for (Part part : parts) {
            boolean replaced = written.stream().anyMatch(w -> w.first() < part.end() && part.first() < w.end());
            (replaced ? gone : next).add(part);
        }
        for (Part part : written) {
            // The segment may have gone while the file was being made.
            (isOfLog(part.range) ? next : gone).add(part);
        }
        parts = sorted(next);
        gone.forEach(part -> delete(part.file));
    }

    private static List<Part> sorted(List<Part> parts) {
        return parts.stream().sorted(Comparator.comparingLong(Part::first)).toList();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot remove " + file + ": " + e.getMessage());
        }
    }
}
