package dev.spoor.sdk.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files of the fallback's format version 1: {@code TIME-PID-NUMBER-SPANS.otlp}, with {@code .gz} when it is compressed, and
 * {@code .PID} behind it when a process has claimed it. The content is an OTLP request as it is sent.
 */
final class Version1Requests {
    private static final Pattern NAME = Pattern.compile("(\\d{13})-\\d+-\\d+-(\\d{1,9})\\.otlp(\\.gz)?(?:\\.(\\d+))?");

    private Version1Requests() {}

    static boolean isOne(String name) {
        return NAME.matcher(name).matches();
    }

    /** @return null when another process has it */
    static @Nullable KeptRequest read(Path file) throws IOException {
        Matcher name = matched(file);
        if (name.group(4) != null && isOfAnother(Long.parseLong(name.group(4)))) {
            return null;
        }
        try {
            return KeptRequest.readVersion1(Files.readAllBytes(file), name.group(3) != null, spans(file));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** A claim of this process's number is that of an earlier one: this version makes no such claims. */
    private static boolean isOfAnother(long pid) {
        return pid != ProcessHandle.current().pid() && ProcessHandle.of(pid).isPresent();
    }

    static long epochMillis(Path file) {
        return Long.parseLong(matched(file).group(1));
    }

    static int spans(Path file) {
        return Integer.parseInt(matched(file).group(2));
    }

    private static Matcher matched(Path file) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a file of version 1: " + file);
        }
        return matcher;
    }
}
