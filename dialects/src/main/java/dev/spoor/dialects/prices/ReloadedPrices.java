package dev.spoor.dialects.prices;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Prices of files that may change while the server runs. Safe for many threads: whoever asks has the prices that were
 * last read, all of them or none.
 */
public final class ReloadedPrices {
    private final List<Path> overrides;
    private final List<Path> files;
    private volatile Prices current;

    /**
     * Reads the files.
     *
     * @param overrides stronger than {@code files}; of each list the first is the strongest
     * @param files in one of the formats of {@link PriceFiles}
     * @throws IllegalArgumentException naming the file that cannot be read or understood
     */
    public ReloadedPrices(List<Path> overrides, List<Path> files) {
        this.overrides = List.copyOf(overrides);
        this.files = List.copyOf(files);
        this.current = read();
    }

    public Prices current() {
        return current;
    }

    /**
     * Reads the files anew; whether a cost may be another now. When one cannot be read, the prices stay as they were.
     *
     * @throws IllegalArgumentException naming the file that cannot be read or understood
     */
    public synchronized boolean reload() {
        Prices read = read();
        boolean changed = !read.version().equals(current.version());
        if (changed) {
            current = read;
        }
        return changed;
    }

    private Prices read() {
        List<PriceTable> tables = new ArrayList<>();
        overrides.forEach(file -> tables.add(read(file)));
        files.forEach(file -> tables.add(read(file)));
        return Prices.of(tables);
    }

    private static PriceTable read(Path file) {
        try {
            return PriceFiles.read(String.valueOf(file.getFileName()), Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no price file " + file, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the price file " + file + ": " + e.getMessage(), e);
        }
    }
}
