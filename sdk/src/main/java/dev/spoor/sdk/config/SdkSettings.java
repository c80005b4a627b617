package dev.spoor.sdk.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is in force, and where each value comes from. Later sources win: the default, {@code ~/.spoor/config.toml}, {@code
 * ./.spoor/config.toml} (or the one file that {@code SPOOR_CONFIG} names), the environment, the program. Immutable.
 */
public final class SdkSettings {
    private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*(|B|KB|MB|GB|KIB|MIB|GIB)");
    private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");

    private final Map<SdkSetting, Value> values;
    private final Map<String, NamedDestination> destinations;
    private final Path home;

    /** @param home what {@code ~} stands for */
    SdkSettings(Map<SdkSetting, Value> values, Map<String, NamedDestination> destinations, Path home) {
        this.values = Map.copyOf(values);
        this.destinations = Map.copyOf(destinations);
        this.home = home;
        for (SdkSetting setting : SdkSetting.values()) {
            check(setting);
        }
    }

    /**
     * A value as it is written.
     *
     * @param source "default", a file's path, "environment NAME", or "program"
     */
    public record Value(String text, String source) {}

    /** A further destination, from {@code [sdk.destinations.NAME]}. */
    public record NamedDestination(String endpoint, List<String> headers) {}

    private void check(SdkSetting setting) {
        switch (setting.kind()) {
            case TEXT, LIST -> {}
            case FLAG -> flag(setting);
            case NUMBER -> number(setting);
            case COUNT -> count(setting);
            case SIZE -> bytes(setting);
            case DURATION -> duration(setting);
        }
    }

    /** All of them, with what may be secret left out. */
    public Map<SdkSetting, Value> shown() {
        Map<SdkSetting, Value> shown = new EnumMap<>(values);
        shown.computeIfPresent(
                SdkSetting.HEADERS,
                (setting, value) -> value.text().isEmpty() ? value : new Value("…", value.source()));
        return shown;
    }

    /** Further destinations, by name. */
    public Map<String, NamedDestination> destinations() {
        return destinations;
    }

    private Value value(SdkSetting setting) {
        Value value = values.get(setting);
        return value == null ? new Value(setting.byDefault(), "default") : value;
    }

    /** Whether something else than the default says so. */
    public boolean isSet(SdkSetting setting) {
        return !value(setting).source().equals("default");
    }

    /** Where its value comes from. */
    public String source(SdkSetting setting) {
        return value(setting).source();
    }

    public String text(SdkSetting setting) {
        return value(setting).text();
    }

    /** A file or folder; {@code ~/} at its beginning is the user's home. */
    public Path path(SdkSetting setting) {
        String text = text(setting);
        return text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
    }

    /** The server's address without a path. */
    public String serverAddress() {
        return text(SdkSetting.ENDPOINT).replaceFirst("/+(v1/traces/*)?$", "");
    }

    public boolean flag(SdkSetting setting) {
        return switch (text(setting).toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw problem(setting, "true or false");
        };
    }

    public double number(SdkSetting setting) {
        try {
            double number = Double.parseDouble(text(setting));
            if (number >= 0 && number <= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw problem(setting, "a number from 0 to 1");
    }

    public int count(SdkSetting setting) {
        try {
            int count = Integer.parseInt(text(setting));
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw problem(setting, "a number from 1 to " + Integer.MAX_VALUE);
    }

    public long bytes(SdkSetting setting) {
        Matcher matcher = SIZE.matcher(text(setting).strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches() || matcher.group(1).length() > 12) {
            throw problem(setting, "a size such as 512, 64KiB or 10MB");
        }
        return Long.parseLong(matcher.group(1))
                * switch (matcher.group(2)) {
                    case "KB" -> 1_000L;
                    case "MB" -> 1_000_000L;
                    case "GB" -> 1_000_000_000L;
                    case "KIB" -> 1L << 10;
                    case "MIB" -> 1L << 20;
                    case "GIB" -> 1L << 30;
                    default -> 1L;
                };
    }

    public Duration duration(SdkSetting setting) {
        Matcher matcher = DURATION.matcher(text(setting).strip());
        if (!matcher.matches() || matcher.group(1).length() > 9) {
            throw problem(setting, "a duration such as 500ms, 30s or 5m");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    public List<String> list(SdkSetting setting) {
        return items(text(setting));
    }

    /** Pairs {@code name=value}. */
    public Map<String, String> pairs(SdkSetting setting) {
        return pairs(setting.key(), list(setting));
    }

    /** @throws SettingsException when one of them has no {@code =} */
    public static Map<String, String> pairs(String setting, List<String> items) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String item : items) {
            int equals = item.indexOf('=');
            if (equals < 1) {
                throw new SettingsException(setting + ": expected name=value, and one item has no '='");
            }
            pairs.put(
                    item.substring(0, equals).strip(),
                    item.substring(equals + 1).strip());
        }
        return pairs;
    }

    static List<String> items(String text) {
        List<String> items = new ArrayList<>();
        for (String item : text.split(text.indexOf('\n') >= 0 ? "\n" : ",")) {
            if (!item.isBlank()) {
                items.add(item.strip());
            }
        }
        return items;
    }

    private SettingsException problem(SdkSetting setting, String expected) {
        Value value = value(setting);
        return new SettingsException(
                setting.key() + " (" + value.source() + "): expected " + expected + ", found '" + value.text() + "'");
    }
}
