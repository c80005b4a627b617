package dev.spoor.sdk.export;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Who claims files in a folder that processes share: a random id, and a file {@code ID.lock} that is locked as long as its
 * process lives. Ids of processes would not do: in containers every process is number 1.
 */
final class FolderOwner implements AutoCloseable {
    /** Of this JVM. Looking at the lock of one of them would let go of it, on POSIX systems. */
    private static final Set<String> HERE = ConcurrentHashMap.newKeySet();

    private final String id;
    private final Path file;
    private final FileChannel channel;

    private FolderOwner(String id, Path file, FileChannel channel) {
        this.id = id;
        this.file = file;
        this.channel = channel;
    }

    static FolderOwner of(Path folder) throws IOException {
        String id = String.format("%08x", ThreadLocalRandom.current().nextInt());
        Path file = folder.resolve(id + ".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new IOException(file + " is locked by another process");
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        HERE.add(id);
        return new FolderOwner(id, file, channel);
    }

    String id() {
        return id;
    }

    /** Whether its process lives. Clears away the lock of one that does not. */
    static boolean isAlive(Path folder, String id) {
        Path file = folder.resolve(id + ".lock");
        if (HERE.contains(id)) {
            return true;
        }
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return true;
            }
            Files.deleteIfExists(file);
            return false;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            // When in doubt, what is claimed stays claimed.
            return Files.exists(file);
        }
    }

    @Override
    public void close() throws IOException {
        // Deleted first: once the lock is gone, the file might be another's.
        Files.deleteIfExists(file);
        channel.close();
        HERE.remove(id);
    }
}
