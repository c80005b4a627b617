package dev.spoor.sdk.trace;

import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.SpoorAttributes;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A trace as far as it has ended. Immutable.
 *
 * @param spans by start time
 */
public record RecordedTrace(String traceId, List<RecordedSpan> spans) {

    public RecordedTrace {
        spans = spans.stream()
                .sorted(Comparator.comparingLong(RecordedSpan::startEpochNanos))
                .toList();
    }

    /** The root span, when it has ended. */
    public Optional<RecordedSpan> root() {
        return spans.stream().filter(RecordedSpan::isRoot).findFirst();
    }

    /** The spans right below another one, by start time. */
    public List<RecordedSpan> children(RecordedSpan parent) {
        return searchSpans(span -> span.parentSpanId().equals(parent.spanId()));
    }

    public List<RecordedSpan> searchSpans(Predicate<RecordedSpan> wanted) {
        return spans.stream().filter(wanted).toList();
    }

    /** Spans of that name. */
    public List<RecordedSpan> searchSpans(String name) {
        return searchSpans(span -> span.name().equals(name));
    }

    /** Spans whose whole name matches. */
    public List<RecordedSpan> searchSpans(Pattern name) {
        return searchSpans(span -> name.matcher(span.name()).matches());
    }

    public List<RecordedSpan> searchSpans(SpanType type) {
        return searchSpans(span -> span.type().name().equals(type.name()));
    }

    /** What it is called: what it says of itself, else its root's name; empty while neither is there. */
    public String name() {
        String given = said(SpoorAttributes.TRACE_NAME.getKey());
        return given != null ? given : root().map(RecordedSpan::name).orElse("");
    }

    public @Nullable String session() {
        return said(SpoorAttributes.SESSION.getKey());
    }

    public @Nullable String user() {
        return said(SpoorAttributes.USER.getKey());
    }

    public @Nullable String clientRequestId() {
        return said(SpoorAttributes.CLIENT_REQUEST_ID.getKey());
    }

    public Map<String, String> tags() {
        return under(SpoorAttributes.TAG_PREFIX);
    }

    public Map<String, String> metadata() {
        return under(SpoorAttributes.METADATA_PREFIX);
    }

    /** Whether its root failed. */
    public boolean isFailed() {
        return root().map(RecordedSpan::failed).orElse(false);
    }

    private @Nullable String said(String key) {
        return spans.stream()
                .map(span -> span.attribute(key))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private Map<String, String> under(String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        for (RecordedSpan span : spans) {
            span.attributes().forEach((key, value) -> {
                if (key.startsWith(prefix)) {
                    found.putIfAbsent(key.substring(prefix.length()), value.toString());
                }
            });
        }
        return found;
    }
}
