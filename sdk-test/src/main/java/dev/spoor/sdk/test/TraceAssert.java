package dev.spoor.sdk.test;

import dev.spoor.sdk.SpanType;
import dev.spoor.sdk.trace.RecordedSpan;
import dev.spoor.sdk.trace.RecordedTrace;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;

/** Assertions on the tree of a trace. What fails shows the whole tree. */
public final class TraceAssert extends AbstractAssert<TraceAssert, RecordedTrace> {
    TraceAssert(RecordedTrace trace) {
        super(trace, TraceAssert.class);
    }

    /** It has one root, of that name. */
    public TraceAssert hasRoot(String name) {
        List<RecordedSpan> roots = actual.searchSpans(RecordedSpan::isRoot);
        if (roots.size() != 1 || !roots.get(0).name().equals(name)) {
            fail("one root called '" + name + "'");
        }
        return this;
    }

    /** It has at least one span of that name. */
    public TraceAssert hasSpan(String name) {
        if (actual.searchSpans(name).isEmpty()) {
            fail("a span called '" + name + "'");
        }
        return this;
    }

    /** It has at least one span of that name and type. */
    public TraceAssert hasSpan(String name, SpanType type) {
        if (actual.searchSpans(type).stream().noneMatch(span -> span.name().equals(name))) {
            fail("a span called '" + name + "' of type " + type);
        }
        return this;
    }

    public TraceAssert hasNoSpan(String name) {
        if (!actual.searchSpans(name).isEmpty()) {
            fail("no span called '" + name + "'");
        }
        return this;
    }

    public TraceAssert hasSpanCount(int count) {
        if (actual.spans().size() != count) {
            fail(count + " spans, and there are " + actual.spans().size());
        }
        return this;
    }

    /** A span of that name is right below one of the other name. */
    public TraceAssert hasChild(String parent, String child) {
        boolean found = actual.searchSpans(parent).stream()
                .flatMap(span -> actual.children(span).stream())
                .anyMatch(span -> span.name().equals(child));
        if (!found) {
            fail("'" + child + "' right below '" + parent + "'");
        }
        return this;
    }

    /** It has one root, and every other span's parent is in it. */
    public TraceAssert isOneTree() {
        long roots = actual.searchSpans(RecordedSpan::isRoot).size();
        long orphans = actual.searchSpans(span -> !span.isRoot()
                        && actual.spans().stream()
                                .noneMatch(other -> other.spanId().equals(span.parentSpanId())))
                .size();
        if (roots != 1 || orphans > 0) {
            fail("one tree, and there are " + roots + " roots, and " + orphans + " spans without their parent");
        }
        return this;
    }

    /** No span of it failed. */
    public TraceAssert hasNoFailure() {
        if (!actual.searchSpans(RecordedSpan::failed).isEmpty()) {
            fail("no span that failed");
        }
        return this;
    }

    public TraceAssert hasTag(String key, String value) {
        return holds("tag '" + key + "'", value, actual.tags().get(key));
    }

    public TraceAssert hasMetadata(Map<String, String> entries) {
        entries.forEach((key, value) ->
                holds("metadata '" + key + "'", value, actual.metadata().get(key)));
        return this;
    }

    public TraceAssert hasSession(String session) {
        return holds("session", session, actual.session());
    }

    public TraceAssert hasUser(String user) {
        return holds("user", user, actual.user());
    }

    /** The only span of that name, for further assertions. */
    public SpanAssert span(String name) {
        List<RecordedSpan> named = actual.searchSpans(name);
        if (named.size() != 1) {
            fail("one span called '" + name + "', and there are " + named.size());
        }
        return new SpanAssert(named.get(0));
    }

    private TraceAssert holds(String what, String expected, @org.jspecify.annotations.Nullable String found) {
        if (!Objects.equals(expected, found)) {
            fail(what + " to be '" + expected + "', and it is '" + found + "'");
        }
        return this;
    }

    private void fail(String expected) {
        failWithMessage("%s", "expected " + expected + "\n" + TraceText.of(actual));
    }
}
