package dev.spoor.server.api;

import dev.spoor.model.filter.Filter;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.store.Page;
import dev.spoor.store.TraceQuery;
import dev.spoor.store.TraceSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The traces that a command names: by ids, or by filter, project and time. Found before anything is changed, so that a
 * command that changes what its filter asks for still meets each trace once.
 */
final class ChosenTraces {
    /** The fields that choose; those of the command come on top. */
    static final List<String> FIELDS = List.of("trace_ids", "filter", "project", "from", "to", "dry_run");

    private static final int MAX_IDS = 1000;
    /** One command changes so many traces at most; the answer says when there are more. */
    static final int MAX_TRACES = 100_000;

    private static final int BATCH = 1000;

    private final List<TraceSummary> traces;
    private final boolean more;

    private ChosenTraces(List<TraceSummary> traces, boolean more) {
        this.traces = traces;
        this.more = more;
    }

    /** @throws ApiException when nothing chooses, or ids and other choices are mixed */
    static ChosenTraces of(Body body, Services services) {
        boolean byIds = body.has("trace_ids");
        boolean byQuery = body.has("filter") || body.has("project") || body.has("from") || body.has("to");
        if (byIds && byQuery) {
            throw ApiException.invalid("trace_ids choose alone; leave out filter, project, from and to, or the ids");
        }
        if (byQuery) {
            return matching(query(body, services), services);
        }
        List<TraceSummary> found = body.texts("trace_ids", MAX_IDS).stream()
                .map(text -> Params.traceId("trace_ids", text))
                .distinct()
                .flatMap(id -> services.store().trace(id).stream())
                .toList();
        if (body.texts("trace_ids", MAX_IDS).isEmpty()) {
            throw ApiException.invalid("Missing value for required parameter 'trace_ids'; or choose by 'filter',"
                    + " 'project', 'from' or 'to'");
        }
        return new ChosenTraces(found, false);
    }

    private static TraceQuery query(Body body, Services services) {
        String project = body.text("project", 1000);
        String filter = body.text("filter", Integer.MAX_VALUE);
        return new TraceQuery(
                services.projects().ids(project == null ? List.of() : List.of(project)),
                Params.epochNanos("from", body.text("from", 100)),
                Params.epochNanos("to", body.text("to", 100)),
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                filter == null ? Filter.ALL : Filter.parse(filter),
                List.of(),
                null,
                BATCH);
    }

    private static ChosenTraces matching(TraceQuery query, Services services) {
        List<TraceSummary> traces = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<TraceSummary> page = services.store().traces(query.page(cursor, BATCH));
            traces.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null && traces.size() < MAX_TRACES);
        return new ChosenTraces(traces, cursor != null);
    }

    int count() {
        return traces.size();
    }

    /** Whether more traces match than one command changes. */
    boolean more() {
        return more;
    }

    void forEachBatch(Consumer<List<TraceSummary>> action) {
        for (int from = 0; from < traces.size(); from += BATCH) {
            action.accept(traces.subList(from, Math.min(traces.size(), from + BATCH)));
        }
    }
}
