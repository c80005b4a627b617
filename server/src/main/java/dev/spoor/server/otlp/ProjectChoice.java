package dev.spoor.server.otlp;

import dev.spoor.model.Attributes;
import dev.spoor.model.Project;
import dev.spoor.otlp.ProjectChooser;
import dev.spoor.server.projects.ProjectDirectory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the project of what a request brings: by the path's prefix, else by MLflow's header, else by an attribute of
 * each resource, else the default project.
 *
 * @param name from the path
 * @param id from the header
 */
record ProjectChoice(@Nullable String name, @Nullable String id) {
    static final String ID_HEADER = "x-mlflow-experiment-id";

    /** Resource attributes that name a project, the first that is there counts. */
    private static final List<String> NAME_ATTRIBUTES = List.of("spoor.project", "openinference.project.name");

    /** Asks the directory, once for each name. May block, and throws what the directory throws. */
    ProjectChooser chooser(ProjectDirectory directory) {
        if (name != null) {
            return ProjectChooser.always(directory.idOfName(name));
        }
        if (id != null && !id.isBlank()) {
            return ProjectChooser.always(directory.existingId(id.strip()));
        }
        Map<String, String> asked = new HashMap<>();
        return resource -> {
            String named = nameIn(resource);
            return named == null ? Project.DEFAULT_ID : asked.computeIfAbsent(named, directory::idOfName);
        };
    }

    private static @Nullable String nameIn(Attributes resource) {
        for (String key : NAME_ATTRIBUTES) {
            String text = resource.text(key);
            if (text != null && !text.isBlank()) {
                return text.strip();
            }
        }
        return null;
    }
}
