package dev.spoor.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Values of the API as people read them in a terminal. */
final class Shown {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private Shown() {}

    static String time(JsonNode iso) {
        return iso.isTextual() ? TIME.format(Instant.parse(iso.asText())) : "–";
    }

    static String duration(long nanos) {
        if (nanos <= 0) {
            return "–";
        } else if (nanos < 1_000_000) {
            return nanos / 1000 + " µs";
        } else if (nanos < 1_000_000_000) {
            return nanos / 1_000_000 + " ms";
        }
        return nanos < 100_000_000_000L ? "%.2f s".formatted(nanos / 1e9) : "%.0f s".formatted(nanos / 1e9);
    }

    static String text(JsonNode node) {
        return node.isNull() || node.isMissingNode() || node.asText().isEmpty()
                ? "–"
                : node.asText().replaceAll("\\s+", " ");
    }

    static String count(long number) {
        return number == 0 ? "–" : "%,d".formatted(number);
    }

    /** {@code $0.0012}, {@code unpriced}, or a dash where nothing was called. */
    static String cost(JsonNode trace) {
        if (trace.path("cost_usd").isNumber()) {
            return "$"
                    + trace.path("cost_usd").decimalValue().stripTrailingZeros().toPlainString();
        }
        return trace.path("unpriced_calls").asInt() > 0 ? "unpriced" : "–";
    }
}
