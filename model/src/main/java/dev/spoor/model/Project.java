package dev.spoor.model;

import java.util.Map;

/**
 * A place for traces: what MLflow calls an experiment.
 *
 * @param id a decimal number as text, given by the store; the default project is "0"
 * @param name unique among all projects
 * @param deleted hidden until it is restored
 */
public record Project(
        String id,
        String name,
        boolean deleted,
        Map<String, String> tags,
        long createdEpochMillis,
        long updatedEpochMillis) {
    public static final String DEFAULT_ID = "0";
    public static final String DEFAULT_NAME = "Default";

    public Project {
        tags = Map.copyOf(tags);
    }
}
