package dev.spoor.server.api;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.model.LogRecord;
import dev.spoor.model.SpanId;
import dev.spoor.model.TraceId;
import dev.spoor.server.Services;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log records that were sent with a trace's id. */
final class LogQueries {
    private static final int DEFAULT_LIMIT = 1000;
    private static final int MAX_LIMIT = 10_000;

    private final Services services;

    LogQueries(Services services) {
        this.services = services;
    }

    void addTo(Api api) {
        api.get(ApiRoutes.ROOT + "/traces/{trace_id}/logs", "list_logs", this::list);
    }

    /** The first of those that match as they arrived, by time. */
    private void list(ServiceRequestContext ctx, JsonOut out) {
        Params params = new Params(ctx, "span_id", "min_severity", "limit");
        TraceId traceId = params.traceId();
        String span = params.text("span_id");
        SpanId spanId = span == null ? null : Params.spanId("span_id", span);
        int minSeverity = params.number("min_severity", 0, 24, 0);
        int limit = params.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        TraceQueries.existing(services.store(), traceId);
        Found found = find(traceId, spanId, minSeverity, limit);
        out.object(() -> {
            out.array("logs", found.logs(), log -> SpanJson.log(out, log));
            out.flag("more", found.more());
        });
    }

    private record Found(List<LogRecord> logs, boolean more) {}

    private Found find(TraceId traceId, @Nullable SpanId spanId, int minSeverity, int limit) {
        List<LogRecord> logs = new ArrayList<>();
        boolean[] more = {false};
        services.store().forEachLog(traceId, log -> {
            if (!log.isAttachment()
                    && (spanId == null || spanId.equals(log.spanId()))
                    && log.severityNumber() >= minSeverity) {
                if (logs.size() < limit) {
                    logs.add(log);
                } else {
                    more[0] = true;
                }
            }
        });
        logs.sort(Comparator.comparingLong(LogRecord::epochNanos));
        return new Found(logs, more[0]);
    }
}
