package dev.spoor.store.local.compact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that repairs have set aside for people to look at. They stay for a while; but what is deleted afterwards may be in
 * them, and is to be gone from disk, so that they go with the first traces that compaction lets go of.
 */
final class SetAside {
    private static final Pattern WHEN = Pattern.compile("-(\\d{1,18})$");

    private final List<Path> files;

    /** @param files whose names end in the time of their repair, in milliseconds since 1970 */
    SetAside(List<Path> files) {
        this.files = new ArrayList<>(files);
    }

    List<String> removeAll() throws IOException {
        return remove(file -> true);
    }

    /** @param age 0 to keep all */
    List<String> removeOlder(Duration age) throws IOException {
        long latest = System.currentTimeMillis() - age.toMillis();
        return remove(file -> !age.isZero() && sinceEpochMillis(file) < latest);
    }

    private static long sinceEpochMillis(Path file) {
        Matcher when = WHEN.matcher(file.getFileName().toString());
        return when.find() ? Long.parseLong(when.group(1)) : Long.MAX_VALUE;
    }

    private List<String> remove(Predicate<Path> which) throws IOException {
        List<String> removed = new ArrayList<>();
        for (Path file : List.copyOf(files)) {
            if (which.test(file)) {
                Files.deleteIfExists(file);
                files.remove(file);
                removed.add(name(file));
            }
        }
        return removed;
    }

    /** Of those that are still there, below the data folder. */
    List<String> names() {
        return files.stream().map(SetAside::name).toList();
    }

    private static String name(Path file) {
        return file.subpath(file.getNameCount() - 2, file.getNameCount()).toString();
    }
}
