package dev.spoor.sdk;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.util.Map;

/**
 * Says things about a whole trace while it is being made: name, tags, metadata, session, user and previews. They travel
 * on the first span of the trace in this process, or when that has ended, on the current one. Without a trace, or when
 * it is not recorded, nothing happens. Safe for several threads.
 *
 * <pre>{@code
 * Spoor.currentTrace().session("chat-17").user("u-4").tag("plan", "free");
 * }</pre>
 */
public final class CurrentTrace {
    private final Span span;

    CurrentTrace(Span span) {
        this.span = span;
    }

    /** The id, 32 hex digits; zeros when there is no trace. */
    public String traceId() {
        return span.getSpanContext().getTraceId();
    }

    /** A name for the trace, instead of its root span's. */
    public CurrentTrace name(String name) {
        return set(SpoorAttributes.TRACE_NAME, name);
    }

    /** The conversation that the trace belongs to. */
    public CurrentTrace session(String session) {
        return set(SpoorAttributes.SESSION, session);
    }

    /** Whom the trace was made for. */
    public CurrentTrace user(String user) {
        return set(SpoorAttributes.USER, user);
    }

    /** Sets a tag, which can be changed and deleted later. */
    public CurrentTrace tag(String key, String value) {
        return set(AttributeKey.stringKey(SpoorAttributes.TAG_PREFIX + key), value);
    }

    /** Sets several tags. */
    public CurrentTrace tags(Map<String, String> tags) {
        tags.forEach(this::tag);
        return this;
    }

    /** Sets an entry of the metadata, which stays as it is once the trace is stored. */
    public CurrentTrace metadata(String key, String value) {
        return set(AttributeKey.stringKey(SpoorAttributes.METADATA_PREFIX + key), value);
    }

    /** Sets several entries of the metadata. */
    public CurrentTrace metadata(Map<String, String> metadata) {
        metadata.forEach(this::metadata);
        return this;
    }

    /** The application's own id of the request. */
    public CurrentTrace clientRequestId(String id) {
        return set(SpoorAttributes.CLIENT_REQUEST_ID, id);
    }

    /** What lists show of the request; by default what went into the root span. */
    public CurrentTrace requestPreview(String preview) {
        return set(SpoorAttributes.REQUEST_PREVIEW, preview);
    }

    /** What lists show of the response; by default what came out of the root span. */
    public CurrentTrace responsePreview(String preview) {
        return set(SpoorAttributes.RESPONSE_PREVIEW, preview);
    }

    /** Where it ran, for example {@code production}. */
    public CurrentTrace environment(String environment) {
        return set(SpoorAttributes.ENVIRONMENT, environment);
    }

    /** The version of the application. */
    public CurrentTrace release(String release) {
        return set(SpoorAttributes.RELEASE, release);
    }

    private CurrentTrace set(AttributeKey<String> key, String value) {
        span.setAttribute(key, value);
        return this;
    }
}
