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
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Requests that could not be delivered, each in a file of its own, oldest first by name: {@code
 * TIME-OWNER-NUMBER-SPANS.request}, in the format of {@link KeptRequest}. TIME is milliseconds since 1970 in 13 digits,
 * OWNER who wrote it.
 *
 * <p>Several processes may share a folder. A file is claimed by renaming it to {@code NAME.OWNER}; the claim of an owner
 * that no longer lives is given back, and what it was still writing, {@code NAME.unfinished}, is deleted. A file that is
 * complete in the folder survives the process, though not a crash of the machine right after, since it is not synced.
 *
 * <p>What version 1 of the format has left is rewritten when the folder is opened. What cannot be read, be it damaged or
 * of a later version, is moved to {@code unreadable/} and counted; it is looked at again with each start, so that a later
 * version finds what an earlier one could not read. There is at most half of the limit of that; the oldest goes first.
 *
 * <p>Used by one thread; {@link #spans()} by any.
 */
final class DiskFallback {
    private static final Pattern WAITING = Pattern.compile("\\d{13}-[0-9a-f]{8}-\\d+-(\\d+)\\.request");
    private static final Pattern CLAIMED = Pattern.compile("(\\d{13}-[0-9a-f]{8}-\\d+-\\d+\\.request)\\.([0-9a-f]{8})");
    private static final Pattern UNFINISHED = Pattern.compile("\\d{13}-([0-9a-f]{8})-.*\\.unfinished");
    /** Another process may have added to the folder since. */
    private static final long MEASURED_FOR_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Path folder;
    private final long maxBytes;
    private final Counts counts;
    private final UnreadableRequests unreadable;
    /** Files that are known to wait, oldest first. */
    private final ArrayDeque<Path> waiting = new ArrayDeque<>();

    private @Nullable FolderOwner owner;
    private long bytes;
    private long measuredNanoTime;
    private long number;
    private volatile long spans;

    /**
     * @param folder made when it is needed
     * @param maxBytes of all files in it
     */
    DiskFallback(Path folder, long maxBytes, Counts counts) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.counts = counts;
        this.unreadable = new UnreadableRequests(folder.resolve("unreadable"), maxBytes / 2, counts);
    }

    /** A request that waits. */
    record Kept(Path file, KeptRequest request) {}

    /** Spans that wait in the folder, as far as this process knows. */
    long spans() {
        return spans;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Finds what earlier processes have left; to be called first. */
    void open() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try {
            owner();
            unreadable.giveBack(folder);
            List<Path> found = new ArrayList<>();
            for (Path file : files()) {
                Path free = freed(file);
                if (free != null) {
                    found.add(free);
                }
            }
            Collections.sort(found);
            for (Path file : found) {
                spans += spansOf(file);
                waiting.add(file);
            }
            measure();
        } catch (IOException | UncheckedIOException e) {
            System.getLogger("dev.spoor.sdk")
                    .log(System.Logger.Level.WARNING, "tracing: cannot read the fallback folder " + folder, e);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private void measure() throws IOException {
        long found = 0;
        for (Path file : files()) {
            try {
                found += Files.isDirectory(file) ? 0 : Files.size(file);
            } catch (NoSuchFileException e) {
                // Another process has just sent it.
            }
        }
        bytes = found + unreadable.bytes();
        measuredNanoTime = System.nanoTime();
    }

    /** The file when it waits, also after giving back the claim of an owner that is gone, or rewriting it. */
    private @Nullable Path freed(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (WAITING.matcher(name).matches()) {
            return file;
        }
        Matcher unfinished = UNFINISHED.matcher(name);
        if (unfinished.matches() && !FolderOwner.isAlive(folder, unfinished.group(1))) {
            Files.deleteIfExists(file);
            return null;
        }
        Matcher claimed = CLAIMED.matcher(name);
        if (claimed.matches() && !FolderOwner.isAlive(folder, claimed.group(2))) {
            try {
                return Files.move(file, file.resolveSibling(claimed.group(1)), StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException e) {
                // Another process was faster.
                return null;
            }
        }
        return Version1Requests.isOne(name) ? migrated(file) : null;
    }

    private @Nullable Path migrated(Path file) throws IOException {
        try {
            KeptRequest request = Version1Requests.read(file);
            if (request == null) {
                return null;
            }
            Path rewritten = write(Version1Requests.epochMillis(file), request);
            Files.deleteIfExists(file);
            return rewritten;
        } catch (KeptRequest.UnreadableException e) {
            unreadable.take(file, Version1Requests.spans(file), e);
            return null;
        }
    }

    private static int spansOf(Path file) {
        Matcher matcher = WAITING.matcher(file.getFileName().toString());
        return matcher.matches() ? (int) Math.min(Integer.MAX_VALUE, Long.parseLong(matcher.group(1))) : 0;
    }

    private FolderOwner owner() throws IOException {
        FolderOwner existing = owner;
        if (existing == null) {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    // What it holds is as private as the traces.
                    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
                }
            }
            existing = FolderOwner.of(folder);
            owner = existing;
        }
        return existing;
    }

    /** @return false when there is no room; then nothing is kept */
    boolean keep(KeptRequest request) throws IOException {
        owner();
        if (System.nanoTime() - measuredNanoTime > MEASURED_FOR_NANOS) {
            measure();
        }
        long size = KeptRequest.HEADER_BYTES + request.body().length;
        if (bytes + size > maxBytes) {
            return false;
        }
        waiting.add(write(System.currentTimeMillis(), request));
        bytes += size;
        spans += request.spans();
        return true;
    }

    private Path write(long epochMillis, KeptRequest request) throws IOException {
        String name = String.format(
                Locale.ROOT, "%013d-%s-%d-%d.request", epochMillis, owner().id(), ++number, request.spans());
        Path unfinished = folder.resolve(name + ".unfinished");
        Files.write(unfinished, request.file());
        return Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Claims the oldest request; null when none is left. It is then {@link #done} or {@link #giveBack given back}. */
    @Nullable
    Kept claimOldest() throws IOException {
        String claim = "." + owner().id();
        Path file;
        while ((file = waiting.poll()) != null) {
            Path claimed = file.resolveSibling(file.getFileName() + claim);
            int count = spansOf(file);
            try {
                Files.move(file, claimed, StandardCopyOption.ATOMIC_MOVE);
                return new Kept(claimed, KeptRequest.read(Files.readAllBytes(claimed)));
            } catch (NoSuchFileException e) {
                // Another process has sent it.
                spans -= count;
            } catch (KeptRequest.UnreadableException e) {
                spans -= count;
                unreadable.take(Files.move(claimed, file, StandardCopyOption.ATOMIC_MOVE), count, e);
            } catch (IOException e) {
                spans -= count;
                counts.error("cannot read " + file + ", it is left there: " + e);
                counts.undelivered.add(count);
            }
        }
        return null;
    }

    void done(Kept kept) throws IOException {
        Files.deleteIfExists(kept.file());
        bytes = Math.max(0, bytes - KeptRequest.HEADER_BYTES - kept.request().body().length);
        spans = Math.max(0, spans - spansOf(free(kept)));
    }

    void giveBack(Kept kept) throws IOException {
        Path free = free(kept);
        Files.move(kept.file(), free, StandardCopyOption.ATOMIC_MOVE);
        waiting.addFirst(free);
    }

    private static Path free(Kept kept) {
        String name = kept.file().getFileName().toString();
        return kept.file().resolveSibling(name.substring(0, name.lastIndexOf('.')));
    }

    /** Nothing more will be claimed. What waits stays for the next. */
    void close() {
        try {
            if (owner != null) {
                owner.close();
                owner = null;
            }
        } catch (IOException e) {
            System.getLogger("dev.spoor.sdk").log(System.Logger.Level.DEBUG, "cannot close " + folder, e);
        }
    }
}
