package dev.spoor.sdk.test;

import dev.spoor.sdk.trace.RecordedSpan;
import dev.spoor.sdk.trace.RecordedTrace;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A trace as people read it: a line for each span, below its parent. */
final class TraceText {
    private TraceText() {}

    static String of(List<RecordedTrace> traces) {
        return traces.stream().map(TraceText::of).collect(Collectors.joining("\n"));
    }

    static String of(RecordedTrace trace) {
        StringBuilder text = new StringBuilder("trace ").append(trace.traceId()).append('\n');
        Set<String> known = trace.spans().stream().map(RecordedSpan::spanId).collect(Collectors.toSet());
        trace.spans().stream()
                .filter(span -> !known.contains(span.parentSpanId()))
                .forEach(top -> append(text, trace, top, 1));
        return text.toString();
    }

    private static void append(StringBuilder text, RecordedTrace trace, RecordedSpan span, int depth) {
        text.append("  ".repeat(depth))
                .append(span.name())
                .append(" [")
                .append(span.type())
                .append(']');
        if (span.failed()) {
            text.append(" failed: ").append(span.statusMessage());
        }
        text.append('\n');
        trace.children(span).forEach(child -> append(text, trace, child, depth + 1));
    }
}
