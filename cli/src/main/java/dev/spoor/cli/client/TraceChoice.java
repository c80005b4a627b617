package dev.spoor.cli.client;

import dev.spoor.cli.UserException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which traces a command is about. */
final class TraceChoice {
    private static final Pattern AGO = Pattern.compile("(\\d{1,6})(s|m|h|d|w)");

    @Option(
            names = "--filter",
            paramLabel = "FILTER",
            description = "Traces that match, such as \"span.type = 'TOOL' AND duration > 2s\".")
    @Nullable
    String filter;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Started at or after: 30m, 1h, 7d ago, or a time like 2026-11-21T08:30:00Z.")
    @Nullable
    String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Started before.")
    @Nullable
    String until;

    @Option(names = "--project", paramLabel = "NAME", description = "Of this project, by name or id. May be repeated.")
    List<String> projects = List.of();

    boolean isEmpty() {
        return filter == null && since == null && until == null && projects.isEmpty();
    }

    SpoorApi.Query query() {
        return new SpoorApi.Query()
                .with("filter", filter)
                .with("from", time("--since", since))
                .with("to", time("--until", until))
                .with("project", projects);
    }

    /** ISO-8601; null for null. */
    static @Nullable String time(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            long count = Long.parseLong(ago.group(1));
            Duration duration = switch (ago.group(2)) {
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                case "d" -> Duration.ofDays(count);
                default -> Duration.ofDays(7 * count);
            };
            return Instant.now().minus(duration).toString();
        }
        if (!text.matches("\\d{4}-\\d{2}-\\d{2}T.+|\\d{9,}")) {
            throw new UserException(
                    option + ": '" + text + "' is neither like 30m, 1h, 7d nor a time like" + " 2026-11-21T08:30:00Z");
        }
        return text;
    }
}
