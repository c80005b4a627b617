package dev.spoor.sdk.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Requests that could not be delivered, each in a file of its own, oldest first by name: {@code
 * TIME-PID-NUMBER-SPANS.otlp}, with {@code .gz} when it is compressed. TIME is milliseconds since 1970 in 13 digits. The
 * content is an OTLP request as it is sent.
 *
 * <p>Several processes may share a folder. A file is claimed by renaming it to {@code NAME.PID}; the claim of a process
 * that no longer lives is given back, and what it was still writing, {@code NAME.unfinished}, is deleted. A file that is complete in the folder survives the process, though not a crash of
 * the machine right after, since it is not synced.
 *
 * <p>Used by one thread; {@link #spans()} by any.
 */
final class DiskFallback {
    private static final Pattern WAITING = Pattern.compile("\\d{13}-\\d+-\\d+-(\\d+)\\.otlp(\\.gz)?");
    private static final Pattern CLAIMED = Pattern.compile("(\\d{13}-\\d+-\\d+-\\d+\\.otlp(?:\\.gz)?)\\.(\\d+)");

    private static final Pattern UNFINISHED = Pattern.compile("\\d{13}-(\\d+)-.*\\.unfinished");

    private final Path folder;
    private final long maxBytes;
    private final long pid = ProcessHandle.current().pid();
    /** Files that are known to wait, oldest first. */
    private final ArrayDeque<Path> waiting = new ArrayDeque<>();

    private long bytes;
    private long number;
    private volatile long spans;

    /**
     * @param folder made when it is needed
     * @param maxBytes of all files in it
     */
    DiskFallback(Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    /** A request that waits. */
    record Kept(Path file, byte[] body, boolean gzip, int spans) {}

    /** Spans that wait in the folder, as far as this process knows. */
    long spans() {
        return spans;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Finds what earlier processes have left; to be called first. */
    void open() {
        bytes = 0;
        spans = 0;
        waiting.clear();
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> {
                Path free = freed(file);
                if (free != null) {
                    found.add(free);
                }
            });
            Collections.sort(found);
            for (Path file : found) {
                bytes += Files.size(file);
                spans += spansOf(file);
                waiting.add(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.getLogger("dev.spoor.sdk")
                    .log(System.Logger.Level.WARNING, "tracing: cannot read the fallback folder " + folder, e);
        }
    }

    /** The file when it waits, also after giving back the claim of a process that is gone. */
    private @Nullable Path freed(Path file) {
        String name = file.getFileName().toString();
        if (WAITING.matcher(name).matches()) {
            return file;
        }
        Matcher unfinished = UNFINISHED.matcher(name);
        if (unfinished.matches()
                && ProcessHandle.of(Long.parseLong(unfinished.group(1))).isEmpty()) {
            deleteQuietly(file);
            return null;
        }
        Matcher claimed = CLAIMED.matcher(name);
        if (claimed.matches()
                && ProcessHandle.of(Long.parseLong(claimed.group(2))).isEmpty()) {
            Path free = file.resolveSibling(claimed.group(1));
            try {
                return Files.move(file, free, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                return null;
            }
        }
        return null;
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            System.getLogger("dev.spoor.sdk").log(System.Logger.Level.DEBUG, "cannot delete " + file, e);
        }
    }

    private static int spansOf(Path file) {
        Matcher matcher = WAITING.matcher(file.getFileName().toString());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** @return false when there is no room, or it cannot be written; then nothing is kept */
    boolean keep(byte[] body, boolean gzip, int spanCount) throws IOException {
        if (bytes + body.length > maxBytes) {
            return false;
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                // What it holds is as private as the traces.
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
        String name = String.format(
                "%013d-%d-%d-%d.otlp%s", System.currentTimeMillis(), pid, ++number, spanCount, gzip ? ".gz" : "");
        Path unfinished = folder.resolve(name + ".unfinished");
        Path file = folder.resolve(name);
        Files.write(unfinished, body);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        waiting.add(file);
        bytes += body.length;
        spans += spanCount;
        return true;
    }

    /** Claims the oldest request; null when none is left. It is then {@link #done} or {@link #giveBack given back}. */
    @Nullable
    Kept claimOldest() {
        Path file;
        while ((file = waiting.poll()) != null) {
            Path claimed = file.resolveSibling(file.getFileName() + "." + pid);
            int count = spansOf(file);
            try {
                Files.move(file, claimed, StandardCopyOption.ATOMIC_MOVE);
                byte[] body = Files.readAllBytes(claimed);
                return new Kept(claimed, body, file.toString().endsWith(".gz"), count);
            } catch (NoSuchFileException e) {
                // Another process has sent it.
                spans -= count;
            } catch (IOException e) {
                spans -= count;
                System.getLogger("dev.spoor.sdk")
                        .log(System.Logger.Level.WARNING, "tracing: cannot read " + file + ", it is left there", e);
            }
        }
        bytes = 0;
        return null;
    }

    void done(Kept kept) throws IOException {
        Files.deleteIfExists(kept.file());
        bytes = Math.max(0, bytes - kept.body().length);
        spans = Math.max(0, spans - kept.spans());
    }

    void giveBack(Kept kept) throws IOException {
        String name = kept.file().getFileName().toString();
        Path free = kept.file().resolveSibling(name.substring(0, name.lastIndexOf('.')));
        Files.move(kept.file(), free, StandardCopyOption.ATOMIC_MOVE);
        waiting.addFirst(free);
    }
}
