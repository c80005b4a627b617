package dev.spoor.server.projects;

import com.linecorp.armeria.common.HttpStatus;
import dev.spoor.model.Project;
import dev.spoor.server.http.ApiException;
import dev.spoor.store.Change;
import dev.spoor.store.TraceStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds projects by id and by name. Every OTLP request asks, so what the store says is remembered for a second. Safe for
 * use by many threads; may block.
 */
public final class ProjectDirectory {
    private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MAX_NAME_CHARS = 250;

    private final TraceStore store;
    private final int maxProjects;
    private volatile @Nullable Known known;

    public ProjectDirectory(TraceStore store, int maxProjects) {
        this.store = store;
        this.maxProjects = maxProjects;
    }

    private record Known(Map<String, Project> byId, Map<String, Project> byName, long readNanos) {}

    /**
     * The id, when a project has it and is not deleted.
     *
     * @throws ApiException 404 otherwise
     */
    public String existingId(String id) {
        Project project = known().byId.get(id);
        if (project == null) {
            project = read().byId.get(id);
        }
        if (project == null) {
            throw ApiException.notFound("no project has the id '" + id + "'");
        }
        if (project.deleted()) {
            throw ApiException.notFound("the project '" + id + "' is deleted; restore it first");
        }
        return id;
    }

    /**
     * The id of the project of that name, which is made if there is none.
     *
     * @throws ApiException 400 when the name cannot be one, 404 when the project is deleted, 429 when there are too many
     */
    public String idOfName(String name) {
        Project project = known().byName.get(name);
        if (project == null) {
            project = read().byName.get(name);
        }
        if (project == null) {
            project = create(name);
        }
        if (project.deleted()) {
            throw ApiException.notFound("the project '" + name + "' is deleted; restore it first");
        }
        return project.id();
    }

    /**
     * The project of that name, made if there is none.
     *
     * @throws ApiException as {@link #idOfName}
     */
    public Project create(String name) {
        if (name.isBlank() || name.length() > MAX_NAME_CHARS) {
            throw ApiException.invalid("a project's name has 1 to " + MAX_NAME_CHARS + " characters");
        }
        Known all = read();
        Project there = all.byName.get(name);
        if (there != null) {
            return there;
        }
        if (all.byId.size() >= maxProjects) {
            throw new ApiException(
                    HttpStatus.BAD_REQUEST,
                    "RESOURCE_EXHAUSTED",
                    "there are " + maxProjects + " projects already, which is the limit otlp.max_projects",
                    0);
        }
        Project made = store.projectNamed(name).join();
        known = null;
        return made;
    }

    /**
     * The ids of projects that are named by id or by name; when none is named, those that are not deleted.
     *
     * @return empty for all that there are
     * @throws ApiException 404 naming the one that is neither
     */
    public List<String> ids(List<String> idsOrNames) {
        if (idsOrNames.isEmpty()) {
            Collection<Project> known = known().byId.values();
            return known.stream().noneMatch(Project::deleted)
                    ? List.of()
                    : known.stream()
                            .filter(project -> !project.deleted())
                            .map(Project::id)
                            .toList();
        }
        return idsOrNames.stream().map(idOrName -> existing(idOrName).id()).toList();
    }

    /**
     * The project of that id, or else of that name, be it deleted.
     *
     * @throws ApiException 404 when it is neither
     */
    public Project existing(String idOrName) {
        Known all = read();
        Project project = all.byId.getOrDefault(idOrName, all.byName.get(idOrName));
        if (project == null) {
            throw ApiException.notFound("no project has the id or the name '" + idOrName + "'");
        }
        return project;
    }

    /**
     * Hides a project and its traces, or brings both back; nothing is lost.
     *
     * @return the project as it is now
     * @throws ApiException 400 for the default project, which stays
     */
    public Project setDeleted(Project project, boolean deleted) {
        if (deleted && project.id().equals(Project.DEFAULT_ID)) {
            throw ApiException.invalid("the default project cannot be deleted; its traces can");
        }
        if (project.deleted() == deleted) {
            return project;
        }
        Project changed = new Project(
                project.id(),
                project.name(),
                deleted,
                project.tags(),
                project.createdEpochMillis(),
                System.currentTimeMillis());
        put(changed);
        return changed;
    }

    /** The project of that id, be it deleted; null when there is none. */
    public @Nullable Project find(String id) {
        return read().byId.get(id);
    }

    /** The project of that name, be it deleted; null when there is none. */
    public @Nullable Project findNamed(String name) {
        return read().byName.get(name);
    }

    /** All projects, the deleted ones too. */
    public List<Project> all() {
        return List.copyOf(read().byId.values());
    }

    /** Changes a project that is there. */
    public void put(Project changed) {
        store.append(List.of(new Change.ProjectPut(changed))).join();
        known = null;
    }

    private Known known() {
        Known read = known;
        return read != null && System.nanoTime() - read.readNanos < MAX_AGE_NANOS ? read : read();
    }

    private Known read() {
        Map<String, Project> byId = new HashMap<>();
        Map<String, Project> byName = new HashMap<>();
        for (Project project : store.projects()) {
            byId.put(project.id(), project);
            byName.put(project.name(), project);
        }
        Known read = new Known(byId, byName, System.nanoTime());
        known = read;
        return read;
    }
}
