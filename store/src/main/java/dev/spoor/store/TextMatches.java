package dev.spoor.store;

import dev.spoor.model.LogRecord;
import dev.spoor.model.Span;
import dev.spoor.model.SpanId;
import dev.spoor.model.SpanType;
import dev.spoor.model.text.TextPattern;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects where in one trace a text is: shown its spans and log records in any order, each span once. For one thread. */
public final class TextMatches {
    private final TextPattern pattern;
    private final Set<SpanId> spans = new HashSet<>();
    private @Nullable Match first;

    public TextMatches(TextPattern pattern) {
        this.pattern = pattern;
    }

    /** @param spanId null for log records without a span of the trace, which come after all spans */
    private record Match(@Nullable SpanId spanId, long startEpochNanos, TextPlace place, TextPattern.Found found) {
        boolean isBefore(@Nullable Match other) {
            if (other == null || spanId == null || other.spanId == null) {
                return other == null || spanId != null && other.spanId == null;
            }
            if (startEpochNanos != other.startEpochNanos) {
                return startEpochNanos < other.startEpochNanos;
            }
            int order = Long.compareUnsigned(spanId.value(), other.spanId.value());
            // What the span itself says comes before what was said beside it.
            return order != 0
                    ? order < 0
                    : other.place.kind() == TextPlace.Kind.LOG && place.kind() != TextPlace.Kind.LOG;
        }
    }

    public void add(Span span) {
        Finder finder = new Finder();
        SearchedTexts.of(span, finder);
        add(span.spanId(), span.startEpochNanos(), finder);
    }

    /** @param starts when a span of the trace began, null for the id of none */
    public void add(LogRecord log, Function<SpanId, @Nullable Long> starts) {
        Finder finder = new Finder();
        SearchedTexts.of(log, finder);
        if (finder.found != null) {
            Long start = log.spanId() == null ? null : starts.apply(log.spanId());
            add(start == null ? null : log.spanId(), start == null ? 0 : start, finder);
        }
    }

    private void add(@Nullable SpanId spanId, long start, Finder finder) {
        if (finder.found == null || finder.place == null) {
            return;
        }
        if (spanId != null) {
            spans.add(spanId);
        }
        Match match = new Match(spanId, start, finder.place, finder.found);
        if (match.isBefore(first)) {
            first = match;
        }
    }

    public boolean isEmpty() {
        return first == null;
    }

    /** The span of the hit; null when there is none, or log records without a span are all that was found. */
    public @Nullable SpanId spanId() {
        return first == null ? null : first.spanId;
    }

    /**
     * The hit.
     *
     * @param name of the span, as lists show it; null without one, likewise {@code type}
     * @throws IllegalStateException when nothing was found
     */
    public SearchHit hit(TraceSummary trace, @Nullable String name, @Nullable SpanType type) {
        Match match = first;
        if (match == null) {
            throw new IllegalStateException("nothing was found");
        }
        return new SearchHit(
                trace, match.spanId, name, type, match.place, Snippet.of(match.found), Math.max(1, spans.size()));
    }

    /** Takes the first text in which the pattern is. */
    private final class Finder implements java.util.function.BiConsumer<TextPlace, String> {
        private @Nullable TextPlace place;
        private TextPattern.@Nullable Found found;

        @Override
        public void accept(TextPlace where, String sent) {
            if (found == null) {
                found = pattern.find(sent);
                place = where;
            }
        }
    }
}
