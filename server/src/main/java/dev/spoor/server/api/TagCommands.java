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
import java.util.stream.Stream;

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
        api.post(ApiRoutes.ROOT + "/traces/tags", "tag_traces", this::several);
        api.delete(ApiRoutes.ROOT + "/traces/{trace_id}/tags/{key}", "delete_tag", this::delete);
    }

    private void patch(ServiceRequestContext ctx, JsonNode json, JsonOut out) {
        TraceSummary trace = TraceQueries.existing(services.store(), new Params(ctx).traceId());
        Body body = Body.of(json, "set", "remove");
        apply(trace, set(body), remove(body), out);
    }

    /** The same change to each of the chosen traces. */
    private void several(ServiceRequestContext ctx, JsonNode json, JsonOut out) {
        new Params(ctx);
        Body body = Body.of(
                json,
                Stream.concat(ChosenTraces.FIELDS.stream(), Stream.of("set", "remove"))
                        .toArray(String[]::new));
        Map<String, String> set = set(body);
        Set<String> remove = remove(body);
        if (set.isEmpty() && remove.isEmpty()) {
            throw ApiException.invalid("Missing value for required parameter 'set' or 'remove'");
        }
        boolean dryRun = body.flag("dry_run");
        ChosenTraces chosen = ChosenTraces.of(body, services);
        if (!dryRun) {
            chosen.forEachBatch(batch -> services.store()
                    .append(batch.stream()
                            .<Change>map(
                                    trace -> Change.TracePatched.tags(trace.traceId(), trace.projectId(), set, remove))
                            .toList())
                    .join());
        }
        out.object(() -> {
            out.number("traces_tagged", chosen.count());
            out.flag("more", chosen.more());
            out.flag("dry_run", dryRun);
        });
    }

    private static Map<String, String> set(Body body) {
        return body.map("set", MAX_KEY_CHARS, MAX_VALUE_CHARS);
    }

    private static Set<String> remove(Body body) {
        Set<String> remove = new HashSet<>(body.texts("remove", MAX_REMOVED));
        for (String key : set(body).keySet()) {
            if (remove.contains(key)) {
                throw ApiException.invalid("the tag '" + key + "' is both in set and in remove");
            }
        }
        return remove;
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
