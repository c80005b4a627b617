package dev.spoor.server.mlflow;

import dev.spoor.model.TraceId;
import dev.spoor.store.TraceSummary;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/**
 * MLflow's trace ids: {@code tr-} and the 32 hex digits of OpenTelemetry's. A client may choose any text; such a trace has
 * an id made from it, and keeps the text.
 */
final class TraceIds {
    /** Metadata that keeps an id of another form. */
    static final String GIVEN = "spoor.mlflow_trace_id";

    private static final Pattern USUAL = Pattern.compile("(tr-)?[0-9a-f]{32}");
    private static final String NOTHING = "0".repeat(32);

    private TraceIds() {}

    static TraceId of(String text) {
        if (USUAL.matcher(text).matches() && !text.endsWith(NOTHING)) {
            return TraceId.parse(text);
        }
        try {
            ByteBuffer hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            return new TraceId(hash.getLong(), hash.getLong() | 1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** The usual form of an id. */
    static String shown(TraceId id) {
        return "tr-" + id;
    }

    /** The id as its client gave it. */
    static String shown(TraceSummary trace) {
        return trace.metadata().getOrDefault(GIVEN, shown(trace.traceId()));
    }
}
