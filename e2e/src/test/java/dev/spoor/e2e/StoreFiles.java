package dev.spoor.e2e;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** The files of a data folder, and what a disk can do to them. */
final class StoreFiles {
    private StoreFiles() {}

    static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** The only file whose name ends so. */
    static Path only(Path folder, String ending) throws IOException {
        List<String> names =
                names(folder).stream().filter(name -> name.endsWith(ending)).toList();
        if (names.size() != 1) {
            throw new AssertionError("expected one file that ends in " + ending + " in " + folder + ", found " + names);
        }
        return folder.resolve(names.getFirst());
    }

    /** One bit of one byte becomes another. */
    static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            int value = open.read();
            open.seek(at);
            open.write(value ^ 0x10);
        }
    }

    /** The last bytes never reached the disk. */
    static void cut(Path file, long bytes) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(open.length() - bytes);
        }
    }

    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
