package dev.spoor.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.server.Services;
import dev.spoor.server.http.ApiException;
import dev.spoor.store.Change;
import dev.spoor.store.TraceSummary;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tags of a trace, running or ended. */
final class TagCommands {
    private static final int MAX_KEY_CHARS = 250;
    private static final int MAX_VALUE_CHARS = 8000;
    private static final int MAX_REMOVED = 1000;

    private final Services services;

    TagCommands(Services services) {
        this.services = services;
    }

    void addTo(Api api) {
        api.patch(ApiRoutes.ROOT + "/traces/{trace_id}/tags", "patch_tags", this::patch);
        api.delete(ApiRoutes.ROOT + "/traces/{trace_id}/tags/{key}", "delete_tag", this::delete);
    }

    private void patch(ServiceRequestContext ctx, JsonNode json, JsonOut out) {
        TraceSummary trace = TraceQueries.existing(services.store(), new Params(ctx).traceId());
        Body body = Body.of(json, "set", "remove");
        Map<String, String> set = body.map("set", MAX_KEY_CHARS, MAX_VALUE_CHARS);
        Set<String> remove = new HashSet<>(body.texts("remove", MAX_REMOVED));
        for (String key : set.keySet()) {
            if (remove.contains(key)) {
                throw ApiException.invalid("the tag '" + key + "' is both in set and in remove");
            }
        }
        apply(trace, set, remove, out);
    }

    private void delete(ServiceRequestContext ctx, JsonOut out) {
        Params params = new Params(ctx);
        TraceSummary trace = TraceQueries.existing(services.store(), params.traceId());
        String key = params.path("key");
        if (!trace.tags().containsKey(key)) {
            throw ApiException.notFound("the trace " + trace.traceId() + " has no tag '" + key + "'");
        }
        apply(trace, Map.of(), Set.of(key), out);
    }

    private void apply(TraceSummary trace, Map<String, String> set, Set<String> remove, JsonOut out) {
        if (!set.isEmpty() || !remove.isEmpty()) {
            services.store()
                    .append(List.of(Change.TracePatched.tags(trace.traceId(), trace.projectId(), set, remove)))
                    .join();
        }
        TraceSummary now = TraceQueries.existing(services.store(), trace.traceId());
        out.object(() -> out.map("tags", now.tags()));
    }
}
