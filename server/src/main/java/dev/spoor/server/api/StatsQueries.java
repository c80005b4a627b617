package dev.spoor.server.api;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.store.StatsQuery;
import dev.spoor.store.StatsRow;
import java.util.List;

/** Numbers over time. */
final class StatsQueries {
    /** With more steps than this, an answer would be too large to draw. */
    private static final int MAX_BUCKETS = 10_000;

    private final Services services;

    StatsQueries(Services services) {
        this.services = services;
    }

    void addTo(Api api) {
        api.get(ApiRoutes.ROOT + "/stats", "get_stats", this::stats);
    }

    private void stats(ServiceRequestContext ctx, JsonOut out) {
        Params params = new Params(ctx, "project", "from", "to", "group_by", "bucket_seconds", "filter", "limit");
        StatsQuery.GroupBy chosen = params.choice("group_by", StatsQuery.GroupBy.class);
        StatsQuery.GroupBy groupBy = chosen == null ? StatsQuery.GroupBy.TRACES : chosen;
        int bucketSeconds = params.number("bucket_seconds", 0, Integer.MAX_VALUE, 0);
        long from = params.epochNanos("from");
        long to = params.epochNanos("to");
        if (bucketSeconds > 0 && to > from && (to - from) / 1_000_000_000 / bucketSeconds > MAX_BUCKETS) {
            throw ApiException.invalid("bucket_seconds cuts the time from 'from' to 'to' into more than " + MAX_BUCKETS
                    + " steps; choose a larger one");
        }
        List<StatsRow> rows = services.store()
                .stats(new StatsQuery(
                        services.projects().ids(params.texts("project")),
                        from,
                        to,
                        bucketSeconds * 1_000_000_000L,
                        groupBy,
                        params.filter(),
                        params.number("limit", 1, 1000, TraceQueries.DEFAULT_LIMIT)));
        out.object(() -> {
            out.text("group_by", TraceJson.lowerCase(groupBy));
            out.number("bucket_seconds", bucketSeconds);
            out.array("rows", rows, row -> out.object(() -> TraceJson.fields(out, row)));
        });
    }
}
