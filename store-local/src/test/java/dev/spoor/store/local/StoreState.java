package dev.spoor.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spoor.model.TraceId;
import dev.spoor.model.filter.Filter;
import dev.spoor.otlp.OtlpSpans;
import dev.spoor.store.Page;
import dev.spoor.store.SessionQuery;
import dev.spoor.store.SpanRow;
import dev.spoor.store.TestTraces;
import dev.spoor.store.TraceQuery;
import dev.spoor.store.TraceStore;
import dev.spoor.store.TraceSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that a store says, as texts to be compared: the same for two stores that hold the same. */
final class StoreState {
    private StoreState() {}

    static Map<String, List<String>> of(TraceStore store) {
        Map<String, List<String>> state = new TreeMap<>();
        for (TraceSummary trace : traces(store)) {
            TraceId id = trace.traceId();
            List<String> lines = new ArrayList<>();
            lines.add(sorted(trace));
            store.forEachSpan(id, row -> lines.add("row " + row));
            lines.addAll(exported(store, id));
            store.forEachLog(id, log -> lines.add("log " + log.body()));
            state.put("trace " + id, lines);
        }
        for (long n = 1; n <= 40; n++) {
            TraceId id = TestTraces.traceId(n);
            List<String> said =
                    store.assessments(id).stream().map(String::valueOf).toList();
            if (!said.isEmpty()) {
                state.put("assessments " + id, said);
            }
        }
        state.put("projects", store.projects().stream().map(String::valueOf).toList());
        state.put(
                "runs",
                store.runs(List.of("0", "1")).stream().map(String::valueOf).toList());
        state.put(
                "sessions",
                store.sessions(new SessionQuery(List.of(), 0, 0, null, Filter.ALL, null, 1000)).items().stream()
                        .map(String::valueOf)
                        .toList());
        return state;
    }

    /** Tells the first trace, or whatever it is, that differs. */
    static void assertSame(TraceStore store, Map<String, List<String>> expected, String when) {
        Map<String, List<String>> state = of(store);
        assertThat(state.keySet()).as(when).isEqualTo(expected.keySet());
        state.forEach((key, lines) -> assertThat(lines).as(key + ' ' + when).isEqualTo(expected.get(key)));
    }

    static List<TraceSummary> traces(TraceStore store) {
        List<TraceSummary> traces = new ArrayList<>();
        String cursor = null;
        do {
            Page<TraceSummary> page = store.traces(TraceQuery.newest(1000).page(cursor, 1000));
            traces.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return traces;
    }

    private static String sorted(TraceSummary t) {
        return "trace " + t.projectId() + t.name() + t.state() + t.startEpochNanos() + ' ' + t.endEpochNanos() + ' '
                + t.spanCount() + ' ' + t.errorCount() + ' ' + t.serviceName() + ' ' + t.session() + ' ' + t.user()
                + ' ' + t.environment() + ' ' + t.release() + ' ' + t.inputPreview() + ' ' + t.outputPreview() + ' '
                + t.usage() + ' ' + t.costUsd() + ' ' + t.unpricedCalls() + ' ' + t.unpricedModels() + ' ' + t.models()
                + ' '
                + new TreeMap<>(t.tags()) + new TreeMap<>(t.metadata());
    }

    /** Each span's bytes as they were sent. */
    private static List<String> exported(TraceStore store, TraceId id) {
        List<String> spans = new ArrayList<>();
        store.exportOtlp(
                id,
                otlp -> OtlpSpans.read(otlp)
                        .forEach(span -> spans.add("span " + span.spanId() + ' '
                                + Arrays.hashCode(OtlpSpans.keep(otlp, span.spanId()::equals)))));
        spans.sort(null);
        return spans;
    }

    static List<SpanRow> rows(TraceStore store, TraceId id) {
        List<SpanRow> rows = new ArrayList<>();
        store.forEachSpan(id, rows::add);
        return rows;
    }
}
