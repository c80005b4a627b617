package dev.spoor.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Turns a setting's text into its value and back. */
final class SettingValues {
    private SettingValues() {}

    /**
     * @param home what a leading {@code ~} stands for
     * @throws IllegalArgumentException saying what was expected and what was found
     */
    static Object parse(SettingTable.Row row, String text, Path home) {
        Class<?> type = row.type();
        if (type == int.class) {
            return (int) inRange(row, number(text, Integer.MIN_VALUE, Integer.MAX_VALUE), text);
        } else if (type == long.class) {
            return inRange(row, number(text, Long.MIN_VALUE, Long.MAX_VALUE), text);
        } else if (type == boolean.class) {
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("expected true or false, found '" + text + "'");
            };
        } else if (type == ByteSize.class) {
            ByteSize size = ByteSize.parse(text);
            inRange(row, size.bytes(), text);
            return size;
        } else if (type == Duration.class) {
            Duration duration = Durations.parse(text);
            inRange(row, duration.toMillis(), text);
            return duration;
        } else if (type == Path.class) {
            return path(text, home);
        } else if (type == List.class) {
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(item -> !item.isEmpty())
                    .toList();
        } else if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equalsIgnoreCase(text.strip())) {
                    return constant;
                }
            }
            throw new IllegalArgumentException("expected " + row.kind() + ", found '" + text + "'");
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("expected a text, found nothing");
        }
        return text.strip();
    }

    /** As a user would write it. */
    static String print(Object value) {
        return switch (value) {
            case Duration duration -> Durations.print(duration);
            case List<?> items -> items.stream().map(Object::toString).collect(Collectors.joining(", "));
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
            default -> value.toString();
        };
    }

    private static Path path(String text, Path home) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            throw new IllegalArgumentException("expected a path, found nothing");
        }
        if (stripped.equals("~")) {
            return home;
        }
        return stripped.startsWith("~/") ? home.resolve(stripped.substring(2)) : Path.of(stripped);
    }

    private static long number(String text, long min, long max) {
        try {
            long number = Long.parseLong(text.strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the message below says it better
        }
        throw new IllegalArgumentException("expected a whole number, found '" + text + "'");
    }

    private static long inRange(SettingTable.Row row, long number, String text) {
        if (number < row.min() || number > row.max()) {
            String range = row.max() == Long.MAX_VALUE
                    ? "at least " + limit(row, row.min())
                    : limit(row, row.min()) + " to " + limit(row, row.max());
            throw new IllegalArgumentException("expected " + range + ", found '" + text.strip() + "'");
        }
        return number;
    }

    private static String limit(SettingTable.Row row, long limit) {
        if (row.type() == ByteSize.class) {
            return new ByteSize(limit).toString();
        }
        return row.type() == Duration.class ? Durations.print(Duration.ofMillis(limit)) : Long.toString(limit);
    }
}
