package dev.spoor.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.model.TraceId;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.store.Change;
import java.util.List;

/** Traces are deleted for good: hidden once the answer is given. */
final class DeleteCommands {
    private static final int MAX_IDS = 1000;

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
        delete(List.of(traceId), false, out);
    }

    private void several(ServiceRequestContext ctx, JsonNode json, JsonOut out) {
        new Params(ctx);
        Body body = Body.of(json, "trace_ids", "dry_run");
        List<TraceId> asked = body.texts("trace_ids", MAX_IDS).stream()
                .map(text -> Params.traceId("trace_ids", text))
                .distinct()
                .toList();
        if (asked.isEmpty()) {
            throw ApiException.invalid("Missing value for required parameter 'trace_ids'");
        }
        List<TraceId> there = asked.stream()
                .filter(id -> services.store().trace(id).isPresent())
                .toList();
        delete(there, body.flag("dry_run"), out);
    }

    private void delete(List<TraceId> traceIds, boolean dryRun, JsonOut out) {
        if (!dryRun && !traceIds.isEmpty()) {
            services.store().append(List.of(new Change.TracesDeleted(traceIds))).join();
        }
        out.object(() -> {
            out.number("traces_deleted", traceIds.size());
            out.flag("dry_run", dryRun);
        });
    }
}
