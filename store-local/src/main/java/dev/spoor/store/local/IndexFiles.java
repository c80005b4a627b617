package dev.spoor.store.local;

import dev.spoor.store.StoreException;
import dev.spoor.store.local.index.Index;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of the index's folder: {@code CURRENT} names the index in use; one that cannot be used is set aside under a
 * name that says why. There is one at a time, and a second while it is being made anew.
 */
final class IndexFiles {
    private static final String PREFIX = "index-";
    private static final String SUFFIX = ".duckdb";
    /** See {@link Index}: what large queries put aside. */
    private static final String SPILLED = ".tmp";
    /** A mark follows the suffix; what DuckDB puts aside for large queries has none. */
    private static final Pattern ASIDE =
            Pattern.compile(PREFIX + "[0-9-]+" + Pattern.quote(SUFFIX) + "(\\.wal)?\\.[A-Za-z0-9_.-]+-[0-9]+");

    private final Path folder;
    private final Index.Settings settings;
    private final Supplier<String> readerVersion;

    IndexFiles(Path folder, Index.Settings settings, Supplier<String> readerVersion) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.settings = settings;
        this.readerVersion = readerVersion;
    }

    /**
     * Opens the index in use; when there is none that can be used, begins a new one.
     *
     * @param logEnd where the log ends: an index that knows more holds what a repair has cut off
     */
    Index openCurrent(long logEnd, Consumer<String> report) throws IOException {
        Path current = folder.resolve("CURRENT");
        if (Files.exists(current)) {
            Path file = folder.resolve(Files.readString(current).strip());
            if (Files.exists(file)) {
                removeOthers(file);
                try {
                    return Index.open(file, settings, readerVersion.get(), logEnd);
                } catch (Index.UnusableException e) {
                    Path aside = setAside(file, String.valueOf(e.getMessage()));
                    report.accept("the index cannot be used (" + e.getMessage()
                            + (e.getCause() == null ? "" : ": " + e.getCause().getMessage()) + "): set aside as "
                            + aside.getFileName() + ", made anew from the log");
                }
            } else {
                report.accept("the index " + file.getFileName() + " is missing; made anew from the log");
            }
        }
        removeOthers(null);
        Index index = begin();
        use(index);
        return index;
    }

    /** A new, empty index beside the one in use. */
    Index begin() {
        return Index.create(newFile(), settings, readerVersion.get());
    }

    /** Copies an index, without what was deleted from it, beside the one in use. */
    Index copy(Index index, long logEnd) {
        Path file = newFile();
        try {
            index.copyTo(file);
            return Index.open(file, settings, readerVersion.get(), logEnd);
        } catch (Index.UnusableException e) {
            delete(file);
            throw new StoreException("the copy of the index cannot be used: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            delete(file);
            throw e;
        }
    }

    private Path newFile() {
        return folder.resolve(PREFIX + System.currentTimeMillis() + "-"
                + ProcessHandle.current().pid() + SUFFIX);
    }

    /** Indexes that were set aside. */
    List<Path> setAside() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(
                            file -> ASIDE.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    /** Makes the index the one in use. */
    void use(Index index) throws IOException {
        Path next = folder.resolve("CURRENT.next");
        Files.writeString(next, index.file().getFileName() + "\n");
        Files.move(
                next, folder.resolve("CURRENT"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void delete(Index index) {
        delete(index.file());
    }

    private static void delete(Path index) {
        try {
            for (Path file : filesOf(index)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new StoreException("cannot remove the index " + index + ": " + e.getMessage(), e);
        }
    }

    private Path setAside(Path file, String reason) throws IOException {
        String mark = "." + reason.replaceAll("[^A-Za-z0-9.-]", "_") + "-" + System.currentTimeMillis();
        Path aside = file.resolveSibling(file.getFileName() + mark);
        for (Path part : filesOf(file)) {
            if (Files.exists(part)) {
                Files.move(part, part.resolveSibling(part.getFileName() + mark));
            }
        }
        return aside;
    }

    private static List<Path> filesOf(Path file) {
        return List.of(file, file.resolveSibling(file.getFileName() + ".wal"));
    }

    /** What a query that was killed had put aside. */
    private static void removeFolder(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Removes what an earlier attempt to make an index left behind. */
    private void removeOthers(@Nullable Path keep) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                boolean index = name.startsWith(PREFIX) && (name.endsWith(SUFFIX) || name.endsWith(SUFFIX + ".wal"));
                if (name.startsWith(PREFIX) && name.endsWith(SUFFIX + SPILLED)) {
                    removeFolder(file);
                } else if (index
                        && (keep == null || !name.startsWith(keep.getFileName().toString()))) {
                    Files.delete(file);
                }
            }
        }
    }
}
