package dev.spoor.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.model.TraceId;
import dev.spoor.server.Services;
import dev.spoor.store.Change;
import dev.spoor.store.TraceSummary;
import java.util.List;

/** Traces are deleted for good: hidden once the answer is given. */
final class DeleteCommands {
    private final Services services;

    DeleteCommands(Services services) {
        this.services = services;
    }

    void addTo(Api api) {
        api.delete(ApiRoutes.ROOT + "/traces/{trace_id}", "delete_trace", this::one);
        api.post(ApiRoutes.ROOT + "/traces/delete", "delete_traces", this::several);
    }

    private void one(ServiceRequestContext ctx, JsonOut out) {
        TraceId traceId = new Params(ctx).traceId();
        TraceQueries.existing(services.store(), traceId);
        delete(List.of(traceId));
        answer(out, 1, false, false);
    }

    private void several(ServiceRequestContext ctx, JsonNode json, JsonOut out) {
        new Params(ctx);
        Body body = Body.of(json, ChosenTraces.FIELDS.toArray(String[]::new));
        boolean dryRun = body.flag("dry_run");
        ChosenTraces chosen = ChosenTraces.of(body, services);
        if (!dryRun) {
            chosen.forEachBatch(
                    batch -> delete(batch.stream().map(TraceSummary::traceId).toList()));
        }
        answer(out, chosen.count(), chosen.more(), dryRun);
    }

    private void delete(List<TraceId> traceIds) {
        services.store().append(List.of(new Change.TracesDeleted(traceIds))).join();
    }

    private static void answer(JsonOut out, int count, boolean more, boolean dryRun) {
        out.object(() -> {
            out.number("traces_deleted", count);
            out.flag("more", more);
            out.flag("dry_run", dryRun);
        });
    }
}
