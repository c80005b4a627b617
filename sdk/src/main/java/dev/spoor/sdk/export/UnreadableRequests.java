package dev.spoor.sdk.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder for what cannot be read, within a limit: the oldest goes first. Used by one thread. */
final class UnreadableRequests {
    private final Path folder;
    private final long maxBytes;
    private final Counts counts;

    UnreadableRequests(Path folder, long maxBytes, Counts counts) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.counts = counts;
    }

    /** Moves a file here and says so. Its spans count as not delivered. */
    void take(Path file, int spans, KeptRequest.UnreadableException reason) throws IOException {
        Files.createDirectories(folder);
        Path kept = folder.resolve(file.getFileName());
        for (int i = 1; Files.exists(kept); i++) {
            kept = folder.resolve(file.getFileName() + "." + i);
        }
        Files.move(file, kept, StandardCopyOption.ATOMIC_MOVE);
        counts.error("cannot read what was kept on disk: " + kept + ": " + reason.getMessage());
        counts.undelivered.add(spans);
        counts.say(true);
        shrink();
    }

    private void shrink() throws IOException {
        List<Path> files = files();
        long bytes = bytes();
        for (int i = 0; i < files.size() - 1 && bytes > maxBytes; i++) {
            bytes -= Files.size(files.get(i));
            Files.delete(files.get(i));
            counts.error("more cannot be read than there is room for; " + files.get(i) + " was deleted");
        }
    }

    /** What this version can read goes back among the others. */
    void giveBack(Path others) throws IOException {
        for (Path file : files()) {
            try {
                KeptRequest.read(Files.readAllBytes(file));
                Path free = others.resolve(file.getFileName().toString().replaceFirst("(?<=request)\\.\\d+$", ""));
                if (!Files.exists(free)) {
                    Files.move(file, free, StandardCopyOption.ATOMIC_MOVE);
                }
            } catch (KeptRequest.UnreadableException | NoSuchFileException e) {
                // It stays, or another process was faster.
            }
        }
    }

    /** Oldest first. */
    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.sorted().toList());
        }
    }

    long bytes() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            try {
                bytes += Files.size(file);
            } catch (NoSuchFileException e) {
                // Another process has just taken it.
            }
        }
        return bytes;
    }
}
