package dev.spoor.sdk.client;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A conversation: traces that name the same session. */
public record SessionInfo(
        String session,
        @Nullable String user,
        long traceCount,
        long errorCount,
        @Nullable Instant firstStartTime,
        @Nullable Instant lastStartTime,
        long totalTokens,
        @Nullable BigDecimal costUsd) {

    static SessionInfo of(Fields fields) {
        return new SessionInfo(
                fields.textOr("session", ""),
                fields.text("user"),
                fields.number("trace_count"),
                fields.number("error_count"),
                fields.time("first_start_time"),
                fields.time("last_start_time"),
                Fields.of(fields.json().get("usage")).number("total"),
                fields.decimal("cost_usd"));
    }
}
