package dev.spoor.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.spoor.model.Project;
import dev.spoor.server.Services;
import java.util.List;

/** Projects: list them, make one. */
final class ProjectCommands {
    private final Services services;

    ProjectCommands(Services services) {
        this.services = services;
    }

    void addTo(Api api) {
        api.get(ApiRoutes.ROOT + "/projects", "list_projects", this::list);
        api.post(ApiRoutes.ROOT + "/projects", "create_project", this::create);
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

    private static void fields(JsonOut out, Project project) {
        out.text("project_id", project.id());
        out.text("name", project.name());
        out.flag("deleted", project.deleted());
        out.map("tags", project.tags());
        out.isoMillis("create_time", project.createdEpochMillis());
        out.isoMillis("last_update_time", project.updatedEpochMillis());
    }
}
