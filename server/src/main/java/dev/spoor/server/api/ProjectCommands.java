package dev.spoor.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.model.Project;
import dev.spoor.model.filter.Filter;
import dev.spoor.server.Services;
import dev.spoor.store.StatsQuery;
import dev.spoor.store.StatsRow;
import java.util.List;

/** Projects: list them, make one, hide one with its traces and bring it back. */
final class ProjectCommands {
    private final Services services;

    ProjectCommands(Services services) {
        this.services = services;
    }

    void addTo(Api api) {
        api.get(ApiRoutes.ROOT + "/projects", "list_projects", this::list);
        api.post(ApiRoutes.ROOT + "/projects", "create_project", this::create);
        api.delete(ApiRoutes.ROOT + "/projects/{project_id}", "delete_project", this::delete);
        api.post(ApiRoutes.ROOT + "/projects/{project_id}/restore", "restore_project", this::restore);
    }

    private void list(ServiceRequestContext ctx, JsonOut out) {
        boolean deletedToo = new Params(ctx, "deleted").flag("deleted");
        List<Project> projects = services.store().projects().stream()
                .filter(project -> deletedToo || !project.deleted())
                .toList();
        out.object(() -> out.array("projects", projects, project -> out.object(() -> fields(out, project))));
    }

    private void create(ServiceRequestContext ctx, JsonNode json, JsonOut out) {
        new Params(ctx);
        String name = Body.of(json, "name").required("name", 250);
        Project project = services.projects().create(name);
        out.object(() -> fields(out, project));
    }

    private void delete(ServiceRequestContext ctx, JsonOut out) {
        Params params = new Params(ctx, "dry_run");
        boolean dryRun = params.flag("dry_run");
        Project project = services.projects().existing(params.path("project_id"));
        long traces = traces(project);
        Project now = dryRun ? project : services.projects().setDeleted(project, true);
        out.object(() -> {
            out.object("project", () -> fields(out, now));
            out.number("traces", traces);
            out.flag("dry_run", dryRun);
        });
    }

    private long traces(Project project) {
        return services
                .store()
                .stats(new StatsQuery(List.of(project.id()), 0, 0, 0, StatsQuery.GroupBy.TRACES, Filter.ALL, 1))
                .stream()
                .mapToLong(StatsRow::count)
                .sum();
    }

    private void restore(ServiceRequestContext ctx, JsonNode json, JsonOut out) {
        Params params = new Params(ctx);
        Body.of(json);
        Project project = services.projects().existing(params.path("project_id"));
        Project now = services.projects().setDeleted(project, false);
        out.object(() -> fields(out, now));
    }

    private static void fields(JsonOut out, Project project) {
        out.text("project_id", project.id());
        out.text("name", project.name());
        out.flag("deleted", project.deleted());
        out.map("tags", project.tags());
        out.isoMillis("create_time", project.createdEpochMillis());
        out.isoMillis("last_update_time", project.updatedEpochMillis());
    }
}
